"""Settings of this computer, and the person's own password and signing PIN."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ucmsc_desktop.forms.ui_preferences import Ui_Preferences
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import StudyError, WrongPassword
from ucmsc_desktop.store.pins import DIGITS
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
    section_wanted = Signal(str)

    def __init__(self, study: Study, settings: Settings) -> None:
        """Show the settings as they are."""
        super().__init__()
        self.study = study
        self.settings = settings
        self.ui = Ui_Preferences()
        self.ui.setupUi(self)
        self._offer()
        self._show_study()
        for empty in (self.ui.look_note, self.ui.problem, self.ui.done):
            empty.hide()
        self.ui.password_button.clicked.connect(self.change_password)
        self.ui.again.returnPressed.connect(self.change_password)
        self.ui.pin_button.clicked.connect(lambda _checked=False: self.set_pin())
        self.ui.pin_again.returnPressed.connect(self.set_pin)
        self.ui.no_pin_button.clicked.connect(lambda _checked=False: self.remove_pin())
        self.ui.protocol_button.clicked.connect(lambda: self.section_wanted.emit("protocol"))
        self.ui.laboratories_button.clicked.connect(lambda: self.section_wanted.emit("laboratories"))
        self.ui.ctcae_button.clicked.connect(lambda: self.section_wanted.emit("ctcae"))
        self._show_pin("", "")

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
        self.ui.look_note.setVisible(bool(note))
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

    def set_pin(self) -> None:
        """Give the person a signing PIN, or another one, or say why not."""
        ui, had_one = self.ui, self.study.has_pin
        if ui.pin.text() != ui.pin_again.text():
            self._show_pin(_("The two PINs differ."), "")
            return
        done = _("Your signing PIN is changed.") if had_one else _("Your signing PIN is set.")
        self._try_pin(lambda: self.study.set_pin(ui.pin_password.text(), ui.pin.text()), done)

    def remove_pin(self) -> None:
        """Take the person's signing PIN away, or say why not."""
        self._try_pin(
            lambda: self.study.clear_pin(self.ui.pin_password.text()),
            _("Your signing PIN is removed. You sign with your password."),
        )

    def _try_pin(self, action: Callable[[], object], done: str) -> None:
        try:
            action()
        except WrongPassword:
            self._show_pin(_("This is not your password. Your signing PIN is as it was."), "")
        except StudyError as error:
            self._show_pin(str(error), "")
        else:
            for field in (self.ui.pin_password, self.ui.pin, self.ui.pin_again):
                field.clear()
            self._show_pin("", done)

    def _show_pin(self, problem: str, done: str) -> None:
        ui, has_pin = self.ui, self.study.has_pin
        use = _("{n} digits that sign in place of your password; they open no study.").format(n=DIGITS)
        has = _("You have a signing PIN.") if has_pin else _("You have no signing PIN.")
        ui.pin_words.setText(f"{use} {has}")
        ui.pin_button.setText(_("Change the PIN") if has_pin else _("Set the PIN"))
        ui.no_pin_button.setVisible(has_pin)
        ui.pin_problem.show_sentence(problem)
        ui.pin_done.setText(done)
        ui.pin_done.setVisible(bool(done))

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Name the look that `same as this computer` means now."""
        super().showEvent(event)
        self.ui.theme.setAccessibleDescription(theme.current().name)
