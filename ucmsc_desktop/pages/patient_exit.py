"""The way out of patient mode: the PIN or the password of the person who is logged in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ucmsc_desktop.forms.ui_patient import Ui_Patient
from ucmsc_desktop.store.errors import StudyError, WrongPassword
from ucmsc_desktop.store.pins import DIGITS
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class Exit(QObject):
    """Checks who wants to leave; wrong tries count as at every other place where a PIN is asked."""

    agreed = Signal()

    def __init__(self, ui: Ui_Patient, study: Study) -> None:
        """Wire the page for staff."""
        super().__init__()
        self._ui, self._study, self._has_pin = ui, study, study.has_pin
        ui.password.textEdited.connect(lambda _words: self._typed())
        ui.password.returnPressed.connect(self.prove)
        ui.leave_button.clicked.connect(lambda _checked=False: self.prove())
        ui.keypad.digit.connect(self._take_digit)
        ui.keypad.deleted.connect(ui.password.backspace)
        ui.keypad.setVisible(self._has_pin)
        ui.staff_name.setText(_("Logged in: {name}.").format(name=study.account.full_name))
        words = _("PIN of {n} digits, or password").format(n=DIGITS) if self._has_pin else _("Password")
        ui.password_label.setText(words)
        ui.password.setAccessibleName(words)
        self._show_hint()

    def _show_hint(self) -> None:
        words = _("Practice study: the password is {password}")
        if self._has_pin:
            words = _("Practice study: the PIN is {pin}, the password is {password}")
        self._ui.hint.setText(words.format(pin=PRACTICE_PIN, password=PRACTICE_PASSWORD))
        self._ui.hint.setVisible(self._study.practice)

    def begin(self) -> None:
        """Ask anew."""
        self._ui.password.clear()
        self._say("")
        self._ui.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def prove(self) -> None:
        """Let the person out, or say why not."""
        if not self._ui.password.text():
            return
        try:
            self._study.check_signer(self._ui.password.text())
        except WrongPassword:
            self._say(_("This is not right. Try again."))
            self._ui.password.clear()
        except StudyError as error:
            self._say(str(error))
            self._ui.password.clear()
        else:
            self.agreed.emit()

    def take_key(self, event: QKeyEvent) -> None:
        """A digit typed while the keyboard is on the keypad goes into the PIN."""
        if event.text().isdecimal():
            self._take_digit(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._ui.password.backspace()

    def _take_digit(self, digit: str) -> None:
        self._ui.password.insert(digit)
        self._typed()

    def _typed(self) -> None:
        typed = self._ui.password.text()
        if self._has_pin and len(typed) == DIGITS and typed.isdecimal():
            self.prove()

    def _say(self, sentence: str) -> None:
        self._ui.problem.setText(sentence)
        self._ui.problem.setVisible(bool(sentence))
