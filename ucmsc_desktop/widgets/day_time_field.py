"""An entry for a moment that is mostly of today: a time, or a day and a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.date_field import iso_date
from ucmsc_desktop.widgets.time_field import TimeField

_WHOLE_DAY = len("2026-03-28")


class DayTimeField(TimeField):
    """`08:55` is of today; an earlier day is written before it, as in `2026-03-28 08:55` or `28-Mar-2026 08:55`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_hint(_("HH:MM of today, or date and time"))
        self.set_width(320)

    def value(self) -> Any:
        """The moment with its offset. Raises BadValue with a sentence."""
        words = self.line.text().strip()
        day, blank, hour = words.rpartition(" ")
        if not blank:
            self.set_day(self.clock().date())
            return super().value()
        if self._kept is not None and words == self._of_another_day(self._kept):
            return self._kept
        iso = iso_date(day)
        if len(iso) != _WHOLE_DAY or not is_partial_date(iso):
            sentence = _("{label}: “{typed}” is not a date and time, for example 2026-03-28 10:42.")
            raise BadValue(sentence.format(label=self.field.label, typed=words))
        return datetime.combine(earliest(PartialDate(iso)), self._time(hour)).astimezone()

    def set_value(self, value: Any) -> None:
        """Show a moment by its time of day, with the day before it when that is not today."""
        super().set_value(value)
        if value is not None and value.date() != self.clock().date():
            self.put(self._of_another_day(value))

    @staticmethod
    def _of_another_day(moment: datetime) -> str:
        return f"{text.date_text(moment)} {moment:%H:%M}"
