"""Numbers typed with gloves on: entries one below the other, and a keypad that types into the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import BadValue, Field
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import SectionTitle
from ucmsc_desktop.widgets.glove_field import GloveField
from ucmsc_desktop.widgets.glove_pad import GlovePad
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

_LEFT = 286


class PadPanel(QWidget):
    """A title, numbers, and the keypad. A subclass says what is done with them when the last is entered."""

    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, GloveField] = {}
        self.title = SectionTitle(self)
        self.other = QPushButton(self)
        self.other.setProperty("kind", "quiet")
        self.other.setMinimumHeight(theme.TARGET)
        self.other.setAutoDefault(False)
        self.problem = WrappedLabel(self)
        self.problem.setProperty("role", "problem")
        self.pad = GlovePad(self)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self._advanced = False
        self._at: GloveField | None = None
        self._lay_out()
        self.pad.digit.connect(self._press)
        self.pad.point.connect(lambda: self._press("."))
        self.pad.deleted.connect(self._delete)
        self.pad.next_wanted.connect(self.go_on)
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.other)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addLayout(self.column)
        left.addWidget(self.problem)
        left.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setMaximumWidth(theme.scaled(_LEFT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(holder, 2)
        row.addWidget(self.pad, 3)

    def add(self, field: Field, name: str = "") -> GloveField:
        """Add an entry for a number."""
        entry = GloveField(field, name, self)
        self.fields[field.name] = entry
        self.column.addWidget(entry)
        entry.edited.connect(lambda: self._edited(field.name))
        entry.entered.connect(lambda: self._enter(entry))
        entry.next_wanted.connect(self.go_on)
        return entry

    # What a subclass answers

    def edited(self, name: str) -> None:
        """Something was typed into an entry."""

    def save(self) -> None:
        """Do what the numbers are for."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to type, so that the key says Save."""
        return self.current is self._entries()[-1]

    # Typing

    @property
    def current(self) -> GloveField:
        """The entry into which the keypad types: where the keyboard was last, else the first that is empty."""
        entries = self._entries()
        if self._at is not None and self._at in entries:
            return self._at
        return next((entry for entry in entries if not entry.line.text()), entries[0])

    def _entries(self) -> Sequence[GloveField]:
        return [entry for entry in self.fields.values() if not entry.isHidden()]

    def begin(self) -> None:
        """Put the keyboard into the first entry that is empty."""
        self._at = None
        self._go_to(self.current)

    def start_over(self) -> None:
        """Let the next digit go into the first entry that is empty, without taking the keyboard from elsewhere."""
        if any(entry.line.hasFocus() for entry in self.fields.values()):
            self.begin()
        else:
            self._at = None
            self._show_keys()

    def _go_to(self, entry: GloveField) -> None:
        entry.line.setFocus(Qt.FocusReason.TabFocusReason)
        self._enter(entry)

    def _enter(self, entry: GloveField) -> None:
        self._at = entry
        self._show_keys()

    def _press(self, typed: str) -> None:
        if not self.current.line.hasFocus():
            self._go_to(self.current)
        self.current.press(typed)

    def _delete(self) -> None:
        entry = self.current
        entries = list(self._entries())
        if not entry.line.text() and entries.index(entry):
            entry = entries[entries.index(entry) - 1]
            self._go_to(entry)
            entry.line.deselect()
        entry.delete()

    def _edited(self, name: str) -> None:
        self._advanced = False
        self.say("")
        self.edited(name)
        entry, entries = self.fields[name], list(self._entries())
        if entry.is_full and entry is self.current and entry is not entries[-1]:
            self._go_to(entries[entries.index(entry) + 1])
            self._advanced = True
        self._show_keys()

    def go_on(self) -> None:
        """Go to the next entry, or save from the last; a Next for an entry that was left by itself does nothing."""
        entries, entry = list(self._entries()), self.current
        if self._advanced and not entry.line.text():
            self._advanced = False
        elif self.is_ready:
            self.save()
        elif entry is not entries[-1]:
            self._go_to(entries[entries.index(entry) + 1])
        self._show_keys()

    def _show_keys(self) -> None:
        entry = self.current
        self.pad.set_point(bool(entry.field.item.decimals) and not entry.has_own_point)
        self.pad.set_next(_("Save") if self.is_ready else _("Next"), ends=self.is_ready)

    def say(self, sentence: str) -> None:
        """Show a sentence about what cannot be as it is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def read(self) -> dict[str, Any] | None:
        """The numbers by field; None when one of them is none, which is then said."""
        values = {}
        for name, entry in self.fields.items():
            try:
                values[name] = entry.value()
            except BadValue as error:
                self.say(str(error))
                self._go_to(entry)
                return None
        return values
