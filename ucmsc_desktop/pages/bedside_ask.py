"""One-tap questions at the bedside: a title and answers as large as a gloved finger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.big_button import BigButton
from ucmsc_desktop.widgets.cards import SectionTitle
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

_COLUMNS = 2


class AskPanel(QWidget):
    """Offers codes as buttons; a tap answers."""

    answered = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[BigButton] = []
        self.title = SectionTitle(self)
        self.words = WrappedLabel(self)
        self.words.setProperty("role", "secondary")
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(self._grid)
        column.addStretch(1)

    def ask(self, title: str, words: str, answers: Sequence[Code], *, can_cancel: bool) -> None:
        """Ask a question; with `can_cancel` it can also be left."""
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        clear(self._grid)
        self.buttons = []
        for answer in answers:
            words = _(answer.label)
            button = self._button(words[:1].upper() + words[1:])
            button.clicked.connect(lambda _checked=False, answer=answer: self.answered.emit(answer))
        if can_cancel:
            self._button(_("Back")).clicked.connect(lambda _checked=False: self.cancelled.emit())

    def _button(self, words: str) -> BigButton:
        button = BigButton(self)
        button.title_size = 16
        button.set_words(words)
        self._grid.addWidget(button, *divmod(len(self.buttons), _COLUMNS))
        self.buttons.append(button)
        return button

    def begin(self) -> None:
        """Put the keyboard on the first answer."""
        self.buttons[0].setFocus()
