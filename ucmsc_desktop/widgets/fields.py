"""The entries that forms are made of, one for each kind of field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import BadValue, Field
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.code_field import CodeField
from ucmsc_desktop.widgets.date_field import DateField
from ucmsc_desktop.widgets.field_base import FieldWidget
from ucmsc_desktop.widgets.input_frame import SIDE
from ucmsc_desktop.widgets.line_field import LineField
from ucmsc_desktop.widgets.time_field import TimeField

__all__ = ["CheckField", "CodeField", "DateField", "NotesField", "NumberField", "TextField", "TimeField"]

LONGEST_NUMBER = 16


class TextField(LineField):
    """One line of text."""

    def value(self) -> Any:
        """The text without the blanks around it, None when nothing is left."""
        return items.parse(self.field, self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a text; the blank after a word stays while the next word is about to be typed."""
        words, shown = "" if value is None else str(value), self.line.text()
        self.put(shown if self.line.hasFocus() and shown.strip() == words else words)


class NumberField(LineField):
    """A number with its unit inside the frame, read to the last decimal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.unit = QLabel(self.box)
        self.unit.setProperty("role", "secondary")
        self.unit.hide()
        self.box.add(self.unit)
        self.set_width(150)

    def set_field(self, field: Field) -> None:
        """Take over the unit."""
        super().set_field(field)
        self.unit.setText(_(field.item.unit) if field.item.unit else "")
        self._show_unit()
        self.line.setMaxLength(LONGEST_NUMBER)

    def _show_unit(self) -> None:
        self.unit.setVisible(bool(self.unit.text()) and not (self.read_only and not self.line.text()))

    def value(self) -> Any:
        """The number. Raises BadValue with a sentence for what is none or lies outside its range."""
        return items.parse(self.field, self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a number with all its decimals."""
        self.put(text.number_text(value) if isinstance(value, int | Decimal) else "")
        self._show_unit()

    def settle(self) -> None:
        """Write a number that was understood in its usual form, such as 9 for `9 %`."""
        super().settle()
        if self.read_only or not self.line.text():
            return
        try:
            self.set_value(self.value())
        except BadValue:
            return  # what is no number stays as it was typed, beside its sentence

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show number and unit as a text, the unit right behind the number."""
        super().set_read_only(read_only)
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft if read_only else Qt.AlignmentFlag.AlignRight)
        self._show_unit()


class NotesField(FieldWidget):
    """Several lines of text; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit(self.box)
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(2 * theme.TARGET - 12)
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.document().setDocumentMargin(0)
        self.box.row.setContentsMargins(SIDE, 8, 8, 8)
        self.box.add(self.edit, 1)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.adopt(self.edit)
        self._showing = False
        self.edit.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if not self._showing:
            self.type_on()

    def value(self) -> Any:
        """The text, None when there is nothing but blanks."""
        return items.parse(self.field, self.edit.toPlainText())

    def set_value(self, value: Any) -> None:
        """Show a text; the cursor stays where it is when nothing changes."""
        words = "" if value is None else str(value)
        if words != self.edit.toPlainText().strip():
            self._showing = True
            self.edit.setPlainText(words)
            self._showing = False

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the text without a frame."""
        super().set_read_only(read_only)
        self.box.row.setContentsMargins(0 if read_only else SIDE, 8, 8, 8)
        self.box.hug(False)
        self.edit.setReadOnly(read_only)
        self.edit.setFocusPolicy(Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.show_blank()

    def show_blank(self) -> None:
        """Write into the empty entry why it is empty."""
        self.edit.setPlaceholderText(self.blank_words or (_("blank") if self.read_only else ""))


class CheckField(FieldWidget):
    """A tick for a yes or no that is never open: unticked is no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box.closed = True
        self.box.row.setContentsMargins(0, 0, 0, 0)
        self.check = QCheckBox(self.box)
        self.box.add(self.check)
        self.adopt(self.check)
        self.check.clicked.connect(lambda _checked: self.edited.emit())

    def set_field(self, field: Field) -> None:
        """Write the label beside the tick."""
        super().set_field(field)
        if not self.check.text():
            self.check.setText(field.label)

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.check.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick or untick."""
        self.check.setChecked(bool(value))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Close or open the tick."""
        self.read_only = read_only
        self.check.setEnabled(not read_only)
