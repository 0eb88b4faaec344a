"""Shows how a record came to stand as it does: old, new, who, when, why, and its signatures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Key, Stamp, Version
from ucmsc_desktop.forms.ui_history import Ui_History
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class HistoryDialog(QDialog):
    """A table, oldest first: one row for each changed field, for the first save and for each signature."""

    def __init__(self, study: Study, key: Key, title: str, parent: QWidget | None = None) -> None:
        """Read the history of the record from the study."""
        super().__init__(parent)
        self.ui = Ui_History()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self._names = study.people()
        for version in study.history(key):
            self._add(version)
        self.ui.versions.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.ui.versions.resizeColumnsToContents()
        self.ui.close_button.clicked.connect(self.accept)
        self.ui.close_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Give each row the height that its texts need at the width that the columns have now."""
        super().showEvent(event)
        QTimer.singleShot(0, self.ui.versions.resizeRowsToContents)

    def _add(self, version: Version) -> None:
        for change in version.changes:
            self._row(version.by, [change.label, change.old, change.new, _(change.reason)])
        if version.signature is not None:
            holds = _("holds") if version.signature.holds else _("no longer holds")
            self._row(version.by, [_("Signature"), "", holds, _(version.signature.meaning.label)])
        elif not version.changes:
            self._row(version.by, [_("First saved"), "", "", ""])

    def _row(self, by: Stamp, cells: Sequence[str]) -> None:
        table = self.ui.versions
        row = table.rowCount()
        table.insertRow(row)
        who = _("{name}, {role}").format(name=self._names.get(by.user, by.user), role=_(by.role.label))
        for column, cell in enumerate([text.datetime_text(by.at), who, *cells]):
            item = QTableWidgetItem(cell)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)

    def rows(self) -> list[list[str]]:
        """The table as texts."""
        table = self.ui.versions
        cells = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
        return [[cell.text() if cell is not None else "" for cell in row] for row in cells]
