"""Settings of this computer, and the person's own password."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ucmsc_desktop.forms.ui_preferences import Ui_Preferences
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _, languages
from ucmsc_desktop.widgets import theme

THEMES = (("system", N_("same as this computer")), ("light", N_("light")), ("dark", N_("dark")))
SCALES = (100, 115, 130, 150)
MINUTES = (1, 2, 5, 10, 15, 30)
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}


class PreferencesPage(QWidget):
    """What this computer remembers. Emits the settings that were chosen."""

    settings_chosen = Signal(object)

    def __init__(self, study: Study, settings: Settings) -> None:
        """Show the settings as they are."""
        super().__init__()
        self.study = study
        self.settings = settings
        self.ui = Ui_Preferences()
        self.ui.setupUi(self)
        self._offer()
        self._show_study()
        self.ui.problem.hide()
        self.ui.done.hide()
        self.ui.password_button.clicked.connect(self.change_password)
        self.ui.again.returnPressed.connect(self.change_password)

    def _offer(self) -> None:
        ui, chosen = self.ui, self.settings
        scales = [(scale, _("{n} %").format(n=scale)) for scale in SCALES]
        minutes = [(n, _("{n} minutes").format(n=n)) for n in MINUTES]
        spoken = [(code, LANGUAGES.get(code, code)) for code in languages()]
        themes = [(name, _(label)) for name, label in THEMES]
        self._fill(ui.theme, "theme", themes, chosen.theme)
        self._fill(ui.text_scale, "text_scale", scales, chosen.text_scale)
        self._fill(ui.language, "language", spoken, chosen.language)
        self._fill(ui.lock_minutes, "lock_minutes", minutes, chosen.lock_minutes)

    def _fill(self, box: QComboBox, name: str, choices: Sequence[tuple[Any, str]], chosen: Any) -> None:
        known = [value for value, _words in choices]
        offered = [*choices] if chosen in known else [*choices, (chosen, str(chosen))]
        for value, words in offered:
            box.addItem(words, value)
        box.setCurrentIndex([value for value, _words in offered].index(chosen))
        box.activated.connect(lambda _index: self._choose(name, box.currentData()))

    def _choose(self, name: str, value: Any) -> None:
        self.settings = replace(self.settings, **{name: value})
        note = _("The language changes at the next start.") if name == "language" else ""
        self.ui.look_note.setText(note)
        self.settings_chosen.emit(self.settings)

    def _show_study(self) -> None:
        study = self.study.protocol.study
        lines = [
            _("{code}: {title}").format(code=study.code, title=study.title),
            _("Registry: {number}").format(number=study.registry),
            _("Protocol version: {n}").format(n=self.study.protocol.version),
            _("Folder: {folder}").format(folder=self.study.folder),
        ]
        self.ui.study_words.setText("\n".join(lines))
        account = self.study.account
        roles = _(", ").join(_(role.label) for role in account.roles)
        self.ui.account_words.setText(_("{name} ({roles})").format(name=account.full_name, roles=roles))

    def change_password(self) -> None:
        """Change the person's password, or say why not."""
        ui = self.ui
        ui.done.hide()
        if ui.new_.text() != ui.again.text():
            self._say(_("The two new passwords differ."))
            return
        try:
            self.study.change_password(ui.old.text(), ui.new_.text())
        except StudyError as error:
            self._say(str(error))
            return
        for field in (ui.old, ui.new_, ui.again):
            field.clear()
        ui.problem.hide()
        ui.done.setText(_("Your password is changed."))
        ui.done.show()

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Name the look that `same as this computer` means now."""
        super().showEvent(event)
        self.ui.theme.setAccessibleDescription(theme.current().name)
