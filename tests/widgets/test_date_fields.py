"""Days and moments: what may be typed, what is shown, what is kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import BadValue, Field, Item
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.calendar import CalendarPopup
from ucmsc_desktop.widgets.fields import DateField, TimeField
from ucmsc_desktop.widgets.theme import DARK, LIGHT

Shown = Callable[[Any], Any]
DAY = Field("on", Item(label="Assessed on"), date)
BIRTH = Field("birth", Item(label="Birth date"), PartialDate)
START = Field("start", Item(label="Start"), datetime)
CHINA = timezone(timedelta(hours=8))


def made(kind: type[Any], field: Field) -> Any:
    """An entry for a field."""
    widget = kind()
    widget.set_field(field)
    return widget


@pytest.mark.parametrize("typed", ["2026-03-08", "20260308", "08-Mar-2026", "8-mar-2026", "8 Mar 2026", " 2026-03-08 "])
def test_a_day_may_be_typed_in_two_ways(shown: Shown, typed: str) -> None:
    widget = shown(made(DateField, DAY))
    QTest.keyClicks(widget.line, typed)
    assert widget.value() == date(2026, 3, 8)
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert widget.line.text() == "08-Mar-2026"
    assert widget.value() == date(2026, 3, 8)


@pytest.mark.parametrize("typed", ["03/08/2026", "2026-02-30", "31-Feb-2026", "28-Foo-2026", "2026", "yesterday"])
def test_what_may_be_mistaken_is_refused(shown: Shown, typed: str) -> None:
    widget = shown(made(DateField, DAY))
    QTest.keyClicks(widget.line, typed)
    with pytest.raises(BadValue, match="is not a date"):
        widget.value()
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert widget.line.text() == typed


@pytest.mark.parametrize("value", ["1980", "1980-05", "1980-05-02"])
def test_a_part_of_a_date_is_kept_as_known(look: QApplication, qtbot: QtBot, value: str) -> None:
    widget = made(DateField, BIRTH)
    qtbot.addWidget(widget)
    widget.set_value(PartialDate(value))
    assert widget.value() == value
    widget.line.setText("")
    assert widget.value() is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar_opens_by_key_and_fills_in_the_day(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(DateField, DAY))
    widget.set_value(date(2026, 3, 28))
    QTest.keyClick(widget.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = widget.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    assert popup.month.selectedDate() == QDate(2026, 3, 28)
    with qtbot.waitSignal(widget.edited):
        popup.month.activated.emit(QDate(2026, 4, 2))
    assert widget.value() == date(2026, 4, 2)
    assert widget.line.text() == "02-Apr-2026"
    assert widget.line.hasFocus()


def test_a_closed_day_has_no_calendar(shown: Shown) -> None:
    widget = shown(made(DateField, DAY))
    widget.set_read_only(True)
    QTest.keyClick(widget.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert widget.findChild(CalendarPopup) is None
    assert not widget.button.isVisible()


@pytest.mark.parametrize("typed", ["9:05", "09:05", "0905", "905", "9.05"])
def test_a_time_is_a_moment_of_its_day_with_an_offset(shown: Shown, typed: str) -> None:
    widget = shown(made(TimeField, START))
    widget.set_day(date(2026, 3, 28))
    QTest.keyClicks(widget.line, typed)
    value = widget.value()
    assert value.replace(tzinfo=None) == datetime(2026, 3, 28, 9, 5)  # noqa: DTZ001 - compared without its zone
    assert value.utcoffset() is not None
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert widget.line.text() == "09:05"


@pytest.mark.parametrize("typed", ["25:00", "09:61", "late", "9"])
def test_what_is_no_time_is_refused(shown: Shown, typed: str) -> None:
    widget = shown(made(TimeField, START))
    widget.set_day(date(2026, 3, 28))
    QTest.keyClicks(widget.line, typed)
    with pytest.raises(BadValue, match="is not a time"):
        widget.value()
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert widget.line.text() == typed


def test_a_time_needs_a_day(look: QApplication, qtbot: QtBot) -> None:
    widget = made(TimeField, START)
    qtbot.addWidget(widget)
    assert widget.value() is None
    widget.line.setText("09:05")
    with pytest.raises(BadValue, match="date first"):
        widget.value()


def test_a_shown_moment_keeps_its_seconds_and_its_offset(look: QApplication, qtbot: QtBot) -> None:
    moment = datetime(2026, 3, 28, 9, 14, 20, tzinfo=CHINA)
    widget = made(TimeField, START)
    qtbot.addWidget(widget)
    widget.set_day(date(2026, 3, 28))
    widget.set_value(moment)
    assert widget.line.text() == "09:14"
    assert widget.value() == moment
    assert widget.value().utcoffset() == timedelta(hours=8)
    widget.set_day(date(2026, 3, 29))
    assert widget.value().date() == date(2026, 3, 29)


def test_now_has_a_key(shown: Shown) -> None:
    moment = datetime(2026, 3, 28, 9, 14, 20, tzinfo=CHINA)
    widget = shown(made(TimeField, START))
    widget.set_clock(lambda: moment)
    QTest.keyClicks(widget.line, "n")
    assert widget.value() == moment


def test_the_calendar_sign_follows_the_look(shown: Shown, look: QApplication) -> None:
    widget = shown(made(DateField, DAY))
    assert LIGHT.accent in colours(widget)
    theme.apply(look, DARK)
    look.processEvents()
    assert DARK.accent in colours(widget)


def colours(widget: Any) -> set[str]:
    """The colours of the calendar's sign."""
    picture = widget.button.icon().pixmap(20, 20).toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(20) for y in range(20)}


def test_now_takes_the_clock_of_the_study(shown: Shown, qtbot: QtBot) -> None:
    moment = datetime(2026, 3, 28, 9, 14, 20, 5, tzinfo=CHINA)
    widget = shown(made(TimeField, START))
    widget.set_clock(lambda: moment)
    with qtbot.waitSignal(widget.edited):
        QTest.mouseClick(widget.button, Qt.MouseButton.LeftButton)
    assert widget.value() == moment.replace(microsecond=0)
    assert widget.line.text() == "09:14"
