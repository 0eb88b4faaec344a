"""The table beside a chart: a row for each stop, its status at the end as a chip that costs no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QTableWidgetItem, QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Status, chip_size, draw_chip

ROW = 32
_CHIP = Qt.ItemDataRole.UserRole
_BEFORE, _AFTER = 2, 6
_WIDEST = 116
"""A longer reason is cut; it is in the tooltip, and read where one stands."""


@dataclass(frozen=True)
class StopRow:
    """The words of a row, and its status in words with colour and sign."""

    cells: tuple[str, ...]
    status: Status
    words: str
    icon: str


class _Chips(QStyledItemDelegate):
    """Draws the status of a row over the ground of its cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, and the chip over it."""
        super().paint(painter, option, index)
        row = cast(StopRow, index.data(_CHIP))
        cell: QRect = option.rect
        wanted = chip_size(row.words, row.icon)
        wide = min(wanted.width(), cell.width() - _BEFORE - _AFTER)
        top = cell.top() + (cell.height() - wanted.height()) // 2
        painter.save()
        draw_chip(painter, QRect(cell.left() + _BEFORE, top, wide, wanted.height()), row.status, row.words, row.icon)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Room for the chip."""
        del option
        row = cast(StopRow, index.data(_CHIP))
        wanted = chip_size(row.words, row.icon)
        return QSize(min(wanted.width(), theme.scaled(_WIDEST)) + _BEFORE + _AFTER, wanted.height())


class StopTable(QTableWidget):
    """Rows to look at and to walk along; the last column says how final a row is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = _Chips(self)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW))

    def show_rows(self, heads: Sequence[str], rows: Sequence[StopRow]) -> None:
        """Show these columns and rows; the last head is that of the status."""
        self.blockSignals(True)
        self.setItemDelegateForColumn(self.columnCount() - 1, None)  # type: ignore[arg-type]  # Qt takes none
        self.clearContents()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setItemDelegateForColumn(len(heads) - 1, self._chips)
        self.setRowCount(len(rows))
        bold = theme.bold()
        for number, row in enumerate(rows):
            for column, words in enumerate(row.cells):
                item = QTableWidgetItem(words)
                if column == 0:
                    item.setFont(bold)
                self.setItem(number, column, item)
            self.setItem(number, len(heads) - 1, _heard(row))
        self.horizontalHeader().setStretchLastSection(False)
        self.resizeColumnsToContents()
        self._fit()
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the last column take what is left, if anything is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        last, header = self.columnCount() - 1, self.horizontalHeader()
        if last >= 0:
            header.setStretchLastSection(False)
            header.resizeSection(last, max(self.sizeHintForColumn(last), header.sectionSizeHint(last)))
            header.setStretchLastSection(header.length() < self.viewport().width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few rows; the layout gives what is left."""
        return QSize(super().sizeHint().width(), theme.scaled(4 * ROW))

    def mark(self, row: int) -> None:
        """Show a row as the one where one stands, without telling anybody; none for -1."""
        self.blockSignals(True)
        if row < 0:
            self.clearSelection()
        else:
            self.selectRow(row)
        self.blockSignals(False)


def _heard(row: StopRow) -> QTableWidgetItem:
    """An item that is heard and not written: the chip over it shows the words."""
    item = QTableWidgetItem()
    item.setData(_CHIP, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, row.words)
    item.setToolTip(row.words)
    return item
