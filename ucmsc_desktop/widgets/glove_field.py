"""One number at the bedside: its name with a note below, and a box that the keypad or the keyboard fills."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import BadValue, Field
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

_BOX = 104
_HIGH = 42
_LONGEST = 8
_TWO_DIGITS = 100


class _Line(QLineEdit):
    """A line for digits: letters are left to the keys of the page."""

    entered = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim only what is typed into a number."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.text().isalpha():
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the keypad types here now."""
        super().focusInEvent(event)
        self.entered.emit()


class GloveField(QWidget):
    """A number of a record. The point of a temperature comes by itself: 366 is 36.6."""

    edited = Signal()
    entered = Signal()
    """The keyboard, or the next tap on the keypad, goes here."""
    next_wanted = Signal()

    def __init__(self, field: Field, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.name = QLabel(name or field.label, self)
        self.note = QLabel(self)
        self.line = _Line(self)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaxLength(_LONGEST)
        self.line.setFont(theme.font(18))
        self.line.setFixedWidth(theme.scaled(_BOX))
        self.line.setMinimumHeight(theme.scaled(_HIGH))
        unit = _(field.item.unit) if field.item.unit else ""
        self.line.setAccessibleName(f"{self.name.text()} {unit}".strip())
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.line)
        self._unit = unit
        self.say("")
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self.entered)
        self.line.returnPressed.connect(self.next_wanted)

    def say(self, words: str, role: str = "caption") -> None:
        """Say something below the name, else the unit."""
        self.note.setText(words or self._unit)
        self.note.setProperty("role", role if words else "caption")
        self.note.style().polish(self.note)
        self.line.setAccessibleDescription(words)

    def value(self) -> Any:
        """The number, None for a blank. Raises BadValue with a sentence."""
        return items.parse(self.field, self.line.text())

    def set_value(self, value: int | Decimal | None) -> None:
        """Show a number."""
        self.line.setText("" if value is None else text.number_text(value))

    @property
    def is_full(self) -> bool:
        """Whether what stands here is a value and no further digit could belong to it."""
        try:
            value = self.value()
        except BadValue:
            return False
        if value is None or self.field.item.high is None:
            return False
        if "." in self.line.text():
            return items.decimal_places(value) >= self.field.item.decimals
        return not self.field.item.decimals and value * 10 > self.field.item.high

    def press(self, typed: str) -> None:
        """Take a digit or a point from the keypad, in the place of what is selected."""
        self.line.insert(typed)

    def delete(self) -> None:
        """Take the last digit away, or what is selected."""
        self.line.backspace()

    def _typed(self, typed: str) -> None:
        pointed = self._with_point(typed)
        if pointed != typed:
            self.line.setText(pointed)
        self.edited.emit()

    @property
    def has_own_point(self) -> bool:
        """Whether the point comes by itself: two digits stand before it and one behind it."""
        item = self.field.item
        return item.decimals == 1 and item.high is not None and item.high < _TWO_DIGITS

    def _with_point(self, typed: str) -> str:
        high = self.field.item.high
        if self.has_own_point and high is not None and typed.isascii() and typed.isdigit() and int(typed) > high:
            return f"{typed[:-1]}.{typed[-1]}"
        return typed
