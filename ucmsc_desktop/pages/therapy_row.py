"""One treatment on the form of therapies: what it was, when it was used, and what that means for the washout."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import BadValue, Problem
from ucmsc_desktop.domain.therapies import Therapy
from ucmsc_desktop.forms.ui_therapy import Ui_Therapy
from ucmsc_desktop.pages.layouts import level_tops
from ucmsc_desktop.pages.undo_keys import UndoKeys
from ucmsc_desktop.pages.walk import Walk
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.cards import Card


class TherapyRow(Card):
    """Emits the field that was edited, and that the keyboard went past the last entry."""

    edited = Signal(str)
    passed = Signal()

    def __init__(self, study: Study, number: str) -> None:
        """Label the entries and let the keyboard walk through them."""
        super().__init__()
        self.number = number
        self.bad: dict[str, str] = {}
        self.was_left = False
        self.entries: dict[str, Any] = {}
        self._showing = False
        self.ui = Ui_Therapy()
        self.ui.setupUi(self)
        for name, field in items.described(Therapy).items():
            self._bind(name, field)
        level_tops(self)
        Walk(self, self.entries, self.bad, study, self.passed.emit)
        UndoKeys(self)

    def _bind(self, name: str, field: items.Field) -> None:
        entry = getattr(self.ui, name)
        label: QLabel = getattr(self.ui, f"{name}_label")
        label.setText(field.label)
        entry.set_field(field)
        entry.edited.connect(lambda: None if self._showing else self.edited.emit(name))
        self.entries[name] = entry

    def read(self) -> Therapy:
        """The treatment that stands here; a text that is no value counts as blank, with its sentence in `bad`."""
        values: dict[str, Any] = {}
        for name, entry in self.entries.items():
            self.bad.pop(name, None)
            try:
                values[name] = entry.value()
            except BadValue as error:
                values[name], self.bad[name] = None, str(error)
        return Therapy(**values)

    def show_therapy(self, therapy: Therapy, washout: str, *, editing: bool) -> None:
        """Show a treatment and its washout in words; a text that is no value stays until it is corrected."""
        self._showing = True
        for name, entry in self.entries.items():
            value = getattr(therapy, name)
            if name not in self.bad or value is not None:
                entry.set_value(value)
            if entry.read_only is editing:
                entry.set_read_only(not editing)
        self._showing = False
        ends = therapy.ongoing and therapy.last_used_on is None and "last_used_on" not in self.bad
        for part in (self.ui.last_used_on_label, self.ui.last_used_on):
            part.setVisible(not ends)
        self.ui.remove_button.setVisible(editing)
        self.ui.washout.setText(washout)
        self.ui.washout.setVisible(bool(washout))

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what is wrong at its entry. What is merely not entered yet is said once the row was left."""
        said = {problem.field: problem.sentence for problem in reversed(problems)} if self.was_left else {}
        for name, entry in self.entries.items():
            entry.set_problem(self.bad.get(name) or said.get(name, ""))

    def entry(self, name: str) -> QWidget:
        """The entry of a field, the first one for an unknown name."""
        found: QWidget = self.entries.get(name) or next(iter(self.entries.values()))
        return found

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget lies in this row."""
        return widget is not None and self.isAncestorOf(widget)

    def field_here(self) -> str:
        """The field in which the keyboard is, empty for none."""
        here = QApplication.focusWidget()
        return next((name for name, entry in self.entries.items() if here and entry.isAncestorOf(here)), "")
