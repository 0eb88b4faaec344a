"""An entry for a moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.input_frame import SIDE
from ucmsc_desktop.widgets.line_field import LineField

_TIME = re.compile(r"(\d{1,2})[:.：]?(\d{2})(?:[:.：]\d{2})?")


def local_now() -> datetime:
    """This moment with the computer's offset."""
    return datetime.now().astimezone()


class TimeField(LineField):
    """A time of day on the day of its page, with a button for this moment. Its value carries the offset from UTC."""

    right_side = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], datetime] = local_now
        self.day: date | None = None
        self._kept: datetime | None = None
        self.set_hint(_("HH:MM"))
        self.button = QPushButton(_("Now"), self.box)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(_("Now (N)"))
        self.button.clicked.connect(self.take_now)
        self.box.set_sides(SIDE, self.right_side)
        self.box.add(self.button)
        room = self.button.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(room)
        self.line.textChanged.connect(lambda _words: self._offer_now())
        self.left.connect(self._tidy)
        self.set_width(170)

    def set_day(self, day: date | None) -> None:
        """Say on which day the time lies; a time shown before moves to it."""
        if self.day is not None and day != self.day and day is not None:
            self._kept = None
        self.day = day

    def set_clock(self, clock: Callable[[], datetime]) -> None:
        """Take this moment from another clock than the computer's."""
        self.clock = clock

    def value(self) -> Any:
        """The moment with its offset. Raises BadValue with a sentence."""
        words = self.line.text().strip()
        if not words:
            return None
        if self._kept is not None and words == self._words(self._kept):
            return self._kept
        day = self.day or (self._kept.date() if self._kept is not None else None)
        found = self._time(words)
        if day is None:
            raise BadValue(_("{label}: enter the date first.").format(label=self.field.label))
        return datetime.combine(day, found).astimezone()

    def _time(self, words: str) -> time:
        found = _TIME.fullmatch(words)
        try:
            return time(int(found[1]), int(found[2])) if found else time.fromisoformat(words)
        except ValueError:
            raise BadValue(
                _("{label}: “{typed}” is not a time. Write hours and minutes, for example 09:30.").format(
                    label=self.field.label, typed=words
                )
            ) from None

    def set_value(self, value: Any) -> None:
        """Show a moment by its hours and minutes; its seconds and offset are kept."""
        self._kept = value
        self.put(self._words(value))

    @staticmethod
    def _words(moment: datetime | None) -> str:
        return "" if moment is None else f"{moment:%H:%M}"

    def _offer_now(self) -> None:
        # Only while the entry is empty: a second tap must not move the time of what happened.
        self.button.setVisible(not self.read_only and not self.line.text().strip())

    def take_now(self) -> None:
        """Take this moment, to the second."""
        self.set_value(self.clock().replace(microsecond=0))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take this moment with the key N, which no time contains."""
        if watched is self.line and isinstance(event, QKeyEvent) and self._means_now(event):
            self.take_now()
            return True
        return super().eventFilter(watched, event)

    def _means_now(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_N
        return pressed and not event.modifiers() and not self.read_only

    def _tidy(self) -> None:
        words = self.line.text().strip()
        if _TIME.fullmatch(words) and not self.read_only:
            try:
                self.put(f"{self._time(words):%H:%M}")
            except BadValue:
                return  # its sentence stands already

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the time as a text without its button."""
        super().set_read_only(read_only)
        self._offer_now()
