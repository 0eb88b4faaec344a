"""The body chart by keyboard alone: every sub-region is reached and painted, tools and sizes are taken, all is told."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Shown
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.sub_regions import SUB_REGIONS
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import body_keys
from ucmsc_desktop.widgets.body_canvas import Tool
from ucmsc_desktop.widgets.body_map import BodyMap


@pytest.fixture
def body(shown: Shown[BodyMap]) -> BodyMap:
    """A map in a window, with the keyboard and the trunk active."""
    made = shown(BodyMap())
    made.set_region(Region.TRUNK)
    return made


def test_every_sub_region_is_painted_by_keyboard_alone(body: BodyMap) -> None:
    said: list[LesionMap] = []
    body.painted.connect(said.append)
    keys = {step: key for key, step in body_keys.ARROWS.items()}
    for wanted in SUB_REGIONS:
        for step in way(body.canvas.cursor.index, wanted.index):
            QTest.keyClick(body, keys[step])
        assert body.canvas.cursor is wanted
        QTest.keyClick(body, Qt.Key.Key_Space if wanted.index % 2 else Qt.Key.Key_Return)
    assert np.array_equal(body.canvas.mask, load_chart().labels > 0)
    assert len(said) == len(SUB_REGIONS)
    QTest.keyClick(body, Qt.Key.Key_E)
    QTest.keyClick(body, Qt.Key.Key_Space)
    assert "0\u00a0% painted" in body.accessibleDescription()


def way(start: int, end: int) -> list[tuple[int, int]]:
    """The fewest arrows from one sub-region to another."""
    ways: dict[int, list[tuple[int, int]]] = {start: []}
    queue = [start]
    while end not in ways:
        at = queue.pop(0)
        for step in body_keys.ARROWS.values():
            there = body_keys.neighbour(SUB_REGIONS[at - 1], step).index
            if there not in ways:
                ways[there] = [*ways[at], step]
                queue.append(there)
    return ways[end]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("front.head.face", Qt.Key.Key_Down, "front.head.neck"),
        ("front.trunk.chest.left", Qt.Key.Key_Left, "front.trunk.chest.right"),
        ("front.trunk.chest.left", Qt.Key.Key_Right, "front.upper_limbs.arm.left"),
        ("front.upper_limbs.arm.left", Qt.Key.Key_Right, "back.upper_limbs.arm.left"),
        ("back.upper_limbs.arm.right", Qt.Key.Key_Right, "front.upper_limbs.arm.right"),
        ("front.upper_limbs.arm.left", Qt.Key.Key_Down, "front.upper_limbs.antecubital.left"),
        ("front.lower_limbs.thigh.right", Qt.Key.Key_Down, "front.lower_limbs.knee.right"),
        ("front.lower_limbs.foot.left", Qt.Key.Key_Down, "front.lower_limbs.foot.left"),
        ("back.lower_limbs.calf.left", Qt.Key.Key_Right, "back.lower_limbs.calf.right"),
        ("front.head.scalp", Qt.Key.Key_Right, "back.head.scalp"),
    ],
)
def test_arrows_go_where_they_point(start: str, key: Qt.Key, end: str) -> None:
    chart = load_chart()
    assert body_keys.neighbour(chart.sub_region(start), body_keys.ARROWS[key]).id == end


def test_letters_take_tools_and_sizes(body: BodyMap, qtbot: QtBot) -> None:
    for key, tool in (("e", Tool.ERASE), ("f", Tool.FILL), ("b", Tool.BRUSH)):
        QTest.keyClicks(body, key)
        assert body.canvas.tool is tool
    sizes = []
    for key in "]]][[[[":
        QTest.keyClicks(body, key)
        sizes.append(body.canvas.quarters)
    assert sizes == [8, 8, 8, 4, 2, 1, 1]
    with qtbot.waitSignal(body.enlarge_wanted):
        QTest.keyClicks(body, "m")


def test_keys_with_control_are_the_pages(body: BodyMap) -> None:
    QTest.keyClick(body, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert body.canvas.tool is Tool.BRUSH


def test_the_cursor_is_read_aloud_and_seen(body: BodyMap) -> None:
    body.set_region(Region.HEAD)
    before = body.grab().toImage()
    assert body.accessibleName() == "Body chart"
    assert body.accessibleDescription() == "Scalp, front: 0\u00a0% painted"
    QTest.keyClick(body, Qt.Key.Key_Down)
    assert body.sub_region_name == "Face and ears"
    QTest.keyClick(body, Qt.Key.Key_Space)
    assert body.accessibleDescription() == "Face and ears: 100\u00a0% painted"
    body.set_map(None)
    assert body.accessibleDescription() == "Face and ears: 0\u00a0% painted"
    assert body.grab().toImage() != before
