"""An entry for a name that is usually one of a few, and may be another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.code_field import ChoiceBox
from ucmsc_desktop.widgets.field_base import FieldWidget


class NameChoice(FieldWidget):
    """A list of names that can be chosen from or written over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ChoiceBox(self.box)
        self.line = QLineEdit(self.list)
        self.list.setLineEdit(self.line)
        self.list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.shown = QLabel(self.box)
        self.shown.hide()
        self.box.add(self.list, 1)
        self.box.add(self.shown)
        self.box.set_sides(self.right_side, 0)
        self.adopt(self.list)
        self.line.textEdited.connect(self.type_on)
        self.list.activated.connect(lambda _index: self.edited.emit())

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; what stands in the entry stays."""
        written = self.list.currentText()
        self.list.clear()
        self.list.addItems(list(names))
        self.list.setEditText(written)

    def value(self) -> Any:
        """The name, None when there is none."""
        return items.parse(self.field, self.list.currentText())

    def set_value(self, value: Any) -> None:
        """Show a name."""
        if (value or "") != self.list.currentText().strip():
            self.list.setEditText(value or "")
        self.show_blank()

    def show_blank(self) -> None:
        """Write the name, or why there is none, as the text for reading only."""
        self.shown.setText(self.list.currentText() or self.blank_words or _("blank"))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the name as a text."""
        super().set_read_only(read_only)
        self.list.setVisible(not read_only)
        self.shown.setVisible(read_only)
        self.show_blank()
