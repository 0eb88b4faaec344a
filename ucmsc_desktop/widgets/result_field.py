"""The entry for a laboratory result, qualifier and number in one, which moves down a table by keys."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lab.reading import read_number, read_value
from ucmsc_desktop.text import number_text
from ucmsc_desktop.widgets.line_field import LineField

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDE = 8
_SIGNS = frozenset("0123456789.,<>＜＞≤≥=-−+ ")


class ResultField(LineField):
    """Takes digits and what stands before them; its sentence is shown by the row, where there is room for it."""

    stepped = Signal(int)
    """Enter or an arrow: the table moves down or up."""
    kept = Signal()
    """The letter Y: an unlikely value was looked at again and stays."""
    says_elsewhere = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.box.set_sides(_SIDE, _SIDE)

    def value(self) -> Any:
        """Qualifier and number, None for a blank. Raises BadValue with a sentence."""
        typed = self.line.text().strip()
        return read_value(typed) if typed else None

    def words(self, value: Any) -> str:
        """A value as it is typed."""
        qualifier, number = value
        return f"{qualifier or ''}{number_text(number)}"

    def set_value(self, value: Any) -> None:
        """Show a value; what is being typed and says the same already, such as `2.`, stays as it is."""
        if not self._says(value):
            self.put("" if value is None else self.words(value))

    def _says(self, value: Any) -> bool:
        try:
            return repr(self.value()) == repr(value)
        except BadValue:
            return False

    def settle(self) -> None:
        """Write a value that was understood in its usual form, such as 2 for `2.`."""
        super().settle()
        try:
            value = self.value()
        except BadValue:
            return  # what is no result stays as it was typed, beside its sentence
        self.put("" if value is None else self.words(value))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the number without its frame, in line with those above and below."""
        super().set_read_only(read_only)
        self.box.set_sides(_SIDE, _SIDE)
        self.box.hug(False)

    def show_blank(self) -> None:
        """Leave an open entry empty: most rows of a table have no result."""

    def fit(self) -> None:
        """Keep the width of the column."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that move; letters are no result."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and self._takes(cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if plain and key in _ON:
            self.settle()
            self.stepped.emit(1)
        elif plain and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif plain and key == Qt.Key.Key_Y and not self.read_only:
            self.kept.emit()
        else:
            return (plain or shifted) and event.text().isprintable() and not set(event.text()) <= _SIGNS
        return True


class LimitField(ResultField):
    """A limit of the laboratory: a plain number."""

    def value(self) -> Any:
        """The limit, None for a blank. Raises BadValue with a sentence."""
        typed = self.line.text().strip()
        return read_number(typed) if typed else None

    def words(self, value: Any) -> str:
        """A limit with all its decimals."""
        return number_text(value)
