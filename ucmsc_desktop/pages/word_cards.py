"""Tables of words one under the other, in room that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.widgets.word_card import WordCard


class WordCards(QScrollArea):
    """Shows tables as cards; the keyboard scrolls them."""

    def __init__(self, name: str) -> None:
        """Take what assistive technology calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)

    def show_tables(self, tables: Sequence[WordTable]) -> None:
        """Show these in the place of what was shown."""
        clear(self._column, keep=1)
        for place, table in enumerate(tables):
            self._column.insertWidget(place, WordCard(table))
