"""The protocol deviations of a participant, listed with day, rule, reason and who signed, and a new one recorded."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Casebook, Kept, Key
from ucmsc_desktop.domain.deviations import Deviation, approval, deviations_of
from ucmsc_desktop.domain.items import fields, show_entry
from ucmsc_desktop.forms.ui_deviations import Ui_Deviations
from ucmsc_desktop.pages.deviation_dialog import DeviationDialog
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

FREE = ("circumstance", "reason")
COLUMNS = ("noted_on", "step", *FREE)
DAY_WIDTH, RULE_WIDTH, SIGNER_WIDTH = 120, 200, 210
ROOM = 16


class _Roomy(QStyledItemDelegate):
    """Cells of several lines with room above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """As high as the lines need, and the room."""
        return super().sizeHint(option, index) + QSize(0, theme.scaled(ROOM))


class DeviationsPage(QWidget):
    """Lists what went against the protocol. Nothing is changed here: a deviation that stands is part of the record."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str = "") -> None:
        """Take the participant; what is recorded here belongs to a visit when one is named."""
        super().__init__()
        self.study, self.place = study, Key(subject, visit, Deviation.form)
        self.ui = Ui_Deviations()
        self.ui.setupUi(self)
        self._opens = self.ui.note.text()
        table = self.ui.table
        table.setAccessibleName(self.ui.title.text())
        table.setColumnCount(len(COLUMNS) + 1)
        labels = [fields(Deviation)[name].label for name in COLUMNS]
        table.setHorizontalHeaderLabels([*labels, _("Signed by")])
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in (2, 3):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, DAY_WIDTH), (1, RULE_WIDTH), (4, SIGNER_WIDTH)):
            table.setColumnWidth(column, theme.scaled(width))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setItemDelegate(_Roomy(table))
        self.ui.record_button.clicked.connect(self.record)
        self.ui.record_button.setVisible(study.may_write(Deviation.form))
        self.refresh()

    def refresh(self) -> None:
        """Read the deviations again."""
        found = deviations_of(self.study.records(self.place.subject))
        book = Casebook(self.place.subject, (), people=self.study.people())
        closer = blinding.hides_verdict(self.study, self.place.subject)
        self.ui.count.setText(deviations_words(len(found)) if found else "")
        self.ui.none.setVisible(not found)
        self.ui.table.setVisible(bool(found))
        self.ui.note.setText(blinding.sentence(self.study, closer) if closer is not None else self._opens)
        self.ui.note.setVisible(bool(found))
        self.ui.table.setRowCount(len(found))
        for row, kept in enumerate(found):
            for column, words in enumerate(_cells(kept, book, veiled=closer is not None)):
                self.ui.table.setItem(row, column, QTableWidgetItem(words))

    def record(self) -> None:
        """Record a deviation from another rule of the protocol."""
        if DeviationDialog(self.study, self.place, parent=self).exec():
            self.refresh()
            self.status.emit(_("Deviation recorded and signed"))
            self.changed.emit()


def deviations_words(number: int) -> str:
    """How many deviations there are, in words."""
    if not number:
        return _("No protocol deviation")
    return text.ngettext("{n} protocol deviation", "{n} protocol deviations", number).format(n=number)


def _cells(kept: Kept[Deviation], book: Casebook, *, veiled: bool) -> list[str]:
    signature = approval(kept)
    signed = book.who(signature.by) if signature is not None else _("not signed")
    # What happened, and why, may quote the verdict.
    told = (_("hidden") if veiled and name in FREE else show_entry(kept.record, name) for name in COLUMNS)
    return [*told, signed]
