"""Before an infusion: the gate, the participant, the weight, the bag, the dose, and two persons who check it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.dose_check import Agreement, agreement
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.pages.check_entry import next_check
from ucmsc_desktop.pages.checks_compared import ChecksCompared
from ucmsc_desktop.pages.first_check import FirstCheck
from ucmsc_desktop.pages.second_check import SecondCheck
from ucmsc_desktop.store.study import Study


class BeforePanel(QWidget):
    """Everything up to the start of an infusion. Nothing of the first person's is shown while the second enters.

    One step is there at a time: what it held goes with it, so that no widget keeps what another person must not see.
    """

    changed = Signal()
    """A check or a deviation was saved."""
    status = Signal(str)
    start_wanted = Signal()
    """Both persons agree, the gate is passed, and the nurse starts."""
    blind_changed = Signal(bool)
    """The second person enters, or has finished: everything else that shows a figure goes away meanwhile."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.step: FirstCheck | SecondCheck | ChecksCompared | None = None
        self.refresh()

    @property
    def is_blind(self) -> bool:
        """Whether the second person is entering."""
        return isinstance(self.step, SecondCheck)

    @property
    def log(self) -> Infusion | None:
        """The log with which the infusion would start; None until two persons agree and the gate is passed."""
        return self.step.log() if isinstance(self.step, ChecksCompared) else None

    def first(self) -> DoseCheck:
        """The first person's check as it is being entered or stands; an empty one while the second person enters."""
        if isinstance(self.step, FirstCheck):
            return self.step.record
        return self.step.check if isinstance(self.step, ChecksCompared) else DoseCheck()

    def refresh(self) -> None:
        """Read what stands and this person's draft, and show the step that is next; nothing typed is thrown away."""
        step = self.step
        if isinstance(step, FirstCheck) and step.is_next:
            step.leave()
            step.refresh_gate()
        elif isinstance(step, ChecksCompared) and step.found == self._agreement():
            step.refresh_gate()
        elif not self.is_blind:
            self._go_on()

    def leave(self) -> None:
        """Write the draft. Raises StudyError when that fails."""
        if isinstance(self.step, FirstCheck):
            self.step.leave()

    def _agreement(self) -> Agreement:
        checks = of_type(self.study.records(self.subject), DoseCheck, self.visit)
        return agreement(checks, self.study.protocol.dose.tolerance_pct)

    def _go_on(self) -> None:
        found = self._agreement()
        if found.first is None or self._is_begun():
            self._first()
        elif found.second is None:
            self._second()
        else:
            self._compare(found)

    def _is_begun(self) -> bool:
        """Whether this person has begun a first check and not signed it."""
        draft = self.study.draft(next_check(self.study, self.subject, self.visit))
        return draft is not None and isinstance(draft.record, DoseCheck) and draft.record.checker is Checker.FIRST

    def _first(self, resolution: str = "") -> None:
        step = FirstCheck(self.study, self.subject, self.visit, resolution)
        step.signed.connect(self._saved)
        step.changed.connect(self.changed)
        step.status.connect(self.status)
        self._show(step)

    def _second(self, resolution: str = "") -> None:
        first = self._agreement().first
        step = SecondCheck(self.study, self.subject, self.visit, first.by.user if first is not None else "", resolution)
        step.signed.connect(self._saved)
        step.again.connect(self._first)
        self._show(step)

    def _compare(self, found: Agreement) -> None:
        step = ChecksCompared(self.study, self.subject, self.visit, found)
        step.changed.connect(self.changed)
        step.start_wanted.connect(self.start_wanted)
        step.first_again.connect(self._first)
        step.second_again.connect(self._second)
        self._show(step)

    def _saved(self) -> None:
        self._go_on()
        self.changed.emit()

    def _show(self, step: FirstCheck | SecondCheck | ChecksCompared) -> None:
        was_blind, old = self.is_blind, self.step
        had_keyboard = old is not None and old.isAncestorOf(self.window().focusWidget() or self)
        self.step = step
        self._column.addWidget(step)
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self.setFocusProxy(step)
        if had_keyboard and step.focusProxy() is not None:  # where a button starts, nobody's Enter may press it
            step.setFocus()
        if was_blind is not self.is_blind:
            self.blind_changed.emit(self.is_blind)
