"""A list of rows with several lines of words in each cell; a tap or Enter opens a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.segments import ENTER

_ROOM, _SIDES, _HIGHEST = 18, 26, 1000


class _Roomy(QStyledItemDelegate):
    """Rows that a finger can tap."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """As high as the lines need in the column's width, and the room, at least a finger's height."""
        hint, table = super().sizeHint(option, index), cast(QTableWidget, self.parent())
        room = QRect(0, 0, table.columnWidth(index.column()) - _SIDES, _HIGHEST)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        needed = QFontMetrics(table.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(hint.width(), max(needed + theme.scaled(_ROOM), theme.scaled(theme.TARGET)))


class EventTable(QTableWidget):
    """Shares its width among its columns and makes each row as high as its words need."""

    opened = Signal(int)
    """The row that the person wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[int, ...] = ()
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads = self.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setStretchLastSection(True)
        self.setItemDelegate(_Roomy(self))
        self.cellClicked.connect(lambda row, _column: self.opened.emit(row))

    def set_columns(self, heads: Sequence[str], shares: Sequence[int]) -> None:
        """Name the columns and say how much of the width each gets."""
        self._shares = tuple(shares)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self._spread()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows of words."""
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(words))

    def _spread(self) -> None:
        room = self.viewport().width()
        for column, share in enumerate(self._shares[:-1]):
            self.setColumnWidth(column, room * share // sum(self._shares))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width."""
        super().resizeEvent(event)
        self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open a row with Enter; letters go to the page."""
        if event.key() in ENTER and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)
