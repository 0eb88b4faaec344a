"""The cards of a grade, answers side by side, and the moment of a report."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.items import BadValue, fields
from ucmsc_desktop.widgets.choice_row import ChoiceRow, LevelRow
from ucmsc_desktop.widgets.event_table import EventTable
from ucmsc_desktop.widgets.grade_field import GradeField
from ucmsc_desktop.widgets.report_time import ReportTime

from .conftest import Shown

MEANINGS = ("", "", "third", "fourth", "fifth")


@pytest.fixture
def grade(shown: Shown[GradeField]) -> GradeField:
    """The entry of a grade that begins at 3."""
    field = GradeField()
    field.set_field(fields(AdverseEvent)["grade"])
    field.set_meanings(MEANINGS)
    return shown(field)


@pytest.mark.parametrize(
    ("key", "value"), [("1", None), ("2", None), ("3", 3), ("5", 5), ("0", None), ("6", None), ("x", None)]
)
def test_a_digit_gives_a_grade_that_there_is(grade: GradeField, qtbot: QtBot, key: str, value: int | None) -> None:
    QTest.keyClicks(grade.cards, key)
    assert grade.value() == value


def test_backspace_takes_the_grade_away_and_a_digit_with_control_is_none(grade: GradeField) -> None:
    QTest.keyClicks(grade.cards, "4")
    QTest.keyClick(grade.cards, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert grade.value() == 4
    assert grade.cards.accessibleDescription() == "4, fourth"
    QTest.keyClick(grade.cards, Qt.Key.Key_Backspace)
    assert grade.value() is None


def test_a_tap_on_a_grade_that_there_is_not_does_nothing(grade: GradeField) -> None:
    rects = grade.cards.rects()
    QTest.mouseClick(grade.cards, Qt.MouseButton.LeftButton, pos=rects[0].center().toPoint())
    assert grade.value() is None
    QTest.mouseClick(grade.cards, Qt.MouseButton.LeftButton, pos=rects[2].center().toPoint())
    assert grade.value() == 3


def test_a_closed_grade_takes_no_key_and_no_tap(grade: GradeField) -> None:
    grade.set_value(4)
    grade.set_read_only(True)
    QTest.keyClicks(grade.cards, "3")
    QTest.mouseClick(grade.cards, Qt.MouseButton.LeftButton, pos=grade.cards.rects()[2].center().toPoint())
    assert grade.value() == 4


def test_long_words_are_cut_to_their_card(grade: GradeField) -> None:
    before = grade.sizeHint()
    grade.set_meanings(("word " * 60, "x" * 300, "third", "", ""))
    assert not grade.grab().isNull()
    assert grade.sizeHint() == before
    grade.set_value(1)
    assert grade.cards.accessibleDescription() == "1, " + "word " * 60


def test_many_answers_stand_side_by_side(shown: Shown[ChoiceRow]) -> None:
    field = ChoiceRow()
    field.set_field(fields(AdverseEvent)["outcome"])
    shown(field)
    assert field.segments is not None
    assert len(field.segments.words) == 6


def test_a_level_of_an_older_scale_is_offered_beside_the_scale(shown: Shown[LevelRow]) -> None:
    field = LevelRow()
    field.set_field(fields(AdverseEvent)["relation"])
    field.set_scale({"no": "No", "yes": "Yes"})
    shown(field)
    field.set_value("definite")
    assert list(field.answers) == ["no", "yes", "definite"]
    assert field.value() == "definite"
    field.set_value("no")
    assert list(field.answers) == ["no", "yes"]
    field.set_read_only(True)
    assert field.shown.text() == "No"


@pytest.mark.parametrize("typed", ["2026-03-28", "10:42", "2026-03-28 25:00", "yesterday 10:00"])
def test_a_report_needs_day_and_time(shown: Shown[ReportTime], typed: str) -> None:
    field = ReportTime()
    field.set_field(fields(AdverseEvent)["sponsor_at"])
    shown(field)
    field.line.setText(typed)
    with pytest.raises(BadValue):
        field.value()


def test_now_is_taken_to_the_second_and_only_into_an_empty_entry(shown: Shown[ReportTime]) -> None:
    field = ReportTime()
    field.set_field(fields(AdverseEvent)["sponsor_at"])
    now = datetime(2026, 3, 28, 10, 42, 7, 123, tzinfo=UTC)
    field.set_clock(lambda: now)
    shown(field)
    field.take_now()
    assert field.value() == now.replace(microsecond=0)
    assert not field.button.isVisible()


def test_a_list_shares_its_width_and_opens_rows(shown: Shown[EventTable], qtbot: QtBot) -> None:
    table = EventTable()
    table.set_columns(["A", "B"], (75, 25))
    table.show_rows([["one", "two"], ["three\nfour\nfive", ""]])
    shown(table)
    room = table.viewport().width()
    assert abs(table.columnWidth(0) - room * 0.75) <= 1
    assert table.columnWidth(0) + table.columnWidth(1) == room
    assert table.rowHeight(1) > table.rowHeight(0)
    table.setCurrentCell(1, 0)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]
