"""The entry of one medicine."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.medications import ROUTES, day_given, known_drugs, known_reasons, timed
from ucmsc_desktop.forms.ui_medication_entry import Ui_MedicationEntry
from ucmsc_desktop.pages.plain_fact import PlainFactPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

_ONCE = ("given_at",)
_TAKEN = ("ongoing", "ended_on", "reason")


class MedicationForm(PlainFactPage[Medication]):
    """What is given once before an infusion has a time, one tap of it; what is taken for longer has a first day."""

    def __init__(self, study: Study, key: Key) -> None:
        """Show the medicine of a key, or an empty entry."""
        self.ui = Ui_MedicationEntry()
        super().__init__(study, key, Medication, self.ui)

    def prepare(self) -> None:
        """Offer what was written for this participant before; the buttons stand below the state, for want of width."""
        self.bar.bar_column.setDirection(QBoxLayout.Direction.TopToBottom)
        records = self.study.records(self.key.subject)
        self.ui.drug.offer(known_drugs(records))
        self.ui.reason.offer(known_reasons(records))
        self.ui.route.offer([_(route) for route in ROUTES])
        log = self.other(Infusion, self.key.visit)
        self._infused = log.given_on if log is not None else None

    def applies(self, name: str) -> bool:
        """A premedication is given at a time; the end is asked of what is not ongoing."""
        purpose = self.record.purpose
        if name in _ONCE:
            return purpose in (Purpose.PREMEDICATION, Purpose.EVENT)
        if name in _TAKEN and purpose is Purpose.PREMEDICATION:
            return False
        return name != "ended_on" or self.record.ongoing is False

    def entered(self, name: str, record: Medication) -> Medication:
        """With its time a medicine has its first day."""
        return timed(record, name)

    def show_results(self) -> None:
        """Show the entries that apply; a time lies on the day of the medicine."""
        super().show_results()
        self.next_button.setText(_("Save and add another") if self.editing else _("Add another"))
        self.next_button.setVisible(self.may_write)
        given = self.ui.given_at
        day = day_given(self.record, self._infused, self.study.clock().date())
        if given.day != day:
            given.set_day(day)
            if "given_at" not in self.binder.bad:
                given.set_value(self.record.given_at)
