"""An entry of one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.field_base import FieldWidget

CURSOR_ROOM = 8
_LONGEST_FIXED = 240
_LONGEST = 16_777_215


class LineField(FieldWidget):
    """A field with a line editor; a subclass says how its text becomes a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self.line = QLineEdit(self.box)
        self.line.setFrame(False)
        self.box.add(self.line, 1)
        self.adopt(self.line)
        self.line.textEdited.connect(self.type_on)
        self.line.returnPressed.connect(self._end)

    def _end(self) -> None:
        self.settle()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Use up a key that moved the keyboard: the window would press the button to which Enter led."""
        super().keyPressEvent(event)
        if not self.line.hasFocus():
            event.accept()

    def put(self, words: str) -> None:
        """Show a text as the value's; a text that says the same already keeps its cursor."""
        if words != self.line.text():
            self.line.setText(words)
            self.line.setCursorPosition(0 if self.read_only else len(words))
        if self.read_only:
            self.fit()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the text without a frame; it can still be selected and copied."""
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.show_blank()
        self.line.setCursorPosition(0 if read_only else len(self.line.text()))

    def set_hint(self, words: str) -> None:
        """Say in the empty entry how to write it."""
        self._hint = words
        self.show_blank()

    def show_blank(self) -> None:
        """Write into the empty line why it is empty, or how to write it."""
        self.line.setPlaceholderText(self.blank_words or (_("blank") if self.read_only else self._hint))
        self.fit()

    def restyle(self) -> None:
        """Measure the text in the font of the look."""
        self.fit()

    def fit(self) -> None:
        """Make the line as wide as its text while it is read only, so that a unit follows right behind."""
        words = self.line.text() or self.line.placeholderText()
        width = QFontMetrics(self.line.font()).horizontalAdvance(words) + CURSOR_ROOM
        self.line.setMinimumWidth(min(width, _LONGEST_FIXED) if self.read_only else 0)
        self.line.setMaximumWidth(width if self.read_only else _LONGEST)
