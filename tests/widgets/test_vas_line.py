"""The line of itch: unset until touched, marked by finger, mouse and keys, and in step with the number beside."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.items import BadValue, fields
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.vas_line import VasLine

FIELDS = fields(GlobalAssessment)


@pytest.fixture
def line(shown: Callable[[VasLine], VasLine]) -> VasLine:
    made = VasLine()
    made.set_field(FIELDS["itch_cm"])
    made.set_ends("no itch", "worst itch imaginable")
    return shown(made)


def at(line: VasLine, step: int) -> QPoint:
    return line.line.place(step).toPoint()


def test_untouched_is_missing_and_never_zero(line: VasLine) -> None:
    assert line.value() is None
    assert line.line.step is None
    line.set_value(Decimal(0))
    assert line.value() == 0
    assert line.line.place(0).x() < line.line.width() / 2
    line.set_value(None)
    assert line.value() is None
    assert line.number.line.text() == ""


def test_the_line_is_as_high_as_a_finger(line: VasLine) -> None:
    assert line.line.height() >= theme.TARGET
    assert line.line.place(50).y() == theme.TARGET / 2


def test_a_tap_marks_and_tells_once(line: VasLine, qtbot: QtBot) -> None:
    told: list[object] = []
    line.edited.connect(lambda: told.append(line.value()))
    QTest.mouseClick(line.line, Qt.MouseButton.LeftButton, pos=at(line, 64))
    assert told == [Decimal("6.4")]
    assert line.number.line.text() == "6.4"


def test_a_drag_is_one_edit_and_stays_on_the_line(line: VasLine) -> None:
    told: list[object] = []
    line.edited.connect(lambda: told.append(line.value()))
    QTest.mousePress(line.line, Qt.MouseButton.LeftButton, pos=at(line, 10))
    for x in (200, 10_000, -500):
        QTest.mouseMove(line.line, QPoint(x, 400))
    assert told == []
    QTest.mouseRelease(line.line, Qt.MouseButton.LeftButton, pos=QPoint(-500, 400))
    assert told == [Decimal(0)]


def test_a_page_that_goes_takes_the_mark_with_it(line: VasLine) -> None:
    told: list[object] = []
    line.edited.connect(lambda: told.append(line.value()))
    QTest.mousePress(line.line, Qt.MouseButton.LeftButton, pos=at(line, 30))
    line.window().hide()
    assert told == [Decimal("3.0")]


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Qt.Key.Key_Right], "0"),
        ([Qt.Key.Key_Left], "10"),
        ([Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Up], "0.2"),
        ([Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Left], "8.9"),
        ([Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_PageUp], "10"),
        ([Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace], None),
        ([Qt.Key.Key_End, Qt.Key.Key_Delete], None),
    ],
)
def test_keys_mark(line: VasLine, keys: list[Qt.Key], value: str | None) -> None:
    for key in keys:
        QTest.keyClick(line.line, key)
    assert line.value() == (None if value is None else Decimal(value))


def test_a_held_key_is_one_edit(line: VasLine) -> None:
    line.set_value(Decimal(5))
    told: list[object] = []
    line.edited.connect(lambda: told.append(line.value()))
    modifiers = Qt.KeyboardModifier.NoModifier
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        for _time in range(9):
            QApplication.sendEvent(line.line, QKeyEvent(kind, Qt.Key.Key_Right, modifiers, "", True))
    assert told == []
    QApplication.sendEvent(line.line, QKeyEvent(QKeyEvent.Type.KeyRelease, Qt.Key.Key_Right, modifiers, "", False))
    assert told == [Decimal("5.9")]


def test_a_digit_on_the_line_goes_into_the_number(line: VasLine) -> None:
    line.set_value(Decimal(5))
    told: list[object] = []
    line.edited.connect(lambda: told.append(line.value()))
    QTest.keyClicks(line.line, "7")
    assert told == [7]
    assert line.number.line.hasFocus()
    QTest.keyClicks(line.number.line, ".3")
    assert (line.value(), line.line.step) == (Decimal("7.3"), 73)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("11", "must be 0 to 10"), ("7,5", "with a point"), ("7.55", "at most 1 decimal"), ("much", "is not a number")],
)
def test_a_number_that_cannot_be_marks_nothing(line: VasLine, typed: str, sentence: str) -> None:
    line.set_value(Decimal(5))
    line.number.line.selectAll()
    QTest.keyClicks(line.number.line, typed)
    with pytest.raises(BadValue, match=sentence):
        line.value()
    assert line.line.step is None
    assert line.number.line.text() == typed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, 100))
def test_every_millimetre_comes_back(line: VasLine, step: int) -> None:
    for name in ("itch_mm", "itch_cm"):
        line.set_field(FIELDS[name])
        line.set_value(None)
        QTest.mouseClick(line.line, Qt.MouseButton.LeftButton, pos=at(line, step))
        assert line.value() == (step if name == "itch_mm" else Decimal(step).scaleb(-1))
        assert type(line.value()) is FIELDS[name].kind


def test_read_only_it_moves_by_nothing(line: VasLine) -> None:
    line.set_value(Decimal(5))
    line.set_read_only(True)
    QTest.mouseClick(line.line, Qt.MouseButton.LeftButton, pos=at(line, 80))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_8, Qt.Key.Key_Delete):
        QTest.keyClick(line.line, key)
    assert line.value() == Decimal(5)


def test_what_is_heard_says_where_the_mark_is(line: VasLine) -> None:
    assert line.line.accessibleName() == FIELDS["itch_cm"].label
    assert line.line.accessibleDescription() == "not marked, from no itch to worst itch imaginable"
    line.set_value(Decimal("6.4"))
    assert line.line.accessibleDescription().startswith("6.4")
