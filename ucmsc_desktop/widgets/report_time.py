"""An entry for the moment at which something was known or reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.input_frame import SIDE
from ucmsc_desktop.widgets.moment_field import MomentField
from ucmsc_desktop.widgets.time_field import local_now


class ReportTime(MomentField):
    """A day with its time, which a report needs, and a button for this moment."""

    right_side = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], datetime] = local_now
        self.button = QPushButton(_("Now"), self.box)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.take_now)
        self.box.set_sides(SIDE, self.right_side)
        self.box.add(self.button)
        self.line.textChanged.connect(lambda _words: self._offer_now())
        self.set_width(280)

    def set_clock(self, clock: Callable[[], datetime]) -> None:
        """Take this moment from another clock than the computer's."""
        self.clock = clock

    def value(self) -> Any:
        """The moment with its offset, None for a blank. Raises BadValue with a sentence, also for a day alone."""
        words = self.line.text().strip()
        if words and ":" not in words:
            sentence = _("{label}: “{typed}” is not a date and time, for example 2026-03-28 10:42.")
            raise BadValue(sentence.format(label=self.field.label, typed=words))
        return super().value()

    def _offer_now(self) -> None:
        # Only while the entry is empty: a second tap must not move the time of what happened.
        self.button.setVisible(not self.read_only and not self.line.text().strip())

    def take_now(self) -> None:
        """Take this moment, to the second."""
        self.set_value(self.clock().replace(microsecond=0))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the moment as a text without its button."""
        super().set_read_only(read_only)
        self._offer_now()
