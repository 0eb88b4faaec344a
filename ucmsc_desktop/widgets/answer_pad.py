"""The answers to an item of a questionnaire, side by side, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import Cells, Colours, words_width

_ROOM = 24
_LOWEST = 32


@dataclass(frozen=True)
class Offer:
    """An answer that can be given: its value, the words on its cell and its key."""

    value: Any
    words: str
    key: str


class AnswerPad(Cells):
    """A key or a tap answers and asks to move on; Backspace takes the answer away and goes back."""

    edited = Signal()
    """The person changed the answer."""
    advance = Signal()
    """An answer was given: the page may move on."""
    back = Signal()
    """The answer was taken away with Backspace: the page may move back."""
    refused = Signal()
    """A letter or digit that is no answer was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme.scaled(theme.TARGET))
        self.chosen.connect(lambda _index: self.edited.emit())

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer these answers."""
        self.offers = tuple(offers)
        self.set_words([offer.words for offer in offers])

    def value(self) -> Any:
        """The answer, None while it is open."""
        return self.offers[self.index()].value if self.index() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show an answer, or that the item is open."""
        values = [offer.value for offer in self.offers]
        self.set_index(values.index(value) if value in values else -1)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the answer on its scale, with nothing to press."""
        self.closed = read_only
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.update()

    def press(self, index: int) -> None:
        """Give an answer."""
        self.choose(index)
        self.advance.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer by key, once however long it is held; arrows and all else go to the page."""
        typed = event.text().casefold()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.closed or not plain:
            event.ignore()
        elif typed.isalnum():
            if not event.isAutoRepeat():
                self._answer(typed)
        elif event.key() == Qt.Key.Key_Backspace:
            self.choose(-1)
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self, typed: str) -> None:
        keys = [offer.key for offer in self.offers]
        if typed in keys:
            self.press(keys.index(typed))
        else:
            self.refused.emit()

    def describe(self) -> None:
        """Say the answer, or that the item is open, to assistive technology."""
        self.setAccessibleDescription(self.words[self.index()] if self.index() >= 0 else _("not answered"))

    # Look

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Low enough that a whole questionnaire is seen at once."""
        return QSize(self.sizeHint().width(), theme.scaled(_LOWEST))

    def cell_widths(self) -> list[int]:
        """As wide as the words in bold, at least a finger's width."""
        return [max(theme.TARGET, words_width(word, theme.bold(), _ROOM)) for word in self.words]

    def chosen_colours(self, index: int) -> Colours:
        """The accent on its own soft ground: an answer is neither good nor bad."""
        del index
        look = theme.current()
        return look.accent_soft, look.accent

    def cell_font(self, *, chosen: bool) -> QFont:
        """Digits that are read at arm's length."""
        return theme.bold(15) if chosen else theme.font(15)
