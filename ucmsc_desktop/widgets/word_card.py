"""A table of words as a card: heads, rows that wrap, and the rows that stand out."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.widgets.cards import Card, SectionTitle

EDGE = 14
SHARES = 100
_LONG, _BREAK = re.compile(r"(?<!\S)\S{24,}"), "\u200b"
"""A word of so many letters would push the columns beside it out of sight: it may break anywhere."""


class WordCard(Card):
    """Shows one table; cells keep to the widths of its heads and wrap. It takes no keys."""

    def __init__(self, table: WordTable, parent: QWidget | None = None) -> None:
        """Draw the table."""
        super().__init__(parent)
        self.setAccessibleName(table.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        column.addWidget(SectionTitle(table.title))
        for note in table.told:
            column.addWidget(_words(note, "secondary"))
        if table.rows:
            self._grid = QGridLayout()
            self._grid.setHorizontalSpacing(12)
            self._grid.setVerticalSpacing(6)
            column.addLayout(self._grid)
            self._fill(table)

    def _fill(self, table: WordTable) -> None:
        grid = self._grid
        for place, (head, share) in enumerate(table.heads):
            grid.addWidget(_words(head, "caption"), 0, place, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(place, round(share * SHARES))
        for number, row in enumerate(table.rows):
            line = QFrame()
            line.setProperty("role", "line")
            grid.addWidget(line, 2 * number + 1, 0, 1, len(table.heads))
            for place, cell in enumerate(row):
                stands_out = place == 0 or number in table.marked
                grid.addWidget(_words(cell, "strong" if stands_out else ""), 2 * number + 2, place)


def _words(words: str, role: str) -> QLabel:
    label = QLabel(_LONG.sub(lambda long: _BREAK.join(long[0]), words))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setProperty("role", role)
    return label
