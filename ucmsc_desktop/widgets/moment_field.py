"""An entry for a day with its time."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.date_field import iso_date
from ucmsc_desktop.widgets.line_field import LineField

WIDTH = 230


class MomentField(LineField):
    """A day and a time in one line, `2026-03-28 10:42` or `28-Mar-2026 10:42`.

    A day alone is refused, unless `day_alone` says which time it means.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day_alone: time | None = None
        self._kept: datetime | None = None
        self.set_hint(_("YYYY-MM-DD HH:MM"))
        self.set_width(WIDTH)
        self.left.connect(self._tidy)

    def value(self) -> Any:
        """The moment with the offset of this place. Raises BadValue with a sentence."""
        words = self.line.text().strip()
        if not words:
            return None
        if self._kept is not None and words == self._words(self._kept):
            return self._kept
        day, _blank, hour = words.partition(" ")
        if not hour and self.day_alone is not None:
            hour = f"{self.day_alone:%H:%M}"
        try:
            found = datetime.fromisoformat(f"{iso_date(day)} {hour.strip()}") if hour.strip() else None
            if found is not None:
                return found.astimezone()
        except (ValueError, OverflowError, OSError):
            found = None
        sentence = _("{label}: “{typed}” is not a date and time, for example 2026-03-28 10:42.")
        raise BadValue(sentence.format(label=self.field.label, typed=words))

    def set_value(self, value: Any) -> None:
        """Show a moment to the minute; its seconds and offset are kept."""
        self._kept = value
        self.put(self._words(value))

    @staticmethod
    def _words(moment: datetime | None) -> str:
        return "" if moment is None else f"{text.date_text(moment)} {moment:%H:%M}"

    def _tidy(self) -> None:
        if self.read_only:
            return
        try:
            self.put(self._words(self.value()))
        except BadValue:
            return  # it stays as it was typed, beside its sentence
