"""The audit trail: every entry of the ledger, newest first, in sentences."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.forms.ui_audit import Ui_Audit
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.ledger import Entry
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

Index = QModelIndex | QPersistentModelIndex
AT_ONCE = 200
COLUMNS = (N_("When"), N_("Who"), N_("What"))
WIDTHS = (190, 130)
ROW = 52


class AuditModel(QAbstractTableModel):
    """The entries read so far; older ones are read when the list is scrolled to its end."""

    def __init__(self, study: Study) -> None:
        """Read the latest entries."""
        super().__init__()
        self._study = study
        self._words = AuditWords(study)
        self._sentences: dict[int, str] = {}
        self.entries: list[Entry] = study.entries(AT_ONCE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many entries are read."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """When, who, what."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there are older entries."""
        return not parent.isValid() and bool(self.entries) and self.entries[-1].seq > 1

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Read the entries before the oldest that is shown."""
        older = self._study.entries(AT_ONCE, self.entries[-1].seq)
        self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries) + len(older) - 1)
        self.entries += older
        self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The name of a column."""
        return column_head(COLUMNS, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self.entries[index.row()]
        if index.column() == 0:
            return text.datetime_text(entry.time)
        if index.column() == 1:
            return entry.user
        if entry.seq not in self._sentences:
            self._sentences[entry.seq] = self._words.sentence(entry)
        return self._sentences[entry.seq]


class AuditPage(QWidget):
    """Lists the entries and checks the chain on demand."""

    def __init__(self, study: Study) -> None:
        """Show the latest entries."""
        super().__init__()
        self.study = study
        self.model = AuditModel(study)
        self.ui = Ui_Audit()
        self.ui.setupUi(self)
        table = self.ui.table
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.scaled(ROW))
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, theme.scaled(width))
        table.setAccessibleName(_("Audit trail"))
        total = self.model.entries[0].seq if self.model.entries else 0
        self.ui.count.setText(text.ngettext("{n} entry", "{n} entries", total).format(n=total))
        self.ui.faults.hide()
        self.ui.verify_button.clicked.connect(self.verify)

    def verify(self) -> None:
        """Check files, chain and computed values, and say what was found."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            found = self.study.verify()
        except StudyError as error:
            self._tell(0, [str(error)])
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._tell(found.entries, list(found.faults))

    def _tell(self, entries: int, faults: list[str]) -> None:
        if faults:
            self.ui.verified.set_status("error", _("The chain is broken"))
        else:
            self.ui.verified.set_status("ok", _("{n} entries checked: unbroken").format(n=entries))
        self.ui.faults.setText("\n".join(faults))
        self.ui.faults.setVisible(bool(faults))
