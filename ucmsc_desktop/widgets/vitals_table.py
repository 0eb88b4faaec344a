"""Sets of vital signs one below the other, each value with its change against the set before the infusion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.infusion_words import SHORT, baseline, change
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

BELOW = Qt.ItemDataRole.UserRole
COLUMNS = (
    ("taken_at",),
    ("systolic", "diastolic"),
    ("pulse",),
    ("respiration",),
    ("oxygen_saturation",),
    ("temperature",),
)
HEADS = {"taken_at": N_("Taken at"), "systolic": N_("Pressure"), "respiration": N_("Resp."), "temperature": N_("Temp.")}
_ROW = 40
_HEAD = 58
_SIDE = 8
_FIRST = (84, 90)


class TwoLines(QStyledItemDelegate):
    """Draws a value and, smaller below it, what belongs to it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell's ground as the style does, then both lines."""
        self.initStyleOption(option, index)
        value, below = str(index.data() or ""), str(index.data(BELOW) or "")
        option.text = ""
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        look, rect = theme.current(), QRect(option.rect)
        upper = QRectF(rect).adjusted(_SIDE, 1, -2, -rect.height() * 0.42 if below else -1)
        lower = QRectF(rect).adjusted(_SIDE, rect.height() * 0.52, -2, -2)
        painter.save()
        painter.setFont(theme.bold(15))
        painter.setPen(QColor(look.text))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, value)
        painter.setFont(theme.font(12))
        painter.setPen(QColor(look.secondary))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, below)
        painter.restore()


class VitalsTable(QTableWidget):
    """The sets of one visit; the last is in sight. Enter or a double tap on a set asks to change it."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.setItemDelegate(TwoLines(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.setHorizontalHeaderLabels([_head(names) for names in COLUMNS])
        header = self.horizontalHeader()
        header.setFixedHeight(theme.scaled(_HEAD))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_FIRST):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.scaled(width))
        self.setMinimumHeight(theme.scaled(_HEAD + _ROW) + 4)
        self.setAccessibleName(_(VitalSigns.title))
        self.cellDoubleClicked.connect(lambda _row, _column: self.change_wanted.emit())

    def show_sets(self, sets: Sequence[VitalSigns]) -> None:
        """Show all sets in the order in which they are kept."""
        chosen = self.currentRow()
        before = baseline(sets)
        self.setRowCount(len(sets))
        for row, one in enumerate(sets):
            self.setRowHeight(row, theme.scaled(_ROW))
            for column, names in enumerate(COLUMNS):
                self.setItem(row, column, value_cell(one, before, names))
        if not 0 <= chosen < len(sets):
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self.scrollToBottom()

    def row_texts(self, row: int) -> list[str]:
        """The texts of a set, value and change."""
        found = [self.item(row, column) for column in range(self.columnCount())]
        return [cell.data(Qt.ItemDataRole.AccessibleTextRole) for cell in found if cell is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ask to change the chosen set with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0 and not event.modifiers():
            self.change_wanted.emit()
        else:
            super().keyPressEvent(event)


def _head(names: tuple[str, ...]) -> str:
    field = items.fields(VitalSigns)[names[0]]
    words = _(HEADS.get(names[0], SHORT.get(names[0], field.item.label)))
    return f"{words}\n{_(field.item.unit)}" if field.item.unit else words


def value_cell(one: VitalSigns, before: VitalSigns | None, names: tuple[str, ...]) -> QTableWidgetItem:
    """A cell with the values of a set, and below them their change against the set before the infusion."""
    if names == ("taken_at",):
        value = f"{one.taken_at:%H:%M}" if one.taken_at is not None else items.show_entry(one, "taken_at")
        below = items.show_entry(one, "timepoint")
    else:
        value = "/".join(_number(one, name) for name in names)
        changes = [change(name, one, before) for name in names]
        below = "/".join(changes) if all(changes) else ""
    cell = QTableWidgetItem(value)
    cell.setData(BELOW, below)
    cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{value} {below}".strip())
    cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return cell


def _number(one: VitalSigns, name: str) -> str:
    value = getattr(one, name)
    if value is None:
        return items.show_entry(one, name)
    return items.show(items.fields(VitalSigns)[name], value).partition("\u00a0")[0]
