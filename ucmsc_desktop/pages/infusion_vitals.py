"""Vital signs at a visit: the sets that stand, and the entry of the next one; each set is saved by itself at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import cast

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.infusion_words import SHORT, VITAL_VALUES, next_timepoint
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.protocol import InfusionPart
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_infusion import Ui_Infusion
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.draft_page import QUIET_MS
from ucmsc_desktop.pages.history_dialog import HistoryDialog
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.signed_with_log import open_to
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.errors import ReasonNeeded, StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.writing import check_reasons
from ucmsc_desktop.text import _

_WIDEST = 400


class VitalsPanel(QObject):
    """The right half of the infusion page. Time and time point of a set come from the clock and the log."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, ui: Ui_Infusion, study: Study, subject: str, visit: str, page: RecordPage[Infusion]) -> None:
        """Bind the entries of the form."""
        super().__init__(page)
        self.ui, self.study, self.page = ui, study, page
        self.subject, self.visit = subject, visit
        self.sets: list[Kept[VitalSigns]] = []
        self.log: Infusion | None = None
        self.key = Key(subject, visit, VitalSigns.form, 1)
        self.record = VitalSigns()
        self.kept: Kept[VitalSigns] | None = None
        self.binder = Binder(ui.vitals_entry, VitalSigns, ("planned_minutes",))
        self._unwritten = ""
        self._drafted = self._point_chosen = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._wire()

    def _wire(self) -> None:
        ui = self.ui
        for field in self.binder.fields.values():
            label = cast("QLabel | None", ui.vitals_entry.findChild(QLabel, f"{field.name}_label"))
            if label is not None:
                label.setText(_(SHORT.get(field.name, field.item.label)))
        ui.taken_at.set_clock(self.study.clock)
        ui.plan_words.setText(_plan(self.study.protocol.infusion))
        self.binder.edited.connect(self._edit)
        self._quiet.timeout.connect(self._write)
        ui.save_set_button.clicked.connect(self.save)
        ui.clear_set_button.clicked.connect(self.clear)
        ui.change_set_button.clicked.connect(self.change)
        ui.set_history_button.clicked.connect(self.show_history)
        ui.sets.change_wanted.connect(self.change)
        ui.sets.itemSelectionChanged.connect(self._show_buttons)
        for button in (ui.set_history_button, ui.change_set_button):
            keeps = button.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keeps)
        for name in VITAL_VALUES:
            getattr(ui, name).set_width(_WIDEST)
        fields = list(self.binder.widgets)
        for name, after in pairwise(fields):
            line = getattr(getattr(ui, name), "line", None)
            if line is not None:
                line.returnPressed.connect(lambda after=after: self._go_to(after))
        ui.temperature.line.returnPressed.connect(ui.save_set_button.setFocus)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), ui.save_set_button, ui.save_set_button.click)
            enter.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _go_to(self, name: str) -> None:
        # As by Tab, so that what stands there is selected and the next digits replace it.
        entry = self.binder.widget(name)
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        self.ui.left_area.ensureWidgetVisible(entry)

    @property
    def may_write(self) -> bool:
        """Whether this person's roles take vital signs."""
        return self.study.may_write(VitalSigns.form)

    # What stands

    def refresh(self) -> None:
        """Read the sets, and this person's draft of one."""
        self.read()
        drafts = [draft for draft in self.study.drafts() if self._is_ours(draft.key)] if self.may_write else []
        if drafts:
            self._take_up(drafts[0])
        else:
            self._begin(self._next_key(), VitalSigns(), None)

    def read(self) -> None:
        """Read the sets again, without touching what is being entered."""
        self.sets = of_type(self.study.records(self.subject), VitalSigns, self.visit)
        self.ui.sets.show_sets([kept.record for kept in self.sets])
        self.ui.sets.setVisible(bool(self.sets))
        self.ui.no_sets.setVisible(not self.sets)

    def to_sign(self, meaning: Meaning) -> list[Key]:
        """The sets that are whole and do not carry this signature of this person yet."""
        return open_to(self.sets, meaning, self.study.account.user)

    def summary(self, meaning: Meaning) -> list[str]:
        """What of the vital signs is signed together with the log."""
        if not self.sets:
            return []
        count = len(self.to_sign(meaning))
        return [_("Vital signs signed with it: {n} of {all} sets").format(n=count, all=len(self.sets))] if count else []

    def _is_ours(self, key: Key) -> bool:
        return key == Key(self.subject, self.visit, VitalSigns.form, key.number)

    def _next_key(self) -> Key:
        number = self.study.next_number(self.subject, self.visit, VitalSigns.form)
        return Key(self.subject, self.visit, VitalSigns.form, number)

    def _take_up(self, draft: Draft) -> None:
        kept = next((kept for kept in self.sets if kept.key == draft.key), None)
        record = cast(VitalSigns, draft.record)
        if kept is not None and not draft.base:
            # Somebody else saved a set under this number while the draft waited.
            self.study.discard_draft(draft.key)
            self._begin(self._next_key(), record, None)
            self.study.keep_draft(self.key, record, draft.field)
        else:
            self._begin(draft.key, record, kept)
        self._drafted = True
        self._show_buttons()

    def _begin(self, key: Key, record: VitalSigns, kept: Kept[VitalSigns] | None) -> None:
        self.key, self.record, self.kept = key, record, kept
        self._unwritten, self._drafted, self._point_chosen = "", False, False
        self._quiet.stop()
        self.binder.show(record)
        self.binder.set_problems(record.contradictions())
        self.say("")
        words = _("Next set") if kept is None else _("Set {n}")
        self.ui.set_title.setText(words.format(n=self._place(key)))
        self.ui.save_set_button.setText(_("Save set") if kept is None else _("Save change"))
        self._show_buttons()

    def _place(self, key: Key) -> int:
        keys = [kept.key for kept in self.sets]
        return keys.index(key) + 1 if key in keys else len(keys) + 1

    def follow(self, log: Infusion) -> None:
        """Take day, start and stop from the log as it is on the screen."""
        self.log = log
        self._show_day()

    def _show_day(self) -> None:
        day = self.day()
        if self.ui.taken_at.day != day:
            self.ui.taken_at.set_day(day)
            if "taken_at" not in self.binder.bad:
                self.ui.taken_at.set_value(self.record.taken_at)

    def day(self) -> date | None:
        """The day on which a set that is entered was taken: a saved set keeps its own."""
        if self.kept is not None and self.kept.record.taken_at is not None:
            return self.kept.record.taken_at.date()
        return self.log.given_on if self.log is not None else None

    def say(self, sentence: str) -> None:
        """Show a sentence about what went wrong, or take it away with an empty one."""
        self.ui.vitals_problem.setText(sentence)
        self.ui.vitals_problem.setVisible(bool(sentence))

    def _show_buttons(self) -> None:
        ui, chosen = self.ui, self._chosen()
        begun = self.kept is not None or self._has_something()
        ui.vitals_entry.setVisible(self.may_write)
        ui.set_history_button.setVisible(chosen is not None)
        ui.change_set_button.setVisible(chosen is not None and self.may_write and self.kept is None)
        ui.clear_set_button.setVisible(begun and self.may_write)
        ui.clear_set_button.setText(_("Clear") if self.kept is None else _("Cancel change"))

    def _chosen(self) -> Kept[VitalSigns] | None:
        row = self.ui.sets.currentRow()
        return self.sets[row] if self.ui.sets.selectedItems() and 0 <= row < len(self.sets) else None

    def _has_something(self) -> bool:
        return self.record != VitalSigns() or bool(self.binder.bad)

    # Entering

    def _edit(self, name: str) -> None:
        if not self.may_write:
            return
        read = self.binder.read(self.record)
        self.record = self._stamped(read, name)
        self.binder.show(self.record, {field.name for field in items.changed(read, self.record)})
        self.binder.set_problems(self.record.contradictions())
        self._show_day()
        self._unwritten = name
        self._quiet.start()
        self.say("")
        self._show_buttons()

    def _stamped(self, record: VitalSigns, name: str) -> VitalSigns:
        """A new set gets time and time point with its first value, when the infusion is logged on its day."""
        self._point_chosen = self._point_chosen or name == "timepoint"
        if self.kept is not None or name == "timepoint":
            return record
        now = self.study.clock().replace(microsecond=0)
        is_live = self.log is None or self.log.given_on in (None, now.date())
        if record.taken_at is None and name in VITAL_VALUES and is_live and "taken_at" not in self.binder.bad:
            record = msgspec.structs.replace(record, taken_at=now)
        # A time that is typed digit by digit passes through others: the point follows until the person chooses one.
        follows = record.timepoint is None or (name == "taken_at" and not self._point_chosen)
        if follows and record.taken_at is not None:
            taken = [kept.record for kept in self.sets]
            point = next_timepoint(self.log, taken, record.taken_at)
            record = msgspec.structs.replace(record, timepoint=point)
        return record

    def leave(self) -> None:
        """Write to the draft what is not yet written there. Raises StudyError when that fails."""
        self._quiet.stop()
        if self._unwritten:
            self.study.keep_draft(self.key, self.record, self._unwritten)
            self._unwritten, self._drafted = "", True

    def _write(self) -> None:
        self._try(self.leave)

    def clear(self) -> None:
        """Throw away what is in the entry after asking."""
        question = _("Discard what was entered for this set? It cannot be brought back.")
        changed = self.kept is None or bool(items.changed(self.kept.record, self.record))
        if changed and not self.page.confirm(question):
            return
        self._unwritten = ""
        if self._drafted and not self._try(lambda: self.study.discard_draft(self.key)):
            return
        self._begin(self._next_key(), VitalSigns(), None)
        self._go_to(VITAL_VALUES[0])

    # Saving

    def save(self) -> bool:
        """Save the set that is entered, durable when this returns; answers whether it was saved."""
        if self._has_problems():
            return False
        reasons = self._ask_reasons()
        if reasons is None or not self._try(lambda: self.study.save(self.key, self.record, reasons=reasons)):
            return False
        words = _("Set {n} of vital signs saved {time}")
        told = words.format(n=self._place(self.key), time=text.time_text(self.study.clock()))
        self.read()
        self._begin(self._next_key(), VitalSigns(), None)
        self._go_to(VITAL_VALUES[0])
        self.said.emit(told)
        self.changed.emit()
        return True

    def _has_problems(self) -> bool:
        wrong = [Problem(name, sentence) for name, sentence in self.binder.bad.items()]
        if wrong or (wrong := items.problems(self.record)):
            return self._refuse(wrong, _("Correct the marked entries first."))
        if all(getattr(self.record, name) is None for name in VITAL_VALUES):
            return self._refuse([Problem(VITAL_VALUES[0], "")], _("Enter at least one value of this set."))
        if wrong := [
            Problem(field.name, _("{label} is blank.").format(label=field.label))
            for field in items.blanks(self.record)
            if field.name not in VITAL_VALUES
        ]:
            return self._refuse(wrong, _("Say when this set was taken."))
        if wrong := self.record.contradictions():
            return self._refuse(wrong, _("The marked entries contradict each other."))
        return False

    def _refuse(self, wrong: Sequence[Problem], sentence: str) -> bool:
        self.binder.set_problems([problem for problem in wrong if problem.sentence])
        self.say(sentence)
        self._go_to(wrong[0].field)
        return True

    def _ask_reasons(self) -> dict[str, str] | None:
        if self.kept is None:
            return {}
        try:
            check_reasons(self.kept.record, self.record, {})
        except ReasonNeeded as needed:
            dialog = ReasonDialog(self.title(), self.kept.record, self.record, needed.fields, self.page)
            return dialog.reasons() if dialog.exec() else None
        return {}

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except StudyError as error:
            self.say(str(error))
            return False
        return True

    # Changing a saved set

    def title(self, key: Key | None = None) -> str:
        """Participant, visit and set in words."""
        set_words = _("{form}, set {n}").format(form=_(VitalSigns.title), n=self._place(key or self.key))
        return " · ".join([self.subject, self.study.protocol.visit_name(self.visit), set_words])

    def change(self) -> None:
        """Put the chosen set into the entry; saving it asks a reason for every change."""
        chosen = self._chosen()
        if chosen is None or not self.may_write or self.kept is not None:
            return
        if self._has_something():
            self.say(_("Save or clear the set that is being entered first."))
            return
        self._begin(chosen.key, chosen.record, chosen)
        self._show_day()
        self.ui.taken_at.set_value(chosen.record.taken_at)
        self._go_to(VITAL_VALUES[0])

    def show_history(self) -> None:
        """Show every version of the chosen set."""
        chosen = self._chosen()
        if chosen is not None:
            title = self.title(chosen.key)
            self._try(lambda: HistoryDialog(self.study, chosen.key, title, self.page).exec())


def _plan(plan: InfusionPart) -> str:
    after = _(", ").join(f"+{minutes}" for minutes in plan.vitals_after_minutes)
    words = _("Before · every {n} min · end · {after} min")
    return words.format(n=plan.vitals_every_minutes, after=after).replace(" min", f"{text.NO_BREAK_SPACE}min")
