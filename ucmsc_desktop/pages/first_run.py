"""The way to a study: the practice study in one click, a study of one's own, or one that exists."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QStandardPaths, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ucmsc_desktop.assets import asset
from ucmsc_desktop.forms.ui_first_run import Ui_FirstRun
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.front import SHORTEST_PASSWORD, look
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.text import _

PROTOCOL = "study/ucmsc.toml"
PRACTICE_FOLDER = "practice study"


class FirstRunPage(QWidget):
    """Three doors. Emits the study that it opened, or the folder whose log-in is wanted."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, config: Path, sentence: str = "") -> None:
        """Take the folder where the practice study is made, and what to tell the person first."""
        super().__init__()
        self.ui = Ui_FirstRun()
        self.ui.setupUi(self)
        self._practice_folder = config / PRACTICE_FOLDER
        self._say(sentence)
        ui = self.ui
        ui.form_problem.hide()
        ui.practice_button.clicked.connect(self.open_practice)
        ui.create_button.clicked.connect(self._begin_form)
        ui.open_button.clicked.connect(self._choose_existing)
        ui.folder_button.clicked.connect(self._choose_folder)
        ui.back_button.clicked.connect(lambda: self._step(ui.choose))
        ui.create_study_button.clicked.connect(self.create_study)
        ui.again.returnPressed.connect(self.create_study)
        ui.steps.setCurrentWidget(ui.choose)
        ui.practice_button.setFocus()

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.setVisible(bool(sentence))

    def _step(self, page: QWidget) -> None:
        self._say("")
        self.ui.steps.setCurrentWidget(page)

    # Practice

    def open_practice(self) -> None:
        """Make the practice study where there is none yet, and log in to it."""
        from ucmsc_desktop.body.sample import painted  # late, for start-up
        from ucmsc_desktop.store.practice import create_practice_study
        from ucmsc_desktop.store.study import Study

        self._step(self.ui.busy)
        try:
            if not self._is_there(self._practice_folder):
                create_practice_study(self._practice_folder, self._progress, paint=painted)
            study = Study.open(self._practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
        except StudyError as error:
            self._step(self.ui.choose)
            self._say(str(error))
            return
        self.opened.emit(study)

    def _is_there(self, folder: Path) -> bool:
        try:
            look(folder)
        except StudyError:
            return False
        return True

    def _progress(self, done: int, total: int) -> None:
        self.ui.progress.setMaximum(total)
        self.ui.progress.setValue(done)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    # A study of one's own

    def _begin_form(self) -> None:
        from ucmsc_desktop.domain.protocol import read_protocol  # late, for start-up

        study = read_protocol(self._protocol()).study
        self.ui.protocol_name.setText(_("{code}: {title}").format(code=study.code, title=study.title))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.ui.folder.setText(str(Path(documents) / study.code))
        self._step(self.ui.create)
        self.ui.full_name.setFocus()

    def _protocol(self) -> str:
        return asset(PROTOCOL).read_text(encoding="utf-8")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the study"), self.ui.folder.text())
        if chosen:
            self.ui.folder.setText(chosen)

    def _fault(self) -> tuple[str, QWidget] | None:
        """The first thing in the form that cannot stand, with its field."""
        ui = self.ui
        for field, sentence in (
            (ui.folder, _("Choose the folder in which the study shall lie.")),
            (ui.full_name, _("Give your full name: it stands beside everything that you sign.")),
            (ui.user, _("Give a user name, such as your initials.")),
        ):
            if not field.text().strip():
                return sentence, field
        if len(ui.password.text()) < SHORTEST_PASSWORD:
            return _("The password must have at least {n} characters.").format(n=SHORTEST_PASSWORD), ui.password
        if ui.password.text() != ui.again.text():
            return _("The two passwords differ."), ui.again
        return None

    def create_study(self) -> None:
        """Make the study of the form, or say what in it cannot stand."""
        from ucmsc_desktop.store.study import Study  # late, for start-up

        ui = self.ui
        fault = self._fault()
        if fault is not None:
            self._refuse(*fault)
            return
        try:
            study = Study.create(
                Path(ui.folder.text().strip()).expanduser(),
                protocol_toml=self._protocol(),
                user=ui.user.text().strip(),
                full_name=ui.full_name.text().strip(),
                password=ui.password.text(),
            )
        except StudyError as error:
            self._refuse(str(error), ui.folder)
            return
        self.opened.emit(study)

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self.ui.form_problem.setText(sentence)
        self.ui.form_problem.show()
        field.setFocus()

    # One that exists

    def _choose_existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder of the study"))
        if folder:
            self.open_existing(Path(folder))

    def open_existing(self, folder: Path) -> None:
        """Go to the log-in of a study, or say why there is none."""
        try:
            look(folder)
        except StudyError as error:
            self._say(str(error))
            return
        self.chosen.emit(folder)
