"""Sentences before going on, wrapped texts in low rows, answers by key, and the table of vital signs."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.answer_buttons import AnswerButtons
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.notice import Notice
from ucmsc_desktop.widgets.vitals_table import VitalsTable
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

Shown = Callable[[Any], Any]
LONG = "The weight is three days old and the protocol allows one day only, so weigh again before the dose is given."


def test_a_notice_takes_the_lines_it_needs(shown: Shown) -> None:
    notice = shown(Notice())
    assert not notice.isVisible()
    notice.set_status("warn", "Weigh again.")
    assert notice.isVisible()
    low = notice.minimumHeight()
    notice.set_status("warn", LONG)
    assert notice.minimumHeight() > low
    assert (notice.text(), notice.accessibleName()) == (LONG, LONG)
    notice.set_status("ok", "")
    assert not notice.isVisible()
    assert notice.minimumHeight() == 0


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_notice_wears_the_ground_of_its_status(qtbot: QtBot, look: QApplication, name: str) -> None:
    theme.apply(look, theme.named(name))
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(300, 60)
    statuses: tuple[Status, ...] = ("ok", "warn", "error")
    for status in statuses:
        notice.set_status(status, LONG)
        ground = notice.grab().toImage().pixelColor(4, 30).name().upper()
        assert ground == theme.current().status(status)[1].upper()


def test_a_wrapped_label_is_as_high_as_its_lines(shown: Shown) -> None:
    label = shown(WrappedLabel())
    label.setText(LONG)
    for width in (420, 200):
        label.resize(width, 20)
        assert label.minimumHeight() >= label.heightForWidth(width) - 1
    assert label.minimumSizeHint().height() < 40


def test_answers_by_key(shown: Shown, qtbot: QtBot) -> None:
    buttons = shown(AnswerButtons())
    buttons.offer(tuple(Answer))
    for key, answer in (("y", Answer.YES), ("N", Answer.NO), ("u", Answer.UNKNOWN), ("J", Answer.JUDGEMENT)):
        with qtbot.waitSignal(buttons.chosen):
            QTest.keyClicks(buttons, key)
        assert buttons.answer() is answer
    QTest.keyClick(buttons, Qt.Key.Key_Left)
    assert buttons.answer() is Answer.UNKNOWN
    QTest.keyClick(buttons, Qt.Key.Key_Up)
    assert buttons.answer() is Answer.UNKNOWN
    QTest.keyClick(buttons, Qt.Key.Key_Backspace)
    assert buttons.answer() is None


def test_what_is_not_offered_is_not_answered(shown: Shown) -> None:
    buttons = shown(AnswerButtons())
    buttons.offer((Answer.UNKNOWN, Answer.JUDGEMENT))
    QTest.keyClicks(buttons, "yn")
    assert buttons.answer() is None
    buttons.show_answer(Answer.YES)
    assert buttons.answer() is None


def test_sets_of_vital_signs_in_rows(shown: Shown, qtbot: QtBot) -> None:
    table = shown(VitalsTable())
    nine = datetime(2026, 3, 30, 9, 14, tzinfo=UTC)
    before = VitalSigns(taken_at=nine, timepoint=Timepoint.BEFORE, systolic=128, diastolic=78)
    later = VitalSigns(timepoint=Timepoint.AFTER, systolic=118, diastolic=78, temperature=Decimal("36.6"))
    table.show_sets([before, later])
    assert table.row_texts(0) == ["09:14 before", "128/78", "blank", "blank", "blank", "blank"]
    assert table.row_texts(1) == ["blank after", "118/78 −10/0", "blank", "blank", "blank", "36.6"]
    table.setCurrentCell(1, 2)
    with qtbot.waitSignal(table.change_wanted):
        QTest.keyClick(table, Qt.Key.Key_Return)
    table.show_sets([before])
    assert table.selectedItems() == []
