"""The answers to a criterion of eligibility, side by side, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import words_width
from ucmsc_desktop.widgets.segments import Segments

KEYS = {
    Qt.Key.Key_Y: Answer.YES,
    Qt.Key.Key_N: Answer.NO,
    Qt.Key.Key_U: Answer.UNKNOWN,
    Qt.Key.Key_J: Answer.JUDGEMENT,
}
_ROOM = 22
_LOWEST = 34


class AnswerButtons(Segments):
    """Y, N, U and J answer in every language; up and down are left to the list around."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: tuple[Answer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme.scaled(theme.TARGET))

    def offer(self, answers: Sequence[Answer]) -> None:
        """Offer these answers."""
        self.answers = tuple(answers)
        self.set_words([_(answer.label) for answer in answers])

    def answer(self) -> Answer | None:
        """The chosen answer, None while it is open."""
        return self.answers[self.index()] if self.index() >= 0 else None

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or that it is open."""
        self.set_index(self.answers.index(answer) if answer in self.answers else -1)

    def cell_font(self, *, chosen: bool) -> QFont:
        """A size smaller than elsewhere: the words of the criterion need the room."""
        return theme.bold(13) if chosen else theme.font(13)

    def cell_widths(self) -> list[int]:
        """As wide as the words in bold, at least a finger's width."""
        return [max(theme.TARGET, words_width(word, theme.bold(13), _ROOM)) for word in self.words]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Low enough that a whole checklist is seen at once."""
        return QSize(self.sizeHint().width(), theme.scaled(_LOWEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer by key; what is not offered is not answered."""
        answer = KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or self.closed:
            event.ignore()
        elif answer is not None and plain:
            if answer in self.answers:
                self.choose(self.answers.index(answer))
        else:
            super().keyPressEvent(event)
