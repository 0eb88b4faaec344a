"""The screening checklist: every criterion of the protocol with its answer, and the verdict with its reason on top."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.eligibility import Answer, Finding, Screening, Verdict, finding, finding_words, verdict
from ucmsc_desktop.forms.ui_screening import Ui_Screening
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.screening_row import CriterionRow
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status

ANSWER, EVIDENCE = "answers", "evidence"
_LOOKS: dict[bool | None, tuple[Status, str]] = {
    True: ("ok", "circle-check"),
    False: ("error", "octagon-x"),
    None: ("warn", "triangle-alert"),
}


class ScreeningPage(RecordPage[Screening]):
    """The checklist of one candidate: one tap or one key an answer; the verdict follows each."""

    def __init__(self, study: Study, subject: str, visit: str = "SCR") -> None:
        """Make a row for each criterion of the protocol in force."""
        self.ui = Ui_Screening()
        self.rows: dict[str, CriterionRow] = {}
        extra = ("protocol_version", "answers", "evidence")
        super().__init__(study, Key(subject, visit, Screening.form), Screening, self.ui, extra)
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        # A scroll area fills its widget with the colour of the window; here the card shows through.
        self.ui.rows.setAutoFillBackground(False)
        self.ui.screened_on_label.setText(self.binder.fields["screened_on"].label)
        for criterion in study.protocol.criteria:
            self._add(CriterionRow(criterion, study.account.roles))
        self._order()
        self.refresh()

    def _add(self, row: CriterionRow) -> None:
        key = row.criterion.key
        self.rows[key] = row
        self.ui.rows_column.addWidget(row)
        row.answered.connect(lambda answer: self._answer(key, answer))
        row.noted.connect(lambda note: self._note(key, note))
        row.stepped.connect(lambda step: self._step_to(key, step))
        row.ui.evidence.left.connect(self._write)
        row.ui.evidence.line.installEventFilter(self)

    def _order(self) -> None:
        # The rows are younger than the form; by Tab they come behind the date and before the buttons.
        last: QWidget = self.ui.screened_on.line
        for row in self.rows.values():
            for entry in (row.ui.answers, row.ui.evidence.line):
                self.setTabOrder(last, entry)
                last = entry

    # What the record is

    def new_record(self) -> Screening:
        """A checklist of today under the protocol in force; no answer is filled in beforehand."""
        return Screening(screened_on=self.study.clock().date(), protocol_version=self.study.protocol.version)

    def _answer(self, key: str, answer: Answer | None) -> None:
        if self.editing:
            self.put(self._in_force(self.record.answered(key, answer)), f"{ANSWER}.{key}")

    def _note(self, key: str, note: str) -> None:
        if self.editing:
            self.put(self._in_force(self.record.noted(key, note)), f"{EVIDENCE}.{key}")

    def _in_force(self, record: Screening) -> Screening:
        return msgspec.structs.replace(record, protocol_version=self.study.protocol.version)

    def _is_typing(self, name: str) -> bool:
        part, _dot, key = name.partition(".")
        if part == EVIDENCE and key in self.rows:
            return self.rows[key].has_keyboard_in_evidence()
        return super()._is_typing(name)

    def summary(self) -> list[str]:
        """What is signed: the verdict, and the criteria by what was found."""
        criteria, answers = self.study.protocol.criteria, self.record.answers
        lines = [
            _("{label}: {value}").format(
                label=self.binder.fields["screened_on"].label, value=items.show_entry(self.record, "screened_on")
            ),
            verdict(criteria, self.record).reason,
        ]
        found: dict[str, list[str]] = {}
        for kind in Finding:
            for criterion in criteria:
                if finding(criterion, answers.get(criterion.key)) is kind:
                    found.setdefault(finding_words(criterion, kind), []).append(criterion.key)
        lines += [_("{label}: {value}").format(label=words, value=_(", ").join(keys)) for words, keys in found.items()]
        return lines

    # Moving

    def _step_to(self, key: str, step: int) -> None:
        keys = list(self.rows)
        index = keys.index(key) + step
        if not 0 <= index < len(keys):
            return
        # From the answers up and down stay in the answers; from the evidence Enter goes on to the next answer too.
        target = self.rows[keys[index]]
        target.entry().setFocus(Qt.FocusReason.TabFocusReason)
        self.ui.rows_area.ensureWidgetVisible(target, 0, 0)

    def focus(self, name: str) -> None:
        """Put the keyboard into a field, or into the answer or evidence of a criterion."""
        entry = self._entry(name)
        if entry is None:
            super().focus(name)
        else:
            entry.setFocus(Qt.FocusReason.TabFocusReason)

    def _entry(self, name: str) -> QWidget | None:
        part, _dot, key = name.partition(".")
        row = self.rows.get(key)
        return row.entry(evidence=part == EVIDENCE) if row is not None else None

    def refresh(self) -> None:
        """Show the checklist with the keyboard where the draft was left, else at the first open criterion."""
        super().refresh()
        draft = self.study.draft(self.key) if self.editing else None
        name = draft.field if draft is not None else f"{ANSWER}.{self._first_open()}"
        entry = self._entry(name)
        if self.editing and entry is not None:
            self.setFocusProxy(entry)

    def _first_open(self) -> str:
        return next((key for key in self.rows if key not in self.record.answers), next(iter(self.rows), ""))

    # What is shown

    def show_results(self) -> None:
        """Show all rows and the verdict."""
        for key, row in self.rows.items():
            answer, note = self.record.answers.get(key), self.record.evidence.get(key, "")
            row.show_answer(answer, note, editing=self.editing)
        found = verdict(self.study.protocol.criteria, self.record)
        status, icon = _LOOKS[found.eligible]
        if not self.record.answers:
            status, icon = "info", "info"
        self.ui.verdict.set_status(status, self._verdict_words(found), icon)

    def _verdict_words(self, found: Verdict) -> str:
        count, first = len(self.rows), next(iter(self.rows), "")
        if not self.record.answers:
            words = text.ngettext(
                "{n} criterion to answer, start with {key}", "{n} criteria to answer, start with {key}", count
            )
            return words.format(n=count, key=first)
        old, new = self.record.protocol_version, self.study.protocol.version
        if old is not None and old != new:
            words = _("{reason} Answered under protocol version {old}; the criteria shown are those of version {new}.")
            return words.format(reason=found.reason, old=old, new=new)
        return found.reason
