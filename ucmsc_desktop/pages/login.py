"""The log-in: who, and the password that opens the study."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ucmsc_desktop.forms.ui_login import Ui_Login
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.front import StudyInfo

COLUMNS = 3


class LoginPage(QWidget):
    """Opens a study for one person. Emits the open study, or that another one is wanted."""

    opened = Signal(object)
    other_wanted = Signal()

    def __init__(self, folder: Path, info: "StudyInfo", last_user: str | None) -> None:
        """Take where the study lies, what is seen of it from outside, and who used it last; None begins at the name."""
        super().__init__()
        self._folder = folder
        self.ui = Ui_Login()
        self.ui.setupUi(self)
        ui = self.ui
        ui.study.setText(info.code)
        ui.folder.setText(str(folder))
        ui.problem.hide()
        ui.user.addItems(list(info.users))
        if last_user is None:
            ui.user.setCurrentIndex(-1)
        else:
            ui.user.setCurrentText(last_user if last_user in info.users else info.users[0] if info.users else "")
        ui.practice.setVisible(info.practice)
        if info.practice:
            self._offer_practice(info.users)
        ui.login_button.clicked.connect(self.log_in)
        ui.password.returnPressed.connect(self.log_in)
        ui.other_button.clicked.connect(lambda: self.other_wanted.emit())

    def _offer_practice(self, users: tuple[str, ...]) -> None:
        self.ui.practice_chip.set_status("warn", _("PRACTICE"))
        from PySide6.QtCore import Qt  # late, here and below: its enums cost the start of every log-in 10 ms

        words = _("Choose who you are. The password of all is “{password}”.")
        self.ui.practice_words.setText(words.format(password=PRACTICE_PASSWORD))
        for number, user in enumerate(users):
            button = QPushButton(user)
            button.setAccessibleName(_("Log in as {user}").format(user=user))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, name=user: self._log_in_as(name))
            self.ui.practice_grid.addWidget(button, number // COLUMNS, number % COLUMNS)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the password, or at the name where there is none."""
        super().showEvent(event)
        field = self.ui.password if self.ui.user.currentText() else self.ui.user
        field.setFocus()

    def _log_in_as(self, user: str) -> None:
        self.ui.user.setCurrentText(user)
        self.ui.password.setText(PRACTICE_PASSWORD)
        self.log_in()

    def log_in(self) -> None:
        """Open the study, or say why not; the password is asked anew, the name stays."""
        from PySide6.QtCore import Qt

        from ucmsc_desktop.store.study import Study  # late, for start-up

        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            study = Study.open(self._folder, self.ui.user.currentText().strip(), self.ui.password.text())
        except StudyError as error:
            self.say(str(error))
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.ui.password.clear()
        self.opened.emit(study)

    def say(self, sentence: str) -> None:
        """Tell why the study is not open; the password is asked anew."""
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
        self.ui.password.selectAll()
        self.ui.password.setFocus()
