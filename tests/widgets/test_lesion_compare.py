"""Two lesion maps and what lies between them: numbers, words, one zoom, and maps that cannot be shown."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.body import brush
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.compare_pane import ComparePane, Part
from ucmsc_desktop.widgets.lesion_compare import LesionCompare


def painted(*names: str) -> LesionMap:
    """A map with whole sub-regions painted."""
    chart = load_chart()
    mask = chart.blank()
    for name in names:
        brush.fill(chart, mask, chart.sub_region(name))
    return pack(chart, mask)


EARLIER = painted("front.head.face", "front.head.scalp", "back.head.scalp", "front.head.neck", "back.head.nape")
NOW = painted("front.head.face", *(f"front.trunk.chest.{side}" for side in ("left", "right")))


@pytest.fixture
def compare(qtbot: QtBot, look: QApplication) -> LesionCompare:
    """A comparison of two maps in a window."""
    made = LesionCompare()
    qtbot.addWidget(made)
    made.resize(1140, 560)
    made.show_maps(EARLIER, "Week 0", NOW, "This visit")
    made.show()
    made.activateWindow()
    made.setFocus()
    QTest.qWait(1)
    return made


def shown(compare: LesionCompare, part: Part) -> list[str]:
    """The % of a part, in the order of the regions."""
    return [compare.shares[part, region].text() for region in Region]


def test_the_parts_are_counted_by_region(compare: LesionCompare) -> None:
    assert [title.text() for title in compare.titles] == ["Week 0", "This visit", "Difference"]
    cleared, persisting, new = (shown(compare, part) for part in Part)
    assert cleared[1:] == ["0\u00a0%"] * 3
    assert new[0] == new[1] == "0\u00a0%"
    parts = [float(share[0].removesuffix("\u00a0%")) for share in (cleared, persisting)]
    assert sum(parts) == pytest.approx(100, abs=0.2)
    assert float(new[2].removesuffix("\u00a0%")) > 10


def test_the_parts_are_read_aloud(compare: LesionCompare) -> None:
    words = compare.accessibleDescription()
    assert words.startswith("Cleared: Head and neck ")
    assert f"New: Head and neck 0\u00a0%, Upper limbs 0\u00a0%, Trunk {shown(compare, Part.NEW)[2]}" in words


def test_the_parts_differ_without_colour(compare: LesionCompare) -> None:
    """Each part has a look of its own in grey too: the hatch has lines and skin, the new dots and dark."""
    picture = compare.panes[2].grab().toImage()
    look = compare._lens.transform()
    greys: dict[Part, list[int]] = {}
    places = {Part.CLEARED: (795, 90), Part.PERSISTING: (265, 100), Part.NEW: (300, 250)}
    for part, point in places.items():
        middle = look.map(QPointF(*point)).toPoint()
        around = [QPoint(x, y) for x in range(-6, 7) for y in range(-6, 7)]
        greys[part] = [picture.pixelColor(middle + step).lightness() for step in around]
    assert max(greys[Part.CLEARED]) - min(greys[Part.CLEARED]) > 60
    assert max(greys[Part.PERSISTING]) - min(greys[Part.PERSISTING]) < 60
    assert max(greys[Part.NEW]) - min(greys[Part.NEW]) > 150
    assert sum(greys[Part.NEW]) < 0.7 * sum(greys[Part.PERSISTING]) < 0.7 * sum(greys[Part.CLEARED])


def test_all_panes_zoom_and_move_as_one(compare: LesionCompare) -> None:
    whole, before = compare.scale, [pane.grab().toImage() for pane in compare.panes]
    assert not compare.whole.isEnabled()
    compare.larger.click()
    assert compare.scale == pytest.approx(1.25 * whole)
    assert all(pane.grab().toImage() != was for pane, was in zip(compare.panes, before, strict=True))
    turn(compare.panes[1], 240)
    assert compare.scale == pytest.approx(1.25**3 * whole)
    seen = compare._lens.seen()
    QTest.mousePress(compare.panes[0], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(compare.panes[0], QPoint(130, 140))
    QTest.mouseRelease(compare.panes[0], Qt.MouseButton.LeftButton, pos=QPoint(130, 140))
    assert compare._lens.seen().top() < seen.top()
    compare.whole.click()
    assert compare.scale == pytest.approx(whole)
    assert [pane.grab().toImage() for pane in compare.panes] == before


def turn(pane: ComparePane, by: int) -> None:
    """Turn the wheel over a pane."""
    at = QPointF(150, 150)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        pane.mapToGlobal(at),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def test_two_fingers_zoom(compare: LesionCompare) -> None:
    whole, pane = compare.scale, compare.panes[0]  # Qt's screen for tests ends before the last
    device = QTest.createTouchDevice()
    steps = ((90, 110), (70, 140), (50, 170))
    for number, (left, right) in enumerate(steps):
        sequence = QTest.touchEvent(pane, device)
        act = sequence.press if number == 0 else sequence.move
        act(0, QPoint(left, 120), pane)
        act(1, QPoint(right, 120), pane)
        sequence.commit()
    assert compare.scale > 2 * whole
    QTest.touchEvent(pane, device).release(0, QPoint(50, 120), pane).release(1, QPoint(170, 120), pane).commit()


def test_keys_zoom_and_move(compare: LesionCompare) -> None:
    whole = compare.scale
    QTest.keyClick(compare, Qt.Key.Key_Plus)
    QTest.keyClick(compare, Qt.Key.Key_Plus)
    assert compare.scale == pytest.approx(1.25**2 * whole)
    left = compare._lens.seen().left()
    QTest.keyClick(compare, Qt.Key.Key_Right)
    assert compare._lens.seen().left() > left
    QTest.keyClick(compare, Qt.Key.Key_Minus)
    QTest.keyClick(compare, Qt.Key.Key_0)
    assert compare.scale == pytest.approx(whole)


def test_a_visit_without_a_map_says_so(compare: LesionCompare) -> None:
    compare.show_maps(None, "Week 0", NOW, "This visit")
    assert compare.panes[0]._sentence == "No map was painted at this visit."
    assert compare.accessibleDescription() == "A difference needs two painted maps."
    assert not compare._table.isVisible()
    compare.show_maps(EARLIER, "Week 0", NOW, "This visit")
    assert compare._table.isVisible()


def test_a_map_of_another_chart_says_so(compare: LesionCompare) -> None:
    compare.show_maps(LesionMap(chart="older", cells=b""), "Week 0", NOW, "This visit")
    assert "older" in compare.panes[0]._sentence
    assert compare.panes[2]._sentence == "A difference needs two painted maps."


def test_the_look_is_followed(compare: LesionCompare, look: QApplication) -> None:
    light = compare.panes[2].grab().toImage()
    theme.apply(look, theme.DARK)
    assert compare.panes[2].grab().toImage().pixelColor(5, 5).lightness() < 60
    theme.apply(look, theme.LIGHT)
    assert compare.panes[2].grab().toImage() == light
