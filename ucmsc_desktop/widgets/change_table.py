"""The entries of two visits as a matrix: in each cell both values, and the change with its sign and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucmsc_desktop.widgets import theme

_SIDE, _GAP, _ABOVE = 11, 12, 9
_CHANGE = Qt.ItemDataRole.UserRole
_COLOUR = Qt.ItemDataRole.UserRole + 1


class ChangeCell(NamedTuple):
    """One cell: both values, the change, its status (`ok`, `warn`, `error` or `plain`), and what is heard."""

    values: str
    change: str
    status: str
    spoken: str


class _Painter(QStyledItemDelegate):
    """Values in bold; the change beside them, or below them where the columns are too narrow for that."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw both texts, the line below them, and a frame where the keyboard is."""
        table = cast(ChangeTable, self.parent())
        look = theme.current()
        room = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        values, change = str(index.data(Qt.ItemDataRole.DisplayRole)), str(index.data(_CHANGE))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        upper, lower = table.places(room, values)
        painter.save()
        painter.setFont(theme.bold())
        painter.setPen(QColor(look.text))
        painter.drawText(upper, middle, values)
        painter.setFont(theme.font(13))
        painter.setPen(QColor(look.status(str(index.data(_COLOUR)))[0]))
        painter.drawText(lower, middle, change)
        painter.setPen(QColor(look.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


class ChangeTable(QTableWidget):
    """As high as its rows: what stands around it scrolls. Arrows walk from cell to cell, Tab leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_wide = True
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("ChangeTable, ChangeTable:focus { border: 0; }")  # the cell that has the keyboard shows it
        self.setItemDelegate(_Painter(self))
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header, mode in (
            (self.horizontalHeader(), QHeaderView.ResizeMode.Stretch),
            (self.verticalHeader(), QHeaderView.ResizeMode.Fixed),
        ):
            header.setSectionResizeMode(mode)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_cells(self, columns: Sequence[str], rows: Sequence[str], cells: Sequence[Sequence[ChangeCell]]) -> None:
        """Show rows of cells under the names of the columns."""
        self.setColumnCount(len(columns))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(columns))
        self.setVerticalHeaderLabels(list(rows))
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                item = QTableWidgetItem(cell.values)
                item.setData(_CHANGE, cell.change)
                item.setData(_COLOUR, cell.status)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, cell.spoken)
                item.setToolTip(cell.spoken)
                self.setItem(row, column, item)
        self._fit()

    def places(self, room: QRect, values: str) -> tuple[QRect, QRect]:
        """Where in a cell its values and its change stand."""
        if self._is_wide:
            right = QFontMetrics(theme.bold()).horizontalAdvance(values) + _GAP
            return room, room.adjusted(right, 0, 0, 0)
        half = room.height() // 2
        return QRect(room.topLeft(), QSize(room.width(), half)), room.adjusted(0, half, 0, 0)

    def _fit(self) -> None:
        """One line for each row where every cell has the room, else two; the table takes the height of all."""
        values, change = QFontMetrics(theme.bold()), QFontMetrics(theme.font(13))
        items = [self.item(row, column) for row in range(self.rowCount()) for column in range(self.columnCount())]
        widest = max(
            (_width(values, item.text()) + _GAP + _width(change, str(item.data(_CHANGE))) for item in items if item),
            default=0,
        )
        self._is_wide = widest + 2 * _SIDE <= self.viewport().width() // max(self.columnCount(), 1)
        line = values.lineSpacing() + (0 if self._is_wide else change.lineSpacing())
        self.verticalHeader().setDefaultSectionSize(line + 2 * _ABOVE)
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2 * self.frameWidth()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Go from one line to two, or back, as the columns have the room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.columnCount():
            self._fit()


def _width(metrics: QFontMetrics, words: str) -> int:
    return metrics.horizontalAdvance(words)
