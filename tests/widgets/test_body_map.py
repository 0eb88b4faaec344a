"""The body chart on the screen: strokes by mouse, finger, pen and keyboard, and what must not paint."""

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Shown
from tests.widgets.hands import CHEST, Fingers, Mouse, Pen, place
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.pack import unpack
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_canvas import Tool
from ucmsc_desktop.widgets.body_map import BodyMap

ROOT = Path(__file__).parents[2]
KNEE = (325.0, 712.0)
AIR = (265.0, 620.0)
ROUNDED = 4
"""Qt computes the places of a smooth picture by steps, which depend on where it begins."""


@pytest.fixture
def body(shown: Shown[BodyMap]) -> BodyMap:
    """A map in a window, with the keyboard."""
    made = shown(BodyMap())
    window = made.window()
    window.resize(620, 640)
    QTest.qWait(1)
    made.set_region(Region.TRUNK)
    return made


@pytest.fixture
def said(body: BodyMap) -> list[Any]:
    """What the map tells at pen-up."""
    told: list[Any] = []
    body.painted.connect(told.append)
    body.region_chosen.connect(told.append)
    return told


def units(body: BodyMap) -> int:
    """How many cells are painted."""
    return int(np.count_nonzero(body.canvas.mask))


def unlike(one: QImage, other: QImage) -> int:
    """The largest difference of a colour between two pictures."""
    first, second = (np.frombuffer(picture.constBits(), np.uint8).astype(int) for picture in (one, other))
    return int(np.abs(first - second).max())


def drawn(body: BodyMap) -> QImage:
    """What is on the screen, from scratch."""
    body.forget_layers()
    return body.grab().toImage()


# Strokes


def test_one_stroke_is_one_change(body: BodyMap, said: list[Any]) -> None:
    counted: list[dict[Region, Decimal]] = []
    body.counted.connect(counted.append)
    Mouse(body).draw()
    assert said == [body.map()]
    assert np.array_equal(unpack(load_chart(), said[0]), body.canvas.mask)
    assert len(counted) >= len(CHEST)
    assert counted[0][Region.TRUNK] < counted[-1][Region.TRUNK]
    assert counted[-1][Region.HEAD] == 0


def test_mouse_finger_and_pen_paint_alike(body: BodyMap) -> None:
    whole = [(round(x), round(y)) for x, y in CHEST]
    Mouse(body).draw(CHEST)
    by_mouse = body.map()
    body.set_map(None)
    Pen(body).draw(CHEST)
    assert body.map() == by_mouse
    body.set_map(None)
    body._input.pen._seen = -10.0
    Fingers(body).draw(whole)
    assert body.map() is not None


@pytest.mark.parametrize("size", [(526, 495), (789, 743), (1052, 990), (431, 700)])
def test_the_same_stroke_is_the_same_paint_at_any_size(qtbot: QtBot, size: tuple[int, int]) -> None:
    maps = []
    for wide, high in ((526, 495), size):
        view = BodyMap()
        qtbot.addWidget(view)
        view.resize(wide, high)
        view.show()
        Mouse(view).draw()
        maps.append(view.map())
    assert maps[0] is not None
    assert maps[0] == maps[1]


def test_the_same_stroke_is_the_same_paint_at_any_scaling() -> None:
    found = {}
    for factor in ("1", "1.5", "2"):
        surroundings = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.widgets.hands"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=surroundings)
        ratio, cells = ran.stdout.split()
        found[float(ratio)] = cells
    assert set(found) == {1.0, 1.5, 2.0}
    assert len(set(found.values())) == 1


def test_a_stroke_that_changes_nothing_is_none(body: BodyMap, said: list[Any]) -> None:
    Mouse(body).draw([AIR, (266, 650)])
    assert said == []
    assert body.map() is None


def test_erasing_everything_leaves_no_map(body: BodyMap, said: list[Any]) -> None:
    Mouse(body).draw()
    body.set_tool(Tool.ERASE)
    body.set_quarters(8)
    Mouse(body).draw()
    assert said[1:] == [None]
    Mouse(body).draw()
    assert len(said) == 2


def test_the_other_end_of_a_pen_erases(body: BodyMap) -> None:
    Mouse(body).draw()
    before = units(body)
    Pen(body, QPointingDevice.PointerType.Eraser).draw([CHEST[1], CHEST[2]])
    assert 0 < units(body) < before
    assert body.canvas.tool is Tool.BRUSH


def test_a_tap_with_fill_paints_the_sub_region(body: BodyMap, said: list[Any]) -> None:
    body.set_tool(Tool.FILL)
    Mouse(body).draw([(300.0, 280.0), (20.0, 560.0)])
    labels = load_chart().labels
    assert np.array_equal(body.canvas.mask, labels == load_chart().sub_region("front.trunk.chest.left").index)
    assert len(said) == 1


def test_a_tap_elsewhere_chooses_its_region(body: BodyMap, said: list[Any]) -> None:
    Mouse(body).draw([KNEE])
    assert said == [body.map(), Region.LOWER_LIMBS]
    body.set_region(Region.LOWER_LIMBS)
    Mouse(body).draw([(325.0, 800.0)])
    assert said[2:] == [body.map()]


def test_a_map_to_look_at_is_not_painted(body: BodyMap, said: list[Any]) -> None:
    body.set_read_only(True)
    Mouse(body).draw([KNEE, (330.0, 790.0)])
    Pen(body).draw()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_E):
        QTest.keyClick(body, key)
    assert said == [Region.LOWER_LIMBS]
    assert body.map() is None
    assert body.canvas.tool is Tool.BRUSH


# Undo


def test_setting_a_map_restores_exactly(body: BodyMap, said: list[Any]) -> None:
    Mouse(body).draw()
    first, mask = body.map(), body.canvas.mask.copy()
    picture = drawn(body)
    Mouse(body).draw([KNEE])
    assert body.map() != first
    body.set_map(first)
    assert np.array_equal(body.canvas.mask, mask)
    assert drawn(body) == picture
    assert body.map() == first
    body.set_map(None)
    assert units(body) == 0
    assert len(said) == 3  # setting a map tells nobody


def test_a_map_of_another_chart_is_refused(body: BodyMap) -> None:
    Mouse(body).draw()
    before = body.map()
    with pytest.raises(ValueError, match="version"):
        body.set_map(LesionMap(chart="other", cells=b""))
    assert body.map() == before


# What happens in the middle of a stroke


CUTS: dict[str, Callable[[BodyMap], object]] = {
    "resize": lambda body: body.window().resize(700, 700),
    "hide": lambda body: body.hide(),
    "focus": lambda body: body.window().findChildren(QLineEdit)[0].setFocus(),
    "deactivate": lambda body: QApplication.sendEvent(body, QEvent(QEvent.Type.WindowDeactivate)),
    "map": lambda body: body.set_map(None),
    "disable": lambda body: body.setEnabled(False),
    "tool": lambda body: body.set_tool(Tool.ERASE),
    "read-only": lambda body: body.set_read_only(True),
}


@pytest.mark.parametrize("what", CUTS)
def test_a_stroke_that_is_cut_short_is_kept(body: BodyMap, said: list[Any], what: str) -> None:
    mouse = Mouse(body)
    mouse.press(KNEE)  # a region that is not active: the page must not go there now
    mouse.move((330.0, 750.0))
    painted = body.canvas.mask.copy()
    CUTS[what](body)
    QTest.qWait(1)
    assert not body.canvas.is_painting
    assert len(said) == 1
    assert np.array_equal(unpack(load_chart(), said[0]), painted)
    mouse.move(CHEST[2])
    mouse.release(CHEST[3])
    assert len(said) == 1


def test_leaving_the_chart_stops_and_coming_back_goes_on(body: BodyMap, said: list[Any]) -> None:
    mouse = Mouse(body)
    mouse.press((300, 240))
    mouse.send(QEvent.Type.MouseMove, QPointF(-4000, 90), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)
    mouse.move((230, 440))
    between = load_chart().sub_region("front.trunk.abdomen-upper.left").index
    assert not body.canvas.mask[load_chart().labels == between].any()
    mouse.send(QEvent.Type.MouseButtonRelease, QPointF(9000, 9000), Qt.MouseButton.LeftButton)
    assert len(said) == 1
    assert not body.canvas.is_painting


def test_a_second_button_does_nothing(body: BodyMap, said: list[Any]) -> None:
    mouse = Mouse(body)
    mouse.press(CHEST[0])
    mouse.press(CHEST[1], Qt.MouseButton.RightButton)
    mouse.release(CHEST[1], Qt.MouseButton.RightButton)
    mouse.move(CHEST[2])
    assert said == []
    mouse.release(CHEST[3])
    assert len(said) == 1


def test_a_late_second_finger_does_nothing(body: BodyMap, said: list[Any]) -> None:
    fingers = Fingers(body)
    fingers.touch(press_0=CHEST[0])
    body._input._began -= 1.0
    fingers.touch(stationary_0=CHEST[0], press_1=KNEE)
    fingers.touch(move_0=CHEST[1], move_1=(330.0, 760.0))
    fingers.touch(stationary_0=CHEST[1], release_1=(330.0, 760.0))
    fingers.touch(move_0=CHEST[2])
    fingers.touch(release_0=CHEST[2])
    assert len(said) == 1
    knee = load_chart().sub_region("front.lower_limbs.knee.left").index
    assert not body.canvas.mask[load_chart().labels == knee].any()


def test_two_fingers_at_once_ask_for_the_pane_and_paint_nothing(body: BodyMap, qtbot: QtBot, said: list[Any]) -> None:
    fingers = Fingers(body)
    with qtbot.waitSignal(body.enlarge_wanted):
        fingers.touch(press_0=(250, 300))
        fingers.touch(stationary_0=(250, 300), press_1=(280, 300))
        fingers.touch(move_0=(200, 300), move_1=(330, 300))
    fingers.touch(release_0=(200, 300), release_1=(330, 300))
    assert said == []
    assert units(body) == 0
    fingers.draw()
    assert len(said) == 1


def test_a_hand_beside_a_pen_does_not_paint(body: BodyMap, said: list[Any]) -> None:
    clock = [100.0]
    body._input.pen._clock = lambda: clock[0]
    Pen(body).hover(CHEST[0])
    clock[0] += 1.0
    Pen(body).hover(CHEST[0])
    clock[0] += 0.4
    Fingers(body).draw([KNEE])
    assert said == []
    clock[0] += 0.2
    Fingers(body).draw([KNEE])
    assert len(said) == 2


def test_a_palm_that_came_before_the_pen_is_taken_back(body: BodyMap, said: list[Any]) -> None:
    fingers = Fingers(body)
    fingers.touch(press_0=KNEE)
    assert units(body) > 0
    Pen(body).draw()
    fingers.touch(release_0=KNEE)
    assert said == [body.map()]
    knee = load_chart().sub_region("front.lower_limbs.knee.left").index
    assert not body.canvas.mask[load_chart().labels == knee].any()


def test_what_qt_makes_up_from_a_touch_does_not_paint_twice(body: BodyMap, said: list[Any]) -> None:
    Fingers(body).draw()
    QTest.qWait(20)
    assert len(said) == 1


# On the screen


def test_what_is_redrawn_is_what_a_whole_drawing_shows(body: BodyMap) -> None:
    store = QImage(body.size(), QImage.Format.Format_RGB32)
    body.render(store)
    before = store.copy()
    mouse = Mouse(body)
    boxes: list[Any] = []
    body.canvas.dabbed.connect(boxes.append)
    mouse.press(CHEST[0])
    mouse.move(CHEST[1])
    mouse.move(CHEST[2])
    mouse.release(CHEST[3])
    mouse.view.point_at(None)
    painter = QPainter(store)
    for box in boxes:
        changed = body.to_view().mapRect(box).toAlignedRect().adjusted(-2, -2, 2, 2)
        body.render(painter, changed.topLeft(), changed)
    painter.end()
    whole = QImage(body.size(), QImage.Format.Format_RGB32)
    body.render(whole)
    assert unlike(store, before) > 60
    assert unlike(store, whole) <= ROUNDED


def test_paint_is_seen_where_it_is(body: BodyMap) -> None:
    at = place(body, (240, 268)).toPoint()
    plain = drawn(body).pixelColor(at)
    Mouse(body).draw()
    body.point_at(None)
    painted = drawn(body).pixelColor(at)
    assert plain.name() == theme.current().skin_active.lower()
    assert painted.red() > painted.green() + 40
    body.set_region(Region.HEAD)
    body.set_map(None)
    assert drawn(body).pixelColor(at).name() == theme.current().skin.lower()


def test_the_brush_is_shown_as_wide_as_it_paints(body: BodyMap) -> None:
    body.point_at(place(body, CHEST[0]))
    assert body._ring is not None
    reach = body._ring[1] / body.to_view().m11()
    assert 30 < reach < 45
    body.set_quarters(1)
    body.point_at(place(body, CHEST[0]))
    assert body._ring[1] / body.to_view().m11() < 0.6 * reach
    body.point_at(place(body, AIR))
    assert body._ring is None


def test_the_look_is_followed(body: BodyMap, look: QApplication) -> None:
    Mouse(body).draw()
    light = body.grab().toImage()
    theme.apply(look, theme.DARK)
    dark = body.grab().toImage()
    theme.apply(look, theme.LIGHT)
    assert dark.pixelColor(5, 5).lightness() < 60
    assert dark.pixelColor(5, 5) != light.pixelColor(5, 5)
