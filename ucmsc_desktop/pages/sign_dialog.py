"""The one modal step of a visit: what is signed, with which meaning, by whom, when, and the password."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import roles
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_sign import Ui_Sign
from ucmsc_desktop.store.errors import StudyError, WrongPassword
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _


class SignDialog(QDialog):
    """Asks for the password and signs by calling `act`; a refusal is a sentence in place and nothing is lost."""

    def __init__(
        self,
        study: Study,
        form: str,
        meanings: Sequence[Meaning],
        title: str,
        lines: Sequence[str],
        act: Callable[[Signing], object],
        parent: QWidget | None = None,
    ) -> None:
        """Show what is signed in `lines`; the role follows from the meaning that is chosen."""
        super().__init__(parent)
        self.study, self.form = study, form
        self._act = act
        self.ui = Ui_Sign()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self.ui.lines.setPlainText("\n".join(lines))
        for meaning in meanings:
            self.ui.meaning.addItem(_(meaning.label), meaning)
        self.ui.problem.hide()
        self._show_hint()
        self.ui.password.textChanged.connect(self._show_ready)
        self.ui.meaning.currentIndexChanged.connect(self._show_signer)
        self.ui.sign_button.clicked.connect(self.sign)
        self.ui.cancel_button.clicked.connect(self.reject)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._show_signer)
        self._seconds.start()
        self._show_signer()
        self._show_ready()
        self.ui.password.setFocus()

    def meaning(self) -> Meaning:
        """The meaning that is chosen."""
        return Meaning(self.ui.meaning.currentData())

    def sign(self) -> None:
        """Sign, and close when the study accepted it."""
        try:
            self._act(Signing(meaning=self.meaning(), password=self.ui.password.text()))
        except WrongPassword:
            self._refuse(_("This is not your password. Nothing was signed, and what you entered is kept."))
        except StudyError as error:
            self._refuse(str(error))
        else:
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
        self.ui.password.selectAll()
        self.ui.password.setFocus()

    def _show_signer(self) -> None:
        account, now = self.study.account, self.study.clock()
        role = roles.signing_role(self.form, self.meaning(), account.roles)
        parts = [account.full_name or account.user, _(role.label) if role else ""]
        parts.append(_("{time} (UTC{offset})").format(time=text.datetime_text(now), offset=now.isoformat()[-6:]))
        self.ui.signer.setText(" · ".join(part for part in parts if part))

    def _show_ready(self) -> None:
        self.ui.sign_button.setEnabled(bool(self.ui.password.text()))

    def _show_hint(self) -> None:
        self.ui.hint.setVisible(self.study.practice)
        if self.study.practice:
            # Late, for start-up: the practice participants are of no use elsewhere.
            from ucmsc_desktop.store.practice import PRACTICE_PASSWORD

            self.ui.hint.setText(_("Practice study: the password is {password}").format(password=PRACTICE_PASSWORD))
