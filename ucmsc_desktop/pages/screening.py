"""Eligibility: every criterion with what the facts say of it, the verdict with its reason on top, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings import Eligibility, Finding
from ucmsc_desktop.domain.items import Record, changed
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.screening_facts import snapshot
from ucmsc_desktop.domain.standing import Standing, deciding, is_judged, judged, since_words
from ucmsc_desktop.forms.ui_screening import Ui_Screening
from ucmsc_desktop.pages.decision import Decision
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.screening_row import CriterionRow
from ucmsc_desktop.pages.screening_words import (
    MORE,
    VERDICT_LOOKS,
    first_words,
    is_empty,
    open_lines,
    signing_lines,
    split_name,
)
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_
from ucmsc_desktop.widgets import theme

ANSWER, NOTE = "answers", "evidence"
BY_HAND = ("answers", "evidence")
COMPUTED = ("protocol_version", "facts", "findings", "eligible", "reason")
FACTS_CHANGED = N_("Facts or the protocol changed after the verdict")


class ScreeningPage(RecordPage[Screening]):
    """The verdict on one candidate, computed from the facts at each look and kept with them when it is saved."""

    fact_wanted = Signal(str, str)

    def __init__(self, study: Study, subject: str, visit: str = "SCR") -> None:
        """Make a row for each criterion of the protocol in force."""
        self.ui = Ui_Screening()
        self.rows: dict[str, CriterionRow] = {}
        self._records: Sequence[Kept[Record]] = ()
        self._people = study.people()
        self._whole = False
        super().__init__(study, Key(subject, visit, Screening.form), Screening, self.ui, (*BY_HAND, *COMPUTED))
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        # A scroll area fills its widget with the colour of the window; here the card shows through.
        self.ui.rows.setAutoFillBackground(False)
        self.ui.screened_on_label.setText(self.binder.fields["screened_on"].label)
        self.ui.open_facts.setFont(theme.font(13))
        self.ui.open_facts.followed.connect(self._follow)
        self.ui.again_button.clicked.connect(self.sign)
        self.decision = Decision(self.ui, study.protocol, self.binder.fields)
        for criterion in study.protocol.criteria:
            judged = is_judged(criterion, study.protocol)
            self._add(CriterionRow(criterion, study.protocol.eligibility, study.account.roles, judged=judged))
        self._order()
        self.refresh()

    def _add(self, row: CriterionRow) -> None:
        key = row.criterion.key
        self.rows[key] = row
        self.ui.rows_column.addWidget(row)
        row.answered.connect(lambda answer: self._answer(key, answer))
        row.noted.connect(lambda note: self._note(key, note))
        row.stepped.connect(lambda step: self._step_to(key, step))
        row.fact_wanted.connect(self.fact_wanted)
        row.ui.note.left.connect(self._write)
        row.ui.note.line.installEventFilter(self)

    def _order(self) -> None:
        # The rows are younger than the form; by Tab they come behind the date and before the decision.
        last: QWidget = self.ui.again_button
        for row in self.rows.values():
            for entry in (row, row.ui.details, row.ui.answers, row.ui.note.line):
                self.setTabOrder(last, entry)
                last = entry

    # What the record is

    def new_record(self) -> Screening:
        """A screening of today under the protocol in force; no answer is filled in beforehand."""
        return Screening(screened_on=self.study.clock().date(), protocol_version=self.study.protocol.version)

    def entered(self, name: str, record: Screening) -> Screening:
        """The record after an edit: a decision brings its day, a screen failure the verdict's sentence."""
        return self.decision.entered(name, self.record, record, self.seen.found, self.study.clock().date())

    def _answer(self, key: str, answer: Answer | None) -> None:
        if self.editing:
            self.put(self.record.answered(key, answer), f"{ANSWER}.{key}")

    def _note(self, key: str, note: str) -> None:
        if self.editing:
            self.put(self.record.noted(key, note), f"{NOTE}.{key}")

    def _is_typing(self, name: str) -> bool:
        part, _dot, key = name.partition(".")
        if part == NOTE and key in self.rows:
            return self.rows[key].has_keyboard_in_note()
        return super()._is_typing(name)

    @property
    def seen(self) -> Standing:
        """What the facts say now, of the record as it stands on the screen."""

        def judging() -> Eligibility:
            return judge(facts_of(self._records, self.key.visit, self.record), self.study.protocol, self.record)

        return judged(judging, self.kept)

    # The verdict is kept with its facts

    def save(self) -> bool:
        """Save the record with the verdict as the facts have it now."""
        if self.editing:
            self._keep_verdict()
        return super().save()

    def sign(self) -> bool:
        """Sign the verdict as the facts have it now; one that stands and no longer matches is given anew first."""
        was_editing = self.editing
        self._keep_verdict()
        if self.kept is not None and self.may_write and changed(self.kept.record, self.record):
            self.editing = True
        signed = super().sign()
        if not signed and not was_editing:
            self.refresh()
        return signed

    def _keep_verdict(self) -> None:
        """Put the verdict into the record, from the facts that stand in the study at this moment."""
        self._records = self.study.records(self.key.subject)
        found = self.seen.found
        untouched = self.kept is None and self.record == self.new_record()
        if not (untouched and is_empty(found, bool(self.record.answers))):
            self.record = snapshot(self.record, found)

    def given_reasons(self, kept: Kept[Screening]) -> Mapping[str, str]:
        """What the program computed needs no reason of a person's: it says itself why it changed."""
        names = {field.name for field in changed(kept.record, self.record)}
        return {**super().given_reasons(kept), **dict.fromkeys(names & set(COMPUTED), FACTS_CHANGED)}

    def _meanings(self) -> list[Meaning]:
        """The investigator's approval first: only that makes a verdict one that counts."""
        return sorted(super()._meanings(), key=lambda meaning: meaning is not Meaning.APPROVAL)

    def summary(self) -> list[str]:
        """What is signed: the verdict, the criteria by what was found, and the decision."""
        return signing_lines(self.study.protocol.criteria, self.record, self.seen.found)

    # Moving

    def _step_to(self, key: str, step: int) -> None:
        keys = list(self.rows)
        index = keys.index(key) + step
        if not 0 <= index < len(keys):
            return
        target = self.rows[keys[index]]
        target.entry().setFocus(Qt.FocusReason.TabFocusReason)
        self.ui.rows_area.ensureWidgetVisible(target, 0, 0)

    def _follow(self, target: str) -> None:
        if target == MORE:
            self._whole = True
            self.show_results()
        else:
            self.fact_wanted.emit(*split_name(target))

    def focus(self, name: str) -> None:
        """Put the keyboard into a field, or into the answer or the note of a criterion."""
        entry = self._entry(name)
        if entry is None:
            super().focus(name)
        else:
            entry.setFocus(Qt.FocusReason.TabFocusReason)

    def _entry(self, name: str) -> QWidget | None:
        part, _dot, key = name.partition(".")
        row = self.rows.get(key)
        return row.entry(note=part == NOTE) if row is not None else None

    def refresh(self) -> None:
        """Judge the facts afresh, with the keyboard where the draft was left, else at the first open criterion."""
        self._records = self.study.records(self.key.subject)
        super().refresh()
        draft = self.study.draft(self.key) if self.editing else None
        name = draft.field if draft is not None else f"{ANSWER}.{self._first_open()}"
        entry = self._entry(name)
        if entry is not None:
            self.setFocusProxy(entry)

    def _first_open(self) -> str:
        settled = (Finding.MET, Finding.NOT_MET)
        open_keys = (key for key, row in self.rows.items() if row.found.finding not in settled)
        return next(open_keys, next(iter(self.rows), ""))

    # What is shown

    def show_results(self) -> None:
        """Show all rows and the verdict."""
        seen = self.seen
        for found in seen.found.criteria:
            row, record = self.rows[found.key], self.record
            parameters = deciding(self.study.protocol, found)
            before = seen.record.findings.get(found.key) if seen.since else None
            row.show_verdict(found, parameters, before if before is not found.finding else None)
            note = record.evidence.get(found.key, "")
            row.show_answer(record.answers.get(found.key), note, editing=self.editing)
        self._show_verdict(seen)
        self.decision.show(self.record, editing=self.editing)

    def _show_verdict(self, seen: Standing) -> None:
        ui = self.ui
        stands = bool(seen.since) and not self.editing
        status, icon = VERDICT_LOOKS[seen.record.eligible if stands else seen.found.eligible]
        words = (seen.record.reason if stands else "") or seen.found.reason
        if is_empty(seen.found, bool(self.record.answers)):
            status, icon, words = "info", "info", first_words(seen.found)
        ui.verdict.set_status(status, words, icon)
        ui.open_facts.show_lines(open_lines(seen, self._people, whole=self._whole))
        ui.changed_words.set_status("warn", since_words(seen))
        ui.changed_box.setVisible(bool(seen.since))
        ui.again_button.setVisible(bool(self._meanings()) and self.may_write)
