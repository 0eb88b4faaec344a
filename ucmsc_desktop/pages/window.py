"""The program's one window: first run or log-in, then the workspace, and the lock in front of it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.pages.layouts import Scroller
from ucmsc_desktop.settings import Settings, SettingsError, write_settings
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.front import look
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from ucmsc_desktop.pages.lock import LockPage
    from ucmsc_desktop.pages.workspace import Workspace
    from ucmsc_desktop.store.study import Study

SMALLEST = (1024, 600)
USUAL = (1440, 860)
ENTER = (0x01000004, 0x01000005)
"""Qt's Key_Return and Key_Enter; naming them would build all of Qt's enums before the log-in."""


class MainWindow(QMainWindow):
    """Shows what stands between a person and the study, and the study when they have logged in."""

    def __init__(self, settings: Settings, config: Path, folder: Path | None = None) -> None:
        """Take the settings, the folder where they are kept, and the study to open (else the last one)."""
        super().__init__()
        self.settings = settings
        self.study: Study | None = None
        self._config = config
        self._aimed_at: QWidget | None = None
        self._workspace: Workspace | None = None
        self._lock: LockPage | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle(_("UCMSC Desktop"))
        self.setMinimumSize(*SMALLEST)
        last = Path(settings.last_study) if settings.last_study else None
        self.enter(folder or last)

    @property
    def page(self) -> QWidget | None:
        """What the window shows now."""
        shown = self._stack.currentWidget()
        return shown.page if isinstance(shown, Scroller) else shown

    @property
    def workspace(self) -> "Workspace | None":
        """The workspace while somebody is logged in, locked or not."""
        return self._workspace

    # Before the log-in

    def enter(self, folder: Path | None, *, someone_else: bool = False) -> None:
        """Show the log-in of a study, or the choice where there is none to open; someone else begins at the name."""
        if folder is None:
            self.choose_study()
            return
        try:
            info = look(folder)
        except StudyError as error:
            self.choose_study(str(error))
            return
        from ucmsc_desktop.pages.login import LoginPage  # late: a first run has no use for it

        page = LoginPage(folder, info, None if someone_else else self.settings.last_user or "")
        page.opened.connect(self.begin)
        page.other_wanted.connect(self.choose_study)
        self._show(Scroller(page))

    def choose_study(self, sentence: str = "") -> None:
        """Show the ways to a study; the sentence says why the last one could not be opened."""
        from ucmsc_desktop.pages.first_run import FirstRunPage  # late: most starts go to the log-in

        page = FirstRunPage(self._config, sentence)
        page.opened.connect(self.begin)
        page.chosen.connect(self.enter)
        self._show(Scroller(page))

    def _show(self, page: QWidget) -> None:
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    # After it

    def begin(self, study: "Study") -> None:
        """Show the workspace of a study that has just been opened, and remember it."""
        from ucmsc_desktop.pages.workspace import Workspace  # late, for start-up

        try:
            workspace = Workspace(study, self.settings)
        except StudyError as error:
            self._refuse(study, str(error))
            return
        self.study = study
        self.keep(replace(self.settings, last_study=str(study.folder), last_user=study.account.user))
        workspace.lock_wanted.connect(self.lock)
        workspace.log_out_wanted.connect(self.log_out)
        workspace.settings_chosen.connect(self.choose)
        self._workspace, self._lock = workspace, None
        self._watch(workspace)
        self.setWindowTitle(_("{study} – UCMSC Desktop").format(study=study.protocol.study.code))
        self._show(workspace)
        workspace.begin()
        if study.alert:
            workspace.notify(study.alert, "error")

    def _refuse(self, study: "Study", sentence: str) -> None:
        """A study that opens and cannot be read is closed again; its log-in says why."""
        study.close()
        self.enter(study.folder)
        say = getattr(self.page, "say", None)
        if say is not None:
            say(sentence)

    def _watch(self, workspace: "Workspace") -> None:
        from ucmsc_desktop.pages.idle import IdleWatch  # late, for start-up

        self._idle = IdleWatch(self.settings.lock_minutes, workspace)
        self._idle.idle.connect(self.lock)
        workspace.runs.busy_changed.connect(self._set_patience)
        self._idle.watch(self.windowHandle())

    def _set_patience(self) -> None:
        if self._workspace is not None:
            self._idle.set_minutes(self._workspace.runs.lock_minutes(self.settings.lock_minutes))

    def lock(self) -> None:
        """Cover the workspace until the person proves who they are; what was typed is kept as a draft first."""
        if self._workspace is None or self.study is None or self.page is not self._workspace:
            return
        from ucmsc_desktop.pages.lock import LockPage  # late, for start-up

        kept = self._workspace.pause()
        # Patient mode stays on top and shows nothing of the study; a dialog that stays must not keep this turning.
        while (dialog := QApplication.activeModalWidget()) is not None and dialog.isVisible() and dialog.close():
            pass
        self._lock = LockPage(self.study, kept)
        self._lock.unlocked.connect(self.unlock)
        self._lock.other_wanted.connect(self.log_out)
        self._workspace.runs.cover(self._lock)
        self._stack.addWidget(self._lock)
        self._stack.setCurrentWidget(self._lock)
        self._lock.begin()

    def unlock(self) -> None:
        """Return to the same place."""
        if self._workspace is None or self._lock is None:
            return
        self._stack.setCurrentWidget(self._workspace)
        self._stack.removeWidget(self._lock)
        self._lock.deleteLater()
        self._lock = None
        self._workspace.runs.uncover()
        self._workspace.resume()

    def log_out(self) -> None:
        """Close the study and show its log-in."""
        if self.study is not None and self._close_study():
            folder = self.study.folder
            self.study = self._workspace = self._lock = None
            self.setWindowTitle(_("UCMSC Desktop"))
            self.enter(folder, someone_else=True)

    def _close_study(self) -> bool:
        """Keep what was typed and close; where that fails the person decides whether to go all the same."""
        if self.study is None or self._workspace is None:
            return True
        lost = self._would_be_lost(self._workspace)
        if lost and not self._agrees_to_lose(lost):
            return False
        self._workspace.part()  # before the study closes: a page that is hidden writes what it still has
        try:
            self.study.close()
        except StudyError as error:
            from PySide6.QtWidgets import QMessageBox  # late, for start-up

            QMessageBox.warning(self, _("Closing the study"), str(error))
        return True

    @staticmethod
    def _would_be_lost(workspace: "Workspace") -> str:
        """Why something that was typed cannot be kept, in a sentence; empty when all is kept."""
        try:
            workspace.leave()
        except StudyError as error:
            return str(error)
        return _("The new participant is not entered yet.") if workspace.has_newcomer else ""

    def _agrees_to_lose(self, problem: str) -> bool:
        from PySide6.QtWidgets import QMessageBox  # late, for start-up

        words = _("{problem}\n\nClose all the same? What you typed last is then lost.").format(problem=problem)
        return QMessageBox.question(self, _("Not kept"), words) == QMessageBox.StandardButton.Yes

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press the button that has the keyboard, as Space does; Qt knows this in dialogs only."""
        button = self.focusWidget()
        if event.key() in ENTER and button is not None and button.inherits("QAbstractButton"):
            if button is self._aimed_at and not event.isAutoRepeat():
                cast("QAbstractButton", button).click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Note what a key was meant for: Enter in a password opens the lock, and is not for what it uncovers."""
        if event.type() == QEvent.Type.ShortcutOverride:  # comes before each press, while the keyboard is where it was
            self._aimed_at = self.focusWidget()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep drafts and close the study before the window goes."""
        if not self._close_study():
            event.ignore()
            return
        self.study = self._workspace = None
        super().closeEvent(event)

    # Settings

    def choose(self, settings: Settings) -> None:
        """Take over new settings: the look at once, the language at the next start."""
        old = self.settings
        self.keep(settings)
        if (old.theme, old.text_scale) != (settings.theme, settings.text_scale):
            theme.apply(cast(QApplication, QApplication.instance()), theme.named(settings.theme), settings.text_scale)
        if self._workspace is not None:
            self._set_patience()

    def keep(self, settings: Settings) -> None:
        """Remember settings for the next start; where they cannot be written they hold until the program ends."""
        self.settings = settings
        try:
            write_settings(settings, self._config)
        except SettingsError as error:
            if self._workspace is not None:
                self._workspace.notify(str(error))


def dress(app: QApplication, settings: Settings) -> None:
    """Give the program its language and its look."""
    text.use_language(settings.language)
    if text.active_language() != text.ENGLISH:
        from ucmsc_desktop.pages.ui_texts import UiTexts  # late: English needs none

        app.installTranslator(UiTexts(app))
    theme.apply(app, theme.named(settings.theme), settings.text_scale)
