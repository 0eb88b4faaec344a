"""Asks for a protocol deviation: what is not as demanded, why, and the signature of an investigator at this machine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.order import Unmet, sentence
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.forms.ui_deviation import Ui_Deviation
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

WIDTH, HIGHEST = 640, 690
BOX = 84
"""Room for three lines of what happened, and of why."""


class DeviationDialog(QDialog):
    """Records a deviation from each step and closes when it is signed; cancelled, nothing is recorded."""

    def __init__(self, study: Study, place: Key, steps: Sequence[Unmet] = (), parent: QWidget | None = None) -> None:
        """Take the participant and visit, and the steps that are left out; without one it is another rule's."""
        super().__init__(parent)
        self.study, self.place = study, place
        self._rules = [step.step for step in steps] or [Step.OTHER]
        self.ui = Ui_Deviation()
        self.ui.setupUi(self)
        parts = [place.subject, study.protocol.visit_name(place.visit), _("protocol deviation")]
        self.ui.what.setText(" · ".join(part for part in parts if part))
        self.ui.steps.set_status("warn", sentence(steps) if steps else "")
        self.ui.circumstance.setPlainText(" ".join(step.missing for step in steps))
        self.ui.statement.setText(_(Meaning.APPROVAL.label))
        self._offer_investigators()
        practice = _("Practice study: the PIN is {pin}, the password is {password}")
        self.ui.hint.setText(practice.format(pin=PRACTICE_PIN, password=PRACTICE_PASSWORD) if study.practice else "")
        self.ui.problem.hide()
        self._connect()
        (self.ui.reason if steps else self.ui.circumstance).setFocus()

    def _offer_investigators(self) -> None:
        choice, me = self.ui.signer, self.study.account.user
        for account in self.study.accounts():
            if Role.INVESTIGATOR in account.roles and not account.closed:
                words = _("{name} ({user})").format(name=account.full_name, user=account.user)
                choice.addItem(words, account.user)
        mine = choice.findData(me)
        # Nobody signs for another by mistake: among several, the one who is there is chosen.
        choice.setCurrentIndex(mine if mine >= 0 or choice.count() != 1 else 0)

    def _connect(self) -> None:
        ui = self.ui
        for box in (ui.circumstance, ui.reason):
            box.textChanged.connect(self._show_ready)
        ui.secret.textChanged.connect(lambda _words: self._show_ready())
        ui.signer.currentIndexChanged.connect(lambda _row: self._show_ready())
        ui.sign_button.clicked.connect(self.sign)
        ui.cancel_button.clicked.connect(self.reject)
        self._show_ready()

    def _show_ready(self) -> None:
        ui = self.ui
        words = [ui.circumstance.toPlainText().strip(), ui.reason.toPlainText().strip(), ui.secret.text()]
        ui.sign_button.setEnabled(all(words) and ui.signer.currentIndex() >= 0)

    def sign(self) -> None:
        """Record and sign; a refusal is a sentence in place, and what was typed stays."""
        ui = self.ui
        signing = Signing(Meaning.APPROVAL, ui.secret.text())
        circumstance, reason = ui.circumstance.toPlainText(), ui.reason.toPlainText()
        signer = ui.signer.currentData()
        try:
            self.study.deviate(self.place.subject, self.place.visit, self._rules, circumstance, reason, signer, signing)
        except StudyError as error:
            ui.problem.setText(str(error))
            ui.problem.show()
            ui.secret.clear()
            ui.secret.setFocus()
            self._fit()
        else:
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the room that the words need."""
        super().showEvent(event)
        for box in (self.ui.circumstance, self.ui.reason):
            box.setFixedHeight(theme.scaled(BOX))
        self.resize(theme.scaled(WIDTH), 0)
        self._fit()

    def _fit(self) -> None:
        self.ui.column.activate()
        wanted = self.ui.column.totalHeightForWidth(self.width())
        self.resize(self.width(), min(max(self.height(), wanted), HIGHEST))


def deviated(study: Study, place: Key, steps: Sequence[Unmet], parent: QWidget) -> bool:
    """Whether an investigator signed a deviation from each step that a form leaves out."""
    return bool(DeviationDialog(study, place, steps, parent).exec())
