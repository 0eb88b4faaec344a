"""The one modal step of a visit: what is signed, with which meaning, by whom, when, and the PIN or the password."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import roles
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_sign import Ui_Sign
from ucmsc_desktop.store.errors import StudyError, WrongPassword
from ucmsc_desktop.store.pins import DIGITS
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

WIDTH = 540
LINES = 140
"""Room for six lines of what is signed."""
WIDEST, HIGHEST = 1200, 690
"""On the smallest screen nothing may be cut off, with the largest text either."""


class SignDialog(QDialog):
    """Asks for PIN or password and signs by calling `act`; a refusal is a sentence in place and nothing is lost."""

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
        self._has_pin = self._by_pin = study.has_pin
        self.ui = Ui_Sign()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self.ui.lines.setPlainText("\n".join(lines))
        for meaning in meanings:
            self.ui.meaning.addItem(_(meaning.label), meaning)
        self.ui.problem.hide()
        self._show_hints()
        self._connect()
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._show_signer)
        self._seconds.start()
        self._show_signer()
        self._show_way()
        self.ui.password.setFocus()

    def _connect(self) -> None:
        ui = self.ui
        ui.password.textChanged.connect(lambda _words: self._show_way())
        ui.password.textEdited.connect(self._typed)
        ui.password.installEventFilter(self)
        ui.keypad.digit.connect(self._take_digit)
        ui.keypad.deleted.connect(ui.password.backspace)
        ui.way_button.clicked.connect(lambda _checked=False: self._change_way())
        ui.meaning.currentIndexChanged.connect(self._show_signer)
        ui.sign_button.clicked.connect(self.sign)
        ui.cancel_button.clicked.connect(self.reject)
        before: QWidget = ui.sign_button
        for key in (*ui.keypad.keys.values(), ui.keypad.delete_key):
            self.setTabOrder(before, key)
            before = key

    def meaning(self) -> Meaning:
        """The meaning that is chosen."""
        return Meaning(self.ui.meaning.currentData())

    def sign(self) -> None:
        """Sign, and close when the study accepted it."""
        by_pin = self._is_pin_so_far()
        try:
            self._act(Signing(meaning=self.meaning(), password=self.ui.password.text()))
        except WrongPassword:
            by_password = _("This is not your password. Nothing was signed, and what you entered is kept.")
            wrong_pin = _("This is not your signing PIN. Nothing was signed, and what you entered is kept.")
            self._refuse(wrong_pin if by_pin else by_password)
        except StudyError as error:
            self._refuse(str(error))
        else:
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
        self._fit()
        if self._is_pin_so_far():
            self.ui.password.clear()
        else:
            self.ui.password.selectAll()
        self.ui.password.setFocus()

    # PIN or password

    def _is_pin_so_far(self) -> bool:
        """Whether what is typed is a PIN or the start of one: letters make it a password."""
        typed = self.ui.password.text()
        return self._by_pin and len(typed) <= DIGITS and (not typed or typed.isdecimal())

    def _typed(self, typed: str) -> None:
        if len(typed) == DIGITS and self._is_pin_so_far():
            self.sign()

    def _take_digit(self, digit: str) -> None:
        if self._by_pin:
            self.ui.password.insert(digit)

    def _change_way(self) -> None:
        self._by_pin = not self._by_pin
        self.ui.password.clear()
        self.ui.password.setFocus()
        self._show_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Nobody means a character that a held key repeats, such as the last digit scored before the dialog opened."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.ui.password:
            return event.isAutoRepeat() and event.text().isprintable() and bool(event.text())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit typed while the keyboard is on the keypad goes into the PIN."""
        if self.ui.keypad.isAncestorOf(self.focusWidget()) and not event.isAutoRepeat():
            if event.text().isdecimal():
                self._take_digit(event.text())
                return
            if event.key() == Qt.Key.Key_Backspace:
                self.ui.password.backspace()
                return
        super().keyPressEvent(event)

    # What is shown

    def _show_signer(self) -> None:
        account, now = self.study.account, self.study.clock()
        role = roles.signing_role(self.form, self.meaning(), account.roles)
        parts = [account.full_name or account.user, _(role.label) if role else ""]
        parts.append(_("{time} (UTC{offset})").format(time=text.datetime_text(now), offset=now.isoformat()[-6:]))
        self.ui.signer.setText(" · ".join(part for part in parts if part))

    def _show_way(self) -> None:
        ui, by_pin = self.ui, self._is_pin_so_far()
        caption = _("PIN of {n} digits; the last one signs").format(n=DIGITS) if by_pin else _("Password")
        ui.password_label.setText(caption)
        ui.password.setAccessibleName(caption)
        ui.way_button.setText(_("Use the password") if self._by_pin else _("Use the PIN"))
        ui.keypad.setEnabled(by_pin)
        ui.sign_button.setEnabled(bool(ui.password.text()) and not by_pin)

    def _show_hints(self) -> None:
        ui = self.ui
        ui.keypad.setVisible(self._has_pin)
        ui.way_button.setVisible(self._has_pin)
        ui.pin_hint.setVisible(not self._has_pin)
        ui.pin_hint.setText(_("A PIN of {n} digits that signs faster can be set under Settings.").format(n=DIGITS))
        ui.hint.setVisible(self.study.practice)
        words = _("Practice study: the password is {password}")
        if self._has_pin:
            words = _("Practice study: the PIN is {pin}, the password is {password}")
        ui.hint.setText(words.format(pin=PRACTICE_PIN, password=PRACTICE_PASSWORD))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the room that a large text needs."""
        super().showEvent(event)
        keypad = self.ui.keypad.width() + self.ui.halves.spacing() if self._has_pin else 0
        self.ui.lines.setMinimumHeight(theme.scaled(LINES))
        self.resize(min(theme.scaled(WIDTH) + keypad, WIDEST), self.height())
        self._fit()

    def _fit(self) -> None:
        self.ui.column.activate()
        wanted = self.ui.column.totalHeightForWidth(self.width())
        self.resize(self.width(), min(max(self.height(), wanted), HIGHEST))
