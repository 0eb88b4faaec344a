"""The lock: of the study only countdowns by code show until the same person returns, or somebody else logs in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.countdown import Countdown
from ucmsc_desktop.forms.ui_lock import Ui_Lock
from ucmsc_desktop.store.errors import StudyError, WrongPassword
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class LockPage(QWidget):
    """Asks for the password of the person who is logged in."""

    unlocked = Signal()
    other_wanted = Signal()
    muted = Signal(bool)

    def __init__(self, study: Study, kept: str = "") -> None:
        """Take the study that stays open behind the lock, and in words what is kept of what was being typed."""
        super().__init__()
        self._study = study
        self.ui = Ui_Lock()
        self.ui.setupUi(self)
        words = [_("Logged in: {name}.").format(name=study.account.full_name), kept]
        if study.practice:
            words.append(_("The password is “{password}”.").format(password=PRACTICE_PASSWORD))
        self.ui.words.setText("\n".join(part for part in words if part))
        self.ui.problem.hide()
        self.ui.runs.muted.connect(self.muted)
        self.ui.unlock_button.clicked.connect(self.unlock)
        self.ui.password.returnPressed.connect(self.unlock)
        self.ui.other_button.clicked.connect(lambda: self.other_wanted.emit())

    def begin(self) -> None:
        """Put the keyboard into the password."""
        self.ui.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_runs(self, countdowns: Sequence[Countdown], *, is_muted: bool = False) -> None:
        """Keep the countdowns of running infusions in sight: the codes alone, no names."""
        self.ui.runs.set_runs(countdowns, is_muted=is_muted)

    def unlock(self) -> None:
        """Open the lock, or say why not."""
        try:
            self._study.check_password(self.ui.password.text())
        except WrongPassword:
            self._say(_("The password is wrong. Try again."))
        except StudyError as error:
            self._say(str(error))
        else:
            self.ui.password.clear()
            self.unlocked.emit()

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
        self.ui.password.selectAll()
