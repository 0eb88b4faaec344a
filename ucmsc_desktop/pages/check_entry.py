"""The entries of one person's check of patient, product and dose, on whichever form they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.two_identifiers import identity_faults
from ucmsc_desktop.pages.bag_reading import BagReading
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.layouts import level_tops
from ucmsc_desktop.pages.pad_keys import PadKeys
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.day_time_field import DayTimeField
from ucmsc_desktop.widgets.field_base import FieldWidget
from ucmsc_desktop.widgets.fields import NumberField, TextField
from ucmsc_desktop.widgets.glove_pad import GlovePad
from ucmsc_desktop.widgets.scroll_room import FormRoom

W = TypeVar("W", bound=QWidget)
_WIDE = 400
_LARGE = 120
NOT_ENTERED = ("checker", "checked_at", "read_by", "resolution", "dose_million", "volume_ml", "line", "line_filter")
"""What a form need not have: the program knows it, or only one of the two persons enters it."""


def headline(label: QLabel) -> None:
    """Write a dose smaller where text is large: its column would take the room of others."""
    if theme.scaled(100) >= _LARGE:
        label.setProperty("role", "title")


def next_check(study: Study, subject: str, visit: str) -> Key:
    """Where the next check of an infusion will be kept."""
    return Key(subject, visit, DoseCheck.form, study.next_number(subject, visit, DoseCheck.form))


def practice_hint(study: Study) -> str:
    """The PIN and the password of a practice study, which everybody may know; empty in any other."""
    hint = _("Practice study: the PIN is {pin}, the password is {password}")
    return hint.format(pin=PRACTICE_PIN, password=PRACTICE_PASSWORD) if study.practice else ""


class CheckEntry(QObject):
    """Binds the entries to a check, goes on with Enter, and takes what is tapped on the keypad."""

    edited = Signal(str)

    def __init__(self, form: QWidget, study: Study, subject: str, secret: QLineEdit) -> None:
        """Take the form, which holds a keypad, and the entry to which the last one leads."""
        super().__init__(form)
        self._form, self._secret = form, secret
        self.subject = subject
        participants = of_type(study.records(subject), Participant)
        self._participant = participants[0].record if participants else Participant()
        self.binder = Binder(form, DoseCheck, NOT_ENTERED)
        self.bag = BagReading(self.named(TextField, "unit_read"), self.named(TextField, "lot_read"))
        level_tops(self.named(FormRoom, "entry_area"))
        form.setFocusProxy(self.named(TextField, "subject_read"))
        PadKeys(self.named(GlovePad, "pad"), form)
        self.named(DayTimeField, "weighed_at").set_clock(study.clock)
        for number in form.findChildren(NumberField):
            number.set_width(_WIDE)
        for name, field in self.binder.fields.items():
            label = form.findChild(QLabel, f"{name}_label")
            if isinstance(label, QLabel):
                label.setText(field.label)
        self.binder.edited.connect(self.edited)
        if (rate := study.protocol.infusion.rate_ml_per_hour) > 0:
            self.binder.widgets["rate_ml_h"].set_value(rate)
            self.binder.widgets["rate_ml_h"].set_read_only(True)

    def named(self, kind: type[W], name: str) -> W:
        """A widget of the form."""
        found = self._form.findChild(kind, name)
        if found is None:
            raise LookupError(name)
        return found

    def go_on_in(self, order: Sequence[str]) -> None:
        """Let Enter lead from each entry to the next one that is open, and from the last to PIN or password."""
        entries = [self.named(FieldWidget, name) for name in order]
        for number, entry in enumerate(entries):
            entry.done.connect(lambda after=entries[number + 1 :]: self._go_on(after))

    def _go_on(self, after: Sequence[FieldWidget]) -> None:
        following = next((entry for entry in after if entry.isVisible() and not entry.read_only), None)
        self._lead_to(following if following is not None else self._secret)

    def _lead_to(self, entry: QWidget) -> None:
        entry.setFocus()
        room = self.named(FormRoom, "entry_area")
        if room.isAncestorOf(entry):
            room.ensureWidgetVisible(entry)

    def faults(self, record: DoseCheck) -> list[Problem]:
        """What is wrong with the entries as they stand, by field."""
        return [*identity_faults(record, self.subject, self._participant), *record.contradictions()]

    def show(self, problems: Sequence[Problem]) -> None:
        """Say at each entry what is wrong with it; those of no record are named too."""
        self.binder.set_problems(problems)
        said = {problem.field: problem.sentence for problem in problems}
        for name in ("unit_again", "lot_again"):
            field = self._form.findChild(TextField, name)
            if isinstance(field, TextField):
                field.set_problem(said.get(name, ""))

    def focus(self, name: str) -> None:
        """Put the keyboard into an entry."""
        found = self._form.findChild(QWidget, name)
        if isinstance(found, QWidget):
            self._lead_to(found)
