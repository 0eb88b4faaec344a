"""The numbers of the study's progress: cards of tiles, and the table of completeness; a press asks for a list."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ucmsc_desktop.domain.expected import rule_words
from ucmsc_desktop.domain.form_lists import CONTRADICTIONS
from ucmsc_desktop.domain.listing import Group, Listing
from ucmsc_desktop.domain.progress import StudyProgress
from ucmsc_desktop.pages.progress_model import CompletenessModel
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Card, SectionTitle, Status
from ucmsc_desktop.widgets.number_tile import WIDTH, NumberTile

EDGE = 14
MOST_IN_A_ROW = 5
GAP = 8
ROW = 36
PRESSING = ("visits.overdue", CONTRADICTIONS)
"""Lists that should be empty: they stand out when they are not."""


class GroupCard(Card):
    """Numbers that belong together. Emits the name of the list that is asked for."""

    wanted = Signal(str)

    def __init__(self, group: Group) -> None:
        """Show the numbers of a group."""
        super().__init__()
        self.setAccessibleName(group.title)
        self.column = titled(self, group.title, group.notes)
        self._grid, self._columns = QGridLayout(), 0
        self._grid.setSpacing(GAP)
        self.column.addLayout(self._grid)
        self.tiles = {listing.code: self._tile(listing) for listing in group.listings}
        self._arrange(MOST_IN_A_ROW)

    def _tile(self, listing: Listing) -> NumberTile:
        status: Status = "warn" if listing.code in PRESSING and listing.count else "plain"
        tile = NumberTile(listing.count, listing.label, status)
        tile.setToolTip(listing.why)
        tile.clicked.connect(lambda _on, code=listing.code: self.wanted.emit(code))
        return tile

    def _arrange(self, columns: int) -> None:
        """Put so many tiles into a row; all columns are alike, also where a row is not full."""
        if columns == self._columns:
            return
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // columns, place % columns)
        for place in range(MOST_IN_A_ROW):
            self._grid.setColumnStretch(place, int(place < columns))
            self._grid.setColumnMinimumWidth(place, theme.scaled(WIDTH) if place < columns else 0)
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        wide = theme.scaled(WIDTH) + GAP
        self._arrange(min(max((event.size().width() - 2 * EDGE + GAP) // wide, 1), MOST_IN_A_ROW))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as one column: the tiles move below each other."""
        return QSize(theme.scaled(WIDTH) + 2 * EDGE, super().minimumSizeHint().height())

    def stops(self) -> list[QWidget]:
        """Where the keyboard goes, in order."""
        return [*self.tiles.values()]

    def mark(self, code: str) -> None:
        """Show which list is open."""
        for name, tile in self.tiles.items():
            tile.setChecked(name == code)


class CompletenessCard(Card):
    """For each form how many are expected, there and complete. Emits the name of the list that is asked for."""

    wanted = Signal(str)

    def __init__(self, found: StudyProgress) -> None:
        """Show the rows."""
        super().__init__()
        title = _("Completeness of the data")
        self.setAccessibleName(title)
        column = titled(self, title, rule_words())
        self.model = CompletenessModel()
        self.model.show_rows(found.completeness)
        self.table = QTableView()
        column.addWidget(self.table)
        self._set_up(title)
        self.table.clicked.connect(self._ask)
        self.table.activated.connect(self._ask)

    def _set_up(self, title: str) -> None:
        table, row = self.table, theme.scaled(ROW)
        table.setModel(self.model)
        table.setAccessibleName(title)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(row)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(row)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setFixedHeight(row * (len(self.model.rows) + 1) + 6)

    def _ask(self, index: QModelIndex) -> None:
        self.wanted.emit(self.model.listing(index).code)

    def stops(self) -> list[QWidget]:
        """Where the keyboard goes."""
        return [self.table]

    def mark(self, code: str) -> None:
        """Show which list is open."""
        index = self.table.currentIndex()
        if index.isValid() and self.model.listing(index).code != code:
            self.table.clearSelection()


def titled(card: Card, title: str, notes: tuple[str, ...] = ()) -> QVBoxLayout:
    """The column of a card under its title and sentences."""
    column = QVBoxLayout(card)
    column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    column.setSpacing(8)
    column.addWidget(SectionTitle(title))
    for note in notes:
        words = QLabel(note)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        column.addWidget(words)
    return column


def cards(found: StudyProgress) -> Iterator[GroupCard | CompletenessCard]:
    """The cards of a progress, in the order of the page."""
    for group in found.groups:
        yield GroupCard(group)
    if found.completeness:
        yield CompletenessCard(found)
