"""Before the participant leaves: three questions, each answered with one tap."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.store.bedside import Discharge
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.big_button import BigButton
from ucmsc_desktop.widgets.cards import SectionTitle
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

QUESTIONS = ("left_well", "line_removed", "told_whom_to_call")


class DischargePanel(QWidget):
    """The check before leaving; what is left of the observation is said, and never forbids."""

    confirmed = Signal(Discharge)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: dict[str, bool] = {}
        self.buttons: dict[tuple[str, bool], BigButton] = {}
        self.title = SectionTitle(_("Before the participant leaves"), self)
        self.caution = WrappedLabel(self)
        self.caution.setProperty("role", "warning")
        self.close_button = BigButton(self)
        grid = QGridLayout()
        grid.setSpacing(8)
        for row, name in enumerate(QUESTIONS):
            label = QLabel(items.fields(Infusion)[name].label, self)
            label.setProperty("role", "strong")
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
            for column, (answer, words) in enumerate(((True, _("Yes")), (False, _("No"))), 1):
                grid.addWidget(self._button(name, words, answer=answer), row, column)
        grid.addWidget(self.close_button, 0, 3, len(QUESTIONS), 1)
        for column, part in enumerate((2, 2, 2, 3)):
            grid.setColumnStretch(column, part)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.caution):
            page.addWidget(widget)
        page.addLayout(grid)
        page.addStretch(1)
        self.close_button.clicked.connect(self._confirm)
        self._show()

    def _button(self, name: str, words: str, *, answer: bool) -> BigButton:
        button = BigButton(self)
        button.title_size = 16
        button.setCheckable(True)
        button.set_words(words)
        button.setAccessibleName(f"{items.fields(Infusion)[name].label}: {words}")
        button.clicked.connect(lambda _checked=False: self._answer(name, answer=answer))
        self.buttons[name, answer] = button
        return button

    def _answer(self, name: str, *, answer: bool) -> None:
        self.answers[name] = answer
        self._show()

    def follow(self, left_words: str) -> None:
        """Say what is left of the observation."""
        self.caution.setText(left_words)
        self.caution.setVisible(bool(left_words))

    def _show(self) -> None:
        for (name, answer), button in self.buttons.items():
            button.setChecked(self.answers.get(name) is answer)
        open_ones = len(QUESTIONS) - len(self.answers)
        self.close_button.setEnabled(not open_ones)
        self.close_button.set_words(_("End the observation"), _("answer all three first") if open_ones else "", "check",
                                    "plain" if open_ones else "primary")  # fmt: skip

    def _confirm(self) -> None:
        self.confirmed.emit(Discharge(**self.answers))

    def begin(self) -> None:
        """Put the keyboard on the first answer."""
        self.buttons[QUESTIONS[0], True].setFocus()
