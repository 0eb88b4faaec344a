"""The second person's own entry. Nothing of what the first person read or computed is here, nor ever was."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.items import Problem, blanks
from ucmsc_desktop.domain.roles import writing_role
from ucmsc_desktop.forms.ui_second_check import Ui_SecondCheck
from ucmsc_desktop.pages.check_entry import CheckEntry, next_check, practice_hint
from ucmsc_desktop.store.errors import AccountLocked, RecordRefused, StudyError, WrongPassword
from ucmsc_desktop.store.second_person import second_check
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

ORDER = (
    "subject_read",
    "birth_read",
    "unit_read",
    "lot_read",
    "weight_kg",
    "weighed_at",
    "rate_ml_h",
    "label_counts",
    "cells_million",
    "bag_volume_ml",
    "viability_pct",
    "dose_million",
    "volume_ml",
)


class SecondCheck(QWidget):
    """Asks the second person for everything anew; their log-in signs it, and only then both are compared."""

    signed = Signal()
    again = Signal()
    """The first person has to enter again."""

    def __init__(self, study: Study, subject: str, visit: str, first_user: str, resolution: str = "") -> None:
        """Take the place, who made the first check, and how an earlier difference was resolved."""
        super().__init__()
        self.study, self._resolution = study, resolution
        self.key = next_check(study, subject, visit)
        self.ui = Ui_SecondCheck()
        self.ui.setupUi(self)
        self.ui.entry.setAutoFillBackground(False)  # a scroll area fills its widget with the colour of the window
        self.entry = CheckEntry(self, study, subject, self.ui.secret)
        self.entry.go_on_in(ORDER)
        self._offer_persons(first_user)
        ui = self.ui
        ui.sign_button.set_words(_("Sign and compare"), "", "users", "primary")
        ui.hint.setText(practice_hint(study))
        ui.hint.setVisible(study.practice)
        ui.sign_button.clicked.connect(self.sign)
        ui.secret.returnPressed.connect(self.sign)
        ui.again_button.clicked.connect(self.again)
        self.entry.edited.connect(lambda _name: self._show_faults())

    def _offer_persons(self, first_user: str) -> None:
        others = [
            account
            for account in self.study.accounts()
            if not account.closed and account.user != first_user and writing_role(DoseCheck.form, account.roles)
        ]
        self.ui.person.offer([(account.user, account.full_name) for account in others])
        if not others:
            self._say(_("There is no other person in this study who may check a dose: an administrator adds one."))

    def _read(self) -> DoseCheck:
        begun = DoseCheck(checker=Checker.SECOND, resolution=self._resolution or None)
        return msgspec.structs.replace(self.entry.binder.read(begun), read_by=self.entry.bag.read_by)

    def _show_faults(self) -> None:
        self.entry.show(self.entry.faults(self._read()))
        self._say("")

    def sign(self) -> None:
        """Save under the second person's account with their signature; a refusal leaves everything as it was typed."""
        self.entry.binder.settle()
        record = msgspec.structs.replace(self._read(), checked_at=self.study.clock())
        bad = [Problem(name, sentence) for name, sentence in self.entry.binder.bad.items()]
        empty = [
            Problem(field.name, _("{label} is blank.").format(label=field.label))
            for field in blanks(record)
            if field.name not in self.entry.binder.bad
        ]
        faults = [*self.entry.faults(record), *bad, *empty]
        if faults:
            self._refuse(faults)
        elif not self.ui.person.value():
            self._say(_("Choose the second person, who then gives PIN or password."))
        else:
            self._save(record)

    def _save(self, record: DoseCheck) -> None:
        try:
            second_check(self.study, self.ui.person.value(), self.ui.secret.text(), self.key, record)
        except RecordRefused as error:
            self._refuse(error.problems)
        except WrongPassword:
            sentence = _("This is not the PIN or password of {name}. Nothing was saved; what you entered stays here.")
            self._say(sentence.format(name=self.ui.person.words()))
            self.ui.secret.clear()
            self.ui.secret.setFocus()
        except AccountLocked as error:
            self._say(_("{sentence} What you entered stays here.").format(sentence=error))
            self.ui.secret.clear()
        except StudyError as error:
            self._say(str(error))
            self.ui.secret.clear()
            self.ui.secret.setFocus()
        else:
            self.signed.emit()

    def _refuse(self, faults: list[Problem]) -> None:
        self.entry.show(faults)
        self._say(faults[0].sentence)
        self.entry.focus(faults[0].field)

    def _say(self, sentence: str) -> None:
        self.ui.problem.set_status("error", sentence)
