"""The entry for the involved area of a region, in % or in palms, which moves through the score matrix by keys."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.fields import NumberField

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WIDTH = 122
_COMPACT = 100
_OF_THE_PAGE = (Qt.Key.Key_Y, Qt.Key.Key_U, Qt.Key.Key_M)


class AreaField(NumberField):
    """A number whose sentence is shown by the page, where there is room for it."""

    advance = Signal()
    """Enter or Tab: the page moves on."""
    back = Signal()
    """Backspace in an empty entry: the page moves back."""
    other = Signal()
    """The letter P: the page moves between % and palms."""
    opened = Signal()
    """A compact entry was tapped: it is wide now."""
    says_elsewhere = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = QTimer(self, singleShot=True, interval=0)
        self._pressed.timeout.connect(lambda: self.line.selectAll())
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Take little room, as in a column that is not worked on."""
        self._was_compact = compact
        self.setFixedWidth(theme.scaled(_COMPACT if compact else _WIDTH))

    def _select(self, event: QFocusEvent) -> None:
        """Let the first digit replace what stands there, however the entry was reached."""
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._pressed.start()  # after the press has put the cursor
            if self._was_compact:
                self.opened.emit()
        elif event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that move; the rest types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and self._moves(cast(QKeyEvent, event)):
            return True
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self._select(cast(QFocusEvent, event))
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
        elif key == Qt.Key.Key_Space:
            pass  # no number has a blank, and one must not replace what is selected
        elif plain and (key in _OF_THE_PAGE or self._leaves_text(key)):
            event.ignore()
        else:
            return False
        return True

    def _leaves_text(self, key: int) -> bool:
        at = self.line.cursorPosition()
        if self.line.hasSelectedText():
            return False
        return (key == Qt.Key.Key_Left and at == 0) or (key == Qt.Key.Key_Right and at == len(self.line.text()))
