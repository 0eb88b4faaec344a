"""Answers, or views, side by side as one control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import Cells, Colours, words_width

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DIGITS = tuple("0123456789")
_ROOM = 30
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class Segments(Cells):
    """Words in a row; arrows move the choice. With `keeps_one` a choice can change but not be taken away.

    With `quick` a letter, or `by_number` the number of a word, answers for good: `answered` tells it, also for Enter.
    """

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keeps_one = False
        self.quick = False
        self.by_number = True
        self.letters: Sequence[str] = ()

    def cell_widths(self) -> list[int]:
        """As wide as the words in bold, at least a finger's width."""
        font = theme.bold()
        return [max(theme.TARGET + 8, words_width(word, font, _ROOM)) for word in self.words]

    def chosen_colours(self, index: int) -> Colours:
        """The accent on its own soft ground."""
        del index
        look = theme.current()
        return look.accent_soft, look.accent

    def press(self, index: int) -> None:
        """Choose a cell; a second press takes the choice away again."""
        again = index == self.index() and not self.keeps_one
        self.choose(-1 if again else index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move with the arrows, choose the first with Space, blank with Backspace or Delete, or type a first letter."""
        key = event.key()
        # Where a key answers for good, up and down lead to other questions and must not answer this one.
        if self.closed or not self.words or (self.quick and key in _ROWS):
            event.ignore()
        elif key in _STEPS:
            start = self.index() if self.index() >= 0 else (-1 if _STEPS[Qt.Key(key)] > 0 else len(self.words))
            self.choose(min(max(start + _STEPS[Qt.Key(key)], 0), len(self.words) - 1))
        elif key == Qt.Key.Key_Space and self.index() < 0:
            self.choose(0)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(self.index() if self.keeps_one else -1)
        elif self.quick and key in ENTER:
            self.answered.emit()
        elif not self._choose_by_key(event.text()):
            event.ignore()

    def _choose_by_key(self, typed: str) -> bool:
        index = word_of_key(self.words, self.letters, typed, numbers=self.quick and self.by_number)
        if index >= 0:
            self.choose(index)
        if index >= 0 and self.quick:
            self.answered.emit()
        return index >= 0


def word_of_key(words: Sequence[str], letters: Sequence[str], typed: str, *, numbers: bool) -> int:
    """The word that a key means, by its first letter when no other begins so or by its number; -1 for none.

    `letters` are the same words in English: a keyboard has letters for those, whatever the screen speaks.
    """
    if numbers and typed in DIGITS and 0 < DIGITS.index(typed) <= len(words):
        return DIGITS.index(typed) - 1
    for known in (words, letters):
        fitting = [i for i, word in enumerate(known) if typed and word.casefold().startswith(typed.casefold())]
        if len(fitting) == 1:
            return fitting[0]
    return -1
