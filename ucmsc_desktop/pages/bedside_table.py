"""The card with the plan of vital signs: its rows, what comes next, and the way to change a set that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.countdown import clock_text
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.vitals_plan import Due, Planned, is_skipped
from ucmsc_desktop.forms.ui_bedside import Ui_Bedside
from ucmsc_desktop.pages import bedside_view as view
from ucmsc_desktop.pages import bedside_words as said
from ucmsc_desktop.store.errors import ReasonNeeded, StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.writing import check_reasons
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.pages.bedside_vitals import VitalsEntry


class TableCard(QObject):
    """The upper right of the page. A set that stands is changed with a reason, and its history is shown."""

    change_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, ui: Ui_Bedside, study: Study, subject: str, visit: str, page: QWidget) -> None:
        """Take the form and whose infusion it is."""
        super().__init__(page)
        self.ui, self.study, self.subject, self.visit, self.page = ui, study, subject, visit, page
        self.shows_all = False
        self._sets: list[Kept[VitalSigns] | None] = []
        ui.all_button.clicked.connect(lambda: self.show_all(shown=not self.shows_all))
        ui.plan_table.itemSelectionChanged.connect(self._show_buttons)
        ui.plan_table.change_wanted.connect(lambda _row: self._change())
        ui.change_button.clicked.connect(self._change)
        ui.history_button.clicked.connect(self._show_history)
        self._show_buttons()

    def show(self, planned: Planned, now: Instant, due: Due | None) -> None:
        """Show the plan as it stands now."""
        dues = planned.all(now)
        rows = view.rows(planned, dues)
        known = {id(kept.record): kept for kept in planned.run.sets}
        self._sets = [known.get(id(row.signs)) if row.signs is not None else None for row in rows]
        current = next((n for n, one in enumerate(dues) if due is not None and said.same(one, due)), len(dues) - 1)
        self.ui.plan_table.show_rows(rows, view.before(planned), current)
        self.ui.next_words.setText(said.following(dues, due))
        words = _("Back to the entry") if self.shows_all else _("Show all {n} sets").format(n=len(rows))
        self.ui.all_button.setText(words)
        self.ui.all_button.setVisible(self.shows_all or not self.ui.work_card.isHidden())

    def show_all(self, *, shown: bool) -> None:
        """Give the whole height to the table, or take it back."""
        self.shows_all = shown
        self.ui.work_card.setVisible(not shown and self.study.may_write(VitalSigns.form))
        if shown:
            self.ui.all_button.setText(_("Back to the entry"))

    def _chosen(self) -> Kept[VitalSigns] | None:
        row = self.ui.plan_table.currentRow()
        return self._sets[row] if self.ui.plan_table.selectedItems() and 0 <= row < len(self._sets) else None

    def _show_buttons(self) -> None:
        chosen = self._chosen()
        self.ui.history_button.setVisible(chosen is not None)
        self.ui.change_button.setVisible(chosen is not None and self.study.may_write(VitalSigns.form))

    def _change(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.study.may_write(VitalSigns.form):
            self.change_wanted.emit(chosen)

    def _show_history(self) -> None:
        from ucmsc_desktop.pages.history_dialog import HistoryDialog  # late: mostly nobody asks at the bedside

        chosen = self._chosen()
        if chosen is None:
            return
        try:
            HistoryDialog(self.study, chosen.key, self._title(chosen.key), self.page).exec()
        except StudyError as error:
            self.refused.emit(str(error))

    def _title(self, key: Key) -> str:
        return said.SEPARATOR.join([key.subject, self.study.protocol.visit_name(key.visit), _(VitalSigns.title)])

    def ask_reasons(self, old: VitalSigns, new: VitalSigns) -> dict[str, str] | None:
        """Ask why a set that stands changes; None when the person thinks better of it."""
        from ucmsc_desktop.pages.reason_dialog import ReasonDialog  # late, as above

        try:
            check_reasons(old, new, {})
        except ReasonNeeded as needed:
            title = self._title(Key(self.subject, self.visit, VitalSigns.form))
            dialog = ReasonDialog(title, old, new, needed.fields, self.page)
            return dialog.reasons() if dialog.exec() else None
        return {}

    def clear(self, entry: VitalsEntry) -> None:
        """Throw away what is in the entry, after asking when something new would be lost."""
        from ucmsc_desktop.pages.agreed import agreed

        kept = entry.changing
        is_new = kept is None or bool(items.changed(kept.record, entry.record))
        question = _("Discard what was entered for this set? It cannot be brought back.")
        if is_new and not agreed(self.page, _("Vital signs"), question):
            return
        try:
            entry.discard()
        except StudyError as error:
            self.refused.emit(str(error))

    def before_words(self, planned: Planned) -> str:
        """When the set before the start was taken; empty while it was not."""
        found = view.before(planned)
        if found is None or found.taken_at is None or is_skipped(found):
            return ""
        return _("Vital signs before the start: {time}").format(time=said.clock(found.taken_at))

    def left_words(self, planned: Planned, now: Instant) -> str:
        """What is left of the observation and of the plan, for the check before leaving."""
        left = planned.observation_left_ms(now)
        parts = []
        if left is not None and left > 0:
            parts.append(_("{time} of the observation are left.").format(time=clock_text(left)))
        due = planned.next(now)
        if due is not None:
            parts.append(_("Vital signs {set} are still to be taken.").format(set=due.label))
        if planned.run.log is not None and planned.run.log.record.volume_given_ml is None:
            parts.append(_("The volume given is not written down yet."))
        return " ".join(parts)
