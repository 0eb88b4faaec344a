"""Shows what a table of results would become, row by row, before anything of it is taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QWidget,
)

from ucmsc_desktop import text
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import LabResult
from ucmsc_desktop.exchange.lab_table import LabRow
from ucmsc_desktop.forms.ui_lab_import import Ui_LabImport
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import icons, theme

COLUMNS = (N_("Line"), N_("In the table"), N_("Analyte"), N_("Becomes"))
PADDING = 24


class _Roomy(QStyledItemDelegate):
    """Counts the padding of the style sheet, which Qt forgets when it breaks lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -PADDING, 0)
        return super().sizeHint(narrower, index)


class LabImportDialog(QDialog):
    """The rows of a table; the person takes over those that can be read, or nothing."""

    def __init__(
        self, title: str, rows: Sequence[LabRow], present: Mapping[str, LabResult], parent: QWidget | None = None
    ) -> None:
        """List the rows; `present` are the results that stand already and would be replaced."""
        super().__init__(parent)
        self.rows = rows
        self.ui = Ui_LabImport()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self._fill(present)
        count, refused = len(self.results()), len(rows) - len(self.results())
        ready = text.ngettext("{n} row can be taken over", "{n} rows can be taken over", count).format(n=count)
        left = text.ngettext("{n} row is refused", "{n} rows are refused", refused).format(n=refused)
        self.ui.count.setText(_("{ready}, {left}. Nothing is stored before you save.").format(ready=ready, left=left))
        words = text.ngettext("Take over {n} result", "Take over {n} results", count)
        self.ui.accept_button.setText(words.format(n=count))
        self.ui.accept_button.setEnabled(count > 0)
        self.ui.accept_button.clicked.connect(self.accept)
        self.ui.cancel_button.clicked.connect(self.reject)
        (self.ui.accept_button if count else self.ui.cancel_button).setFocus()

    def results(self) -> dict[str, LabResult]:
        """The results that can be taken over, by their analyte."""
        return {row.code: row.result for row in self.rows if row.result is not None}

    def _fill(self, present: Mapping[str, LabResult]) -> None:
        table = self.ui.table
        table.setColumnCount(len(COLUMNS))
        table.setHorizontalHeaderLabels([_(head) for head in COLUMNS])
        table.verticalHeader().hide()
        table.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            name = name_of(row.code) if row.code else ""
            cells = (str(row.line), row.written, name)
            for column, words in enumerate(cells):
                table.setItem(number, column, QTableWidgetItem(words))
            table.setItem(number, len(COLUMNS) - 1, self._marked(row, present.get(row.code)))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        table.setItemDelegate(_Roomy(table))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _marked(self, row: LabRow, present: LabResult | None) -> QTableWidgetItem:
        look = theme.current()
        colour, sign = (look.error, "octagon-x") if row.problem else (look.ok, "circle-check")
        cell = QTableWidgetItem(icons.icon(sign, colour, 16), _becomes(row, present))
        if row.problem:
            cell.setForeground(QColor(colour))
        return cell


def _becomes(row: LabRow, present: LabResult | None) -> str:
    if row.result is None:
        return row.problem
    if present is not None:
        return _("{new}, instead of {old}").format(new=row.result, old=present)
    return str(row.result)
