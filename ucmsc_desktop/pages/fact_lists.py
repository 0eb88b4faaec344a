"""The forms of facts that are lists of yes and no: other diseases with allergies, and reproductive status."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.forms.ui_medical import Ui_Medical
from ucmsc_desktop.forms.ui_reproduction import Ui_Reproduction
from ucmsc_desktop.pages.plain_fact import PlainFactPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class MedicalPage(PlainFactPage[MedicalHistory]):
    """Each line yes or no, all of them seen at once; one key says no to every line that is open."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Medical()
        super().__init__(study, Key(subject, visit, MedicalHistory.form), MedicalHistory, self.ui)

    def prepare(self) -> None:
        """Wire the button that answers what is open."""
        self.on(self.ui.none_button, self.say_no, "Shift+N")

    def applies(self, name: str) -> bool:
        """An allergy is named where there is one."""
        return name != "allergies" or bool(self.record.allergy)

    def _open_lines(self) -> list[str]:
        record = self.record
        return [
            name
            for name, field in self.binder.fields.items()
            if field.kind is bool and getattr(record, name) is None and name not in record.missing
        ]

    def say_no(self) -> None:
        """Answer every open line with no; what was answered or has a reason for no answer stays."""
        open_lines = self._open_lines()
        if self.editing and open_lines:
            self.put(msgspec.structs.replace(self.record, **dict.fromkeys(open_lines, False)), open_lines[0])
            self.go_after()

    def show_results(self) -> None:
        """Offer the button while there is something open."""
        super().show_results()
        self.ui.none_button.setVisible(self.editing)
        self.ui.none_button.setEnabled(bool(self._open_lines()))


class ReproductionPage(PlainFactPage[ReproductiveStatus]):
    """Pregnancy and lactation. Opened for a man it says that it does not apply."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Reproduction()
        super().__init__(study, Key(subject, visit, ReproductiveStatus.form), ReproductiveStatus, self.ui)

    @property
    def is_asked(self) -> bool:
        """Whether the form is for this person; one that was filled in before the sex was corrected is shown."""
        return self.who.sex is not Sex.MALE or self.kept is not None

    def applies(self, name: str) -> bool:
        """The end of the last pregnancy or breast-feeding is asked where there was one."""
        return name != "last_ended_on" or bool(self.record.ever)

    def show_results(self) -> None:
        """Show the questions, or that there are none."""
        super().show_results()
        ui = self.ui
        words = _("This form does not apply: the participant is male.") if self.who.sex is Sex.MALE else ""
        ui.not_asked.set_status("info", words)
        ui.hint.setVisible(self.is_asked and self.editing)
        for part in (ui.status_card, ui.record_bar):
            part.setVisible(self.is_asked)

    def finish(self) -> None:
        """Go on from a form that does not apply; else save and go on."""
        if self.is_asked:
            super().finish()
        else:
            self.next_wanted.emit()
