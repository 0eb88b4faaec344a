"""The plan of vital signs and what was taken: a row for each set, when it was done or is due, and its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.big_button import ENTER
from ucmsc_desktop.widgets.cards import CHIP_RADIUS, Status
from ucmsc_desktop.widgets.vitals_table import BELOW, COLUMNS, TwoLines, value_cell

HEADS = (
    N_("Planned"),
    N_("Done"),
    N_("BP mmHg"),
    N_("Pulse /min"),
    N_("Resp /min"),
    N_("SpO₂ %"),
    N_("Temp °C"),
)
_STATUS = Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = 42, 38
_WIDTHS = (88, 92, 88)
LARGE = 120
"""From this size of text on, in per cent, there is another arrangement."""
_LEAST_ROWS = 1.3


@dataclass(frozen=True)
class PlanRow:
    """One line: what is planned, what is said of it, and the set with the one before the infusion."""

    label: str
    done: str
    status: Status = "plain"
    signs: VitalSigns | None = None


class _ChipCell(QStyledItemDelegate):
    """Draws words on the ground of their status."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the chip over the cell's ground."""
        words, status = str(index.data() or ""), index.data(_STATUS) or "plain"
        colour, ground = theme.current().status(status)
        font = theme.bold(13)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.setFont(font)
        room = QRectF(option.rect).adjusted(4, 7, -6, -7)
        wide = painter.fontMetrics().horizontalAdvance(words) + 16
        if status != "plain":
            painter.drawRoundedRect(QRectF(room.left(), room.top(), min(wide, room.width()), room.height()),
                                    CHIP_RADIUS, CHIP_RADIUS)  # fmt: skip
        painter.setPen(QColor(colour))
        painter.drawText(room.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class PlanTable(QTableWidget):
    """The rows of the plan; Enter or a double tap asks to change the set of a row."""

    change_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADS), parent)
        self.rows: list[PlanRow] = []
        self.setItemDelegate(TwoLines(self))
        self.setItemDelegateForColumn(1, _ChipCell(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        # Side by side the names would be cut off.
        is_large = theme.scaled(100) >= LARGE
        self.setHorizontalHeaderLabels([_(head).replace(" ", "\n") if is_large else _(head) for head in HEADS])
        self._lay_out()
        self.setAccessibleName(_(VitalSigns.title))
        self.cellDoubleClicked.connect(lambda row, _column: self.change_wanted.emit(row))

    def _lay_out(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(theme.scaled(_HEAD + (_HEAD // 3 if theme.scaled(100) >= LARGE else 0)))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.scaled(width))
        self.setMinimumHeight(theme.scaled(_HEAD + _LEAST_ROWS * _ROW))

    def show_rows(self, rows: Sequence[PlanRow], before: VitalSigns | None, current: int) -> None:
        """Show the plan with the row that is next in sight; draws nothing when nothing changed."""
        if list(rows) == self.rows:
            return
        self.rows = list(rows)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            self.setRowHeight(number, theme.scaled(_ROW))
            self.setItem(number, 0, _cell(row.label))
            chip = _cell(row.done)
            chip.setData(_STATUS, row.status)
            self.setItem(number, 1, chip)
            for column, names in enumerate(COLUMNS[1:], 2):
                cell = value_cell(row.signs, before, names) if row.signs is not None else _cell("—")
                self.setItem(number, column, cell)
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        shown = self.item(min(max(current, 0), len(rows) - 1), 0)
        if shown is not None:
            self.scrollToItem(shown, self.ScrollHint.PositionAtBottom)

    def row_texts(self, row: int) -> list[str]:
        """The texts of a row, value and change."""
        found = [self.item(row, column) for column in range(self.columnCount())]
        return [f"{cell.text()} {cell.data(BELOW) or ''}".strip() for cell in found if cell is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ask to change the chosen set with Enter."""
        if event.key() in ENTER and self.currentRow() >= 0 and not event.modifiers():
            self.change_wanted.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def _cell(words: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(words)
    cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return cell
