"""An entry for a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.input_frame import SIDE
from ucmsc_desktop.widgets.line_field import CURSOR_ROOM, LineField

WIDE_DAY = date(2026, 12, 28)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[-\s.]?(\w+?)[-\s.]?(\d{4})")


def iso_date(typed: str) -> str:
    """A day written as the program shows it (`28-Mar-2026`), or as `20260328`, in ISO; other texts as they are."""
    if _COMPACT.fullmatch(typed.strip()):
        return _COMPACT.sub(r"\1-\2-\3", typed.strip())
    found = _NAMED_MONTH.fullmatch(typed.strip())
    if found is None:
        return typed.strip()
    wanted = f"{int(found[1]):02}-{found[2]}-{found[3]}".casefold()
    for month in range(1, 13):
        try:
            day = date(int(found[3]), month, int(found[1]))
        except ValueError:
            continue
        if wanted in (text.date_text(day).casefold(), f"{day:%d}-{_ENGLISH[month - 1]}-{day.year:04}"):
            return day.isoformat()
    return typed.strip()


_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateField(LineField):
    """A day, typed as `2026-03-28` or `28-Mar-2026` or picked from a calendar; a year or month where a part will do."""

    right_side = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today: Callable[[], date] | None = None
        self.set_hint(_("YYYY-MM-DD"))
        self.button = QToolButton(self.box)
        self.button.setAccessibleName(_("Calendar"))
        self.button.setToolTip(_("Calendar (Alt+Down)"))
        self.button.setIconSize(QSize(20, 20))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.box.set_sides(SIDE, self.right_side)
        self.box.add(self.button)
        self.left.connect(self._tidy)
        self.set_width(190)

    def set_field(self, field: Field) -> None:
        """Say in the empty entry how much of a date is wanted."""
        super().set_field(field)
        partial = field.kind is PartialDate
        self.set_hint(_("YYYY, YYYY-MM or YYYY-MM-DD") if partial else _("YYYY-MM-DD"))
        self.set_width(300 if partial else 190)

    def offer_today(self, today: Callable[[], date]) -> None:
        """Let the key T stand for today and say so in the empty entry."""
        self.today = today
        if self.field.kind is not PartialDate:
            self.set_hint(_("YYYY-MM-DD, T: today"))
            self.set_width(240)

    def value(self) -> Any:
        """The day, or the part of it that was given. Raises BadValue with a sentence."""
        return items.parse(self.field, iso_date(self.line.text()))

    def set_value(self, value: Any) -> None:
        """Show a day in the language of the screen."""
        self.put(self._words(value))

    def fit(self) -> None:
        """Keep room for a whole day in any size of text."""
        super().fit()
        if not self.read_only:
            widest = QFontMetrics(self.line.font()).horizontalAdvance(text.date_text(WIDE_DAY))
            self.line.setMinimumWidth(widest + CURSOR_ROOM)

    def _words(self, value: Any) -> str:
        if isinstance(value, str):
            return text.date_text(date.fromisoformat(value)) if len(value) == len("2026-03-28") else value
        return "" if value is None else text.date_text(value)

    def _day(self) -> date | None:
        words = iso_date(self.line.text())
        is_whole = len(words) == len("2026-03-28") and is_partial_date(words)
        return earliest(PartialDate(words)) if is_whole else None

    def _tidy(self) -> None:
        """Write a day that was typed one way or another as all days are shown."""
        day = self._day()
        if day is not None and not self.read_only:
            self.put(text.date_text(day))

    def open_calendar(self) -> None:
        """Offer the days of a month to pick one."""
        # Late, for start-up: few dates are picked.
        from ucmsc_desktop.widgets.calendar import CalendarPopup

        popup = CalendarPopup(self, self._day())
        popup.picked.connect(self._pick)
        popup.show_below(self.box)

    def _pick(self, day: date) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take(day)

    def _take(self, day: date) -> None:
        self.put(text.date_text(day))
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take today with the key T where that is offered, and keep Alt+Down from the shortcuts of the page."""
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._means_calendar(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self.today is not None and self._means_today(event):
                self._take(self.today())
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _means_today(self, event: QKeyEvent) -> bool:
        # In a text that is begun the letter may belong to a month, as in 28-Oct-2026.
        is_begun = bool(self.line.text()) and self.line.selectedText() != self.line.text()
        return event.key() == Qt.Key.Key_T and not event.modifiers() and not self.read_only and not is_begun

    def _means_calendar(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return alt and event.key() == Qt.Key.Key_Down and not self.read_only

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the day as a text without its calendar."""
        super().set_read_only(read_only)
        self.button.setVisible(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the calendar with Alt+Down."""
        if self._means_calendar(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Draw the calendar's sign in the colours of the look."""
        super().restyle()
        self.button.setIcon(icons.icon("calendar", theme.current().accent))
