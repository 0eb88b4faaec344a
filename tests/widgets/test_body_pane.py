"""The enlarged pane and the row of tools: the same canvas seen nearer, and the tools that keys take too."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.hands import CHEST, Fingers, Mouse, place
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets.body_canvas import Tool
from ucmsc_desktop.widgets.body_map import BodyMap
from ucmsc_desktop.widgets.body_pane import BodyPane, PaneView
from ucmsc_desktop.widgets.map_tools import MapTools

KNEE = (325.0, 712.0)


@pytest.fixture
def body(qtbot: QtBot, look: QApplication) -> BodyMap:
    """A map of the whole chart with the trunk active."""
    made = BodyMap()
    qtbot.addWidget(made)
    made.resize(526, 495)
    made.show()
    made.set_region(Region.TRUNK)
    return made


@pytest.fixture
def pane(body: BodyMap, qtbot: QtBot) -> BodyPane:
    """A pane on the map's canvas."""
    made = BodyPane(canvas=body.canvas)
    qtbot.addWidget(made)
    made.resize(526, 560)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.chart_view.hasFocus)
    return made


def wheel(view: PaneView, turned: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel over the chest."""
    at = place(view, CHEST[0])
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_pane_shows_the_region_at_two_and_a_half(body: BodyMap, pane: BodyPane) -> None:
    assert pane.chart_view.lens.scale == pytest.approx(2.5 * body.to_view().m11())
    assert pane.chart_view.lens.seen().contains(QPointF(265, 350))
    body.set_region(Region.LOWER_LIMBS)
    assert pane.chart_view.lens.seen().contains(QPointF(265, 730))
    assert pane.sub_region_name == "Thigh, left, front"


def test_paint_is_the_same_in_map_and_pane(body: BodyMap, pane: BodyPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(body.painted) as painted:
        Mouse(pane.chart_view).draw()
    in_pane, seen = painted.args[0], body.grab().toImage()
    body.set_map(None)
    assert body.grab().toImage() != seen
    Mouse(body).draw()
    body.point_at(None)
    assert body.map() == in_pane
    assert body.grab().toImage() == seen


def test_space_turns_round_and_enter_fills(body: BodyMap, pane: BodyPane) -> None:
    front = pane.chart_view.grab().toImage()
    QTest.keyClick(pane.chart_view, Qt.Key.Key_Space)
    assert pane.view == "back"
    assert pane.views.words[pane.views.index()] == "Back side"
    assert pane.chart_view.grab().toImage() != front
    assert not body.canvas.mask.any()
    QTest.keyClick(pane.chart_view, Qt.Key.Key_Return)
    assert body.canvas.mask.any()
    pane.views.press(0)
    assert pane.chart_view.grab().toImage() != front
    assert pane.views.words[pane.views.index()] == "Front side"


def test_the_pane_follows_the_cursor_to_the_other_view(body: BodyMap, pane: BodyPane) -> None:
    body.canvas.set_cursor(load_chart().sub_region("front.upper_limbs.palm.left"))
    QTest.keyClick(pane.chart_view, Qt.Key.Key_Right)
    assert pane.sub_region_name == "Back of the hand, left"
    assert pane.view == "back"
    assert pane.chart_view.lens.seen().contains(QPointF(574, 560))


def test_zoom_and_move(pane: BodyPane) -> None:
    view = pane.chart_view
    scale, fixed = view.lens.scale, place(view, CHEST[0])
    wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.lens.scale == pytest.approx(1.25 * scale)
    assert (place(view, CHEST[0]) - fixed).manhattanLength() < 1
    top = view.lens.seen().top()
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.lens.seen().top() > top
    pane._bars[1].setValue(pane._bars[1].minimum())
    assert view.lens.seen().top() == pytest.approx(0, abs=0.2)
    for _turn in range(40):
        pane.smaller.click()
    assert view.lens.seen().contains(QPointF(20, 20))
    assert view.lens.seen().contains(QPointF(510, 990))
    for _turn in range(60):
        pane.larger.click()
    assert view.lens.scale == pytest.approx(8.0)


def test_two_fingers_zoom_and_paint_nothing(body: BodyMap, pane: BodyPane) -> None:
    fingers, scale = Fingers(pane.chart_view), pane.chart_view.lens.scale
    fingers.touch(press_0=(230, 300))
    fingers.touch(stationary_0=(230, 300), press_1=(270, 300))
    fingers.touch(move_0=(220, 300), move_1=(290, 300))
    fingers.touch(release_0=(220, 300), release_1=(290, 300))
    assert pane.chart_view.lens.scale > 1.3 * scale
    assert not body.canvas.mask.any()


def test_the_middle_button_moves_and_does_not_paint(body: BodyMap, pane: BodyPane) -> None:
    view, mouse = pane.chart_view, Mouse(pane.chart_view)
    pane.larger.click()
    before = view.lens.centre
    mouse.press(CHEST[0], Qt.MouseButton.MiddleButton)
    mouse.move(CHEST[2])
    mouse.release(CHEST[2], Qt.MouseButton.MiddleButton)
    assert view.lens.centre.x() < before.x()
    assert not body.canvas.mask.any()


def test_a_stroke_stays_in_its_view(body: BodyMap, pane: BodyPane) -> None:
    body.set_region(Region.UPPER_LIMBS)
    pane.chart_view.zoom(0.01)
    Mouse(pane.chart_view).draw([(500, 570), (520, 570), (560, 570), (600, 570)])
    labels = load_chart().labels[body.canvas.mask]
    assert {load_chart().sub_regions[index - 1].view for index in np.unique(labels)} == {"front"}


def test_m_goes_back(pane: BodyPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.enlarge_wanted):
        QTest.keyClicks(pane.chart_view, "m")


# Tools


@pytest.fixture
def tools(body: BodyMap, qtbot: QtBot) -> MapTools:
    """The tools of the map."""
    made = MapTools()
    qtbot.addWidget(made)
    made.set_canvas(body.canvas)
    made.show()
    return made


def test_tools_are_taken_and_follow_keys(body: BodyMap, tools: MapTools) -> None:
    assert tools.sizes[4].isChecked()
    tools.sizes[1].click()
    assert body.canvas.quarters == 1
    tools.tools[Tool.ERASE].click()
    assert body.canvas.tool is Tool.ERASE
    assert not tools.sizes[1].isChecked()
    QTest.keyClicks(body, "f")
    assert tools.tools[Tool.FILL].isChecked()
    tools.tools[Tool.FILL].click()
    assert tools.sizes[1].isChecked()
    tools.tools[Tool.FILL].click()
    tools.sizes[8].click()
    assert (body.canvas.tool, body.canvas.quarters) == (Tool.BRUSH, 8)
    body.set_read_only(True)
    assert not tools.sizes[8].isEnabled()
    assert tools.enlarge.isEnabled()


def test_tools_fit_a_narrow_card(tools: MapTools) -> None:
    for wide in (tools.minimumSizeHint().width(), 476, 800):
        tools.resize(wide, 50)
        QTest.qWait(1)
        assert tools.enlarge.geometry().right() <= wide
        assert min(button.height() for button in (*tools.sizes.values(), tools.enlarge)) >= 48
        for button in (*tools.sizes.values(), *tools.tools.values(), tools.enlarge):
            assert button.fontMetrics().horizontalAdvance(button.text()) + 12 <= button.width()
    assert tools.minimumSizeHint().width() <= 476


def test_tools_have_names(tools: MapTools) -> None:
    names = [button.accessibleName() or button.text() for button in (*tools.sizes.values(), *tools.tools.values())]
    assert names == [
        "Brush, a quarter of a palm",
        "Brush, half a palm",
        "Brush, 1 palm",
        "Brush, 2 palms",
        "Erase",
        "Fill",
    ]
