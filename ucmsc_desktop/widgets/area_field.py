"""The entry for the involved area of a region, in % or in palms, which moves through the score matrix by keys."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.fields import NumberField

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WIDTH = 122


class AreaField(NumberField):
    """A number whose sentence is shown by the page, where there is room for it."""

    advance = Signal()
    """Enter or Tab: the page moves on."""
    back = Signal()
    """Backspace in an empty entry: the page moves back."""
    other = Signal()
    """The letter P: the page moves between % and palms."""
    said = Signal()
    """The sentence that is shown has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown_problem = ""
        self.setMaximumWidth(theme.scaled(_WIDTH))

    def _show_problem(self) -> None:
        self._held.stop()
        self.shown_problem = self._problem
        self.box.wrong = bool(self._problem)
        self.box.update()
        self._describe()
        self.said.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that move; the rest types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and self._moves(cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def _moves(self, event: QKeyEvent) -> bool:
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if plain and key in _ON:
            self.settle()
            self.advance.emit()
        elif plain and key == Qt.Key.Key_Backspace and not self.line.text():
            self.back.emit()
        elif plain and key == Qt.Key.Key_P:
            self.other.emit()
        elif plain and self._leaves_text(key):
            event.ignore()
        else:
            return False
        return True

    def _leaves_text(self, key: int) -> bool:
        at = self.line.cursorPosition()
        if self.line.hasSelectedText():
            return False
        return (key == Qt.Key.Key_Left and at == 0) or (key == Qt.Key.Key_Right and at == len(self.line.text()))
