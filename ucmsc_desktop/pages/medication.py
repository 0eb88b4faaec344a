"""The medicines of a participant beside the product: all of them in a list, and the entry of one."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QTableWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import fields, show
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.medications import medications_of, time_words
from ucmsc_desktop.forms.ui_medication import Ui_Medication
from ucmsc_desktop.pages.medication_form import MedicationForm
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import icons, theme

COLUMNS = (N_("Medicine"), N_("Given as"), N_("When"))
WHEN, AS, LIST = 165, 140, 520
LARGE, BESIDE = 100, 115
"""Up to this size of text, in percent, list and entry stand beside each other."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MedicationPage(QWidget):
    """Lists the medicines of every visit; a new one belongs to the visit of the page."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Show the medicines, and the entry of a new one to who may write."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.keys: list[Key] = []
        self.form: MedicationForm | None = None
        self.ui = Ui_Medication()
        self.ui.setupUi(self)
        self._prepare()
        self.refresh()

    def _prepare(self) -> None:
        if theme.scaled(LARGE) > BESIDE:
            self.ui.columns.setDirection(QBoxLayout.Direction.TopToBottom)
        else:
            self.ui.list_card.setMinimumWidth(theme.scaled(LIST))
        table = self.ui.table
        table.setAccessibleName(self.ui.title.text())
        table.setColumnCount(len(COLUMNS))
        table.setHorizontalHeaderLabels([_(head) for head in COLUMNS])
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.scaled(theme.TARGET))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, AS), (2, WHEN)):
            table.setColumnWidth(column, theme.scaled(width))
        table.currentCellChanged.connect(lambda row, *_others: self._open_row(row))
        self.ui.add_button.clicked.connect(self.begin)
        self.ui.add_button.setVisible(self.study.may_write(Medication.form))
        for key in ENTER:
            enter = QShortcut(QKeySequence(key), table, self._go_to_form)
            enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        add = QShortcut(QKeySequence(Qt.Key.Key_A), self, self.ui.add_button.click)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # The list

    def refresh(self) -> None:
        """Read everything again; a draft of this person is taken up, else a new medicine can be entered at once."""
        self._renumber()
        chosen = self.form.key if self.form is not None else next(iter(self._drafts()), None)
        self._open(chosen or self._next_key())

    def _drafts(self) -> dict[Key, Medication]:
        """The medicines of this participant of which this person has a draft."""
        return {
            draft.key: draft.record
            for draft in self.study.drafts()
            if draft.key.subject == self.subject and isinstance(draft.record, Medication)
        }

    def _renumber(self) -> None:
        """Give a draft another number when somebody else saved a medicine under its own meanwhile."""
        for draft in self.study.drafts():
            if draft.key in self._drafts() and not draft.base and self.study.find(draft.key) is not None:
                key = self._next_key(draft.key.visit)
                self.study.discard_draft(draft.key)
                self.study.keep_draft(key, draft.record, draft.field)

    def _next_key(self, visit: str | None = None) -> Key:
        here = Key(self.subject, self.visit if visit is None else visit, Medication.form)
        taken = [key.number for key in self._drafts() if key.visit == here.visit]
        number = max([self.study.next_number(here.subject, here.visit, here.form), *(n + 1 for n in taken)])
        return msgspec.structs.replace(here, number=number)

    def _show_list(self) -> None:
        kept = medications_of(self.study.records(self.subject))
        rows = {one.key: one.record for one in kept}
        drafts = self._drafts()
        new = {key: record for key, record in drafts.items() if key not in rows}
        words = text.ngettext("{n} medicine", "{n} medicines", len(rows)).format(n=len(rows))
        self.ui.count.setText(words if rows else "")
        self.keys = [*new, *rows]
        self.ui.none.setVisible(not self.keys)
        table = self.ui.table
        table.blockSignals(True)
        table.setVisible(bool(self.keys))
        table.setRowCount(len(self.keys))
        for row, (key, record) in enumerate({**new, **rows}.items()):
            self._show_row(row, record, is_draft=key in drafts)
        row = self.keys.index(self.form.key) if self.form is not None and self.form.key in self.keys else -1
        table.setCurrentCell(row, 0)
        if row < 0:
            table.clearSelection()
        table.blockSignals(False)

    def _show_row(self, row: int, record: Medication, *, is_draft: bool) -> None:
        name = " ".join(part for part in (record.drug or _("without a name"), record.dose or "") if part)
        cells = (name, show(fields(Medication)["purpose"], record.purpose), time_words(record))
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            if is_draft and column == 0:
                item.setIcon(icons.icon("pencil", theme.current().accent, 16))
            self.ui.table.setItem(row, column, item)

    # The entry

    def begin(self) -> None:
        """Open the entry of a further medicine and put the keyboard into it; an empty one is taken as it is."""
        if not self.study.may_write(Medication.form):
            return
        if self._left() and (self.form is None or self.form.kept is not None or self.form.drafted_at is not None):
            self._open(self._next_key())
        self._go_to_form()

    def _left(self) -> bool:
        """Whether what was typed is written; where it is not, the entry stays and says why."""
        try:
            self.leave()
        except StudyError as error:
            if self.form is not None:
                self.form.bar.say(str(error))
            return False
        return True

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self.keys) and (self.form is None or self.keys[row] != self.form.key) and self._left():
            self._open(self.keys[row])

    def _open(self, key: Key) -> None:
        before, self.form = self.form, MedicationForm(self.study, key)
        self.form.status.connect(self.status)
        self.form.changed.connect(self._changed)
        self.form.shown.connect(lambda _record: self._follow())
        self.form.next_wanted.connect(self.begin)
        self.ui.places.addWidget(self.form)
        self.ui.places.setCurrentWidget(self.form)
        self.setFocusProxy(self.form)
        if before is not None:
            self.ui.places.removeWidget(before)
            before.deleteLater()
        self._show_list()

    def _follow(self) -> None:
        """Show in the list what is typed."""
        if self.form is not None and self.form.key in self.keys:
            row = self.keys.index(self.form.key)
            self._show_row(row, self.form.record, is_draft=self.form.drafted_at is not None)

    def _changed(self) -> None:
        self._show_list()
        self.changed.emit()

    def _go_to_form(self) -> None:
        if self.form is not None:
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Write to the draft what is not yet written there. Raises StudyError when that fails."""
        if self.form is not None:
            self.form.leave()
