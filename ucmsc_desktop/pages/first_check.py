"""The first person's check: patient by two identifiers, weight, bag, and the dose with its working."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.dose_working import LABEL, computed, log_of, working
from ucmsc_desktop.domain.gate import left_out
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.product import Bag, ReadBy
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_bedside_before import Ui_BedsideBefore
from ucmsc_desktop.pages.check_entry import CheckEntry, headline, next_check, practice_hint
from ucmsc_desktop.pages.deviation_dialog import deviated
from ucmsc_desktop.store.bedside_gate import bag_read, gate_of
from ucmsc_desktop.store.errors import RecordRefused, StudyError, WrongPassword
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _

ORDER = (
    "subject_read",
    "birth_read",
    "weight_kg",
    "weighed_at",
    "unit_read",
    "lot_read",
    "unit_again",
    "lot_again",
    "label_counts",
    "cells_million",
    "bag_volume_ml",
    "viability_pct",
    "rate_ml_h",
    "line",
    "line_filter",
)
GATE_MS = 10_000
"""How often the gate is read again while nobody types: a thawed bag grows older."""
TWICE = ("unit_again", "lot_again")


class FirstCheck(QWidget):
    """Enters, computes and signs the first check; what is typed is kept as this person's draft."""

    signed = Signal()
    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str, resolution: str = "") -> None:
        """Take the place, and how an earlier difference was resolved when that is why it is entered again."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.key = next_check(study, subject, visit)
        self.bag: Kept[Bag] | None = None
        self._is_kept = True
        self.ui = Ui_BedsideBefore()
        self.ui.setupUi(self)
        for room in (self.ui.entry, self.ui.gate_list):
            room.setAutoFillBackground(False)  # a scroll area fills its widget with the colour of the window
        self.entry = CheckEntry(self, study, subject, self.ui.secret)
        self.entry.go_on_in(ORDER)
        self.record = self._begun(resolution)
        headline(self.ui.dose_words)
        self._connect()
        self.entry.binder.show(self.record)
        self._take_bag()

    def _begun(self, resolution: str) -> DoseCheck:
        draft = self.study.draft(self.key)
        rate = self.study.protocol.infusion.rate_ml_per_hour
        record = DoseCheck(checker=Checker.FIRST, rate_ml_h=rate if rate > 0 else None)
        if draft is not None and isinstance(draft.record, DoseCheck):
            record = draft.record
            self.entry.bag.read_by = record.read_by if record.read_by is ReadBy.SCANNED else None
        if rate > 0:  # the protocol's, also when it was amended since the draft
            record = msgspec.structs.replace(record, rate_ml_h=rate)
        return msgspec.structs.replace(record, resolution=resolution) if resolution else record

    def _connect(self) -> None:
        ui = self.ui
        ui.sign_button.set_words(_("Sign the first check"), _("then the second person checks"), "signature", "primary")
        ui.sign_button.setEnabled(self.study.may_write(DoseCheck.form))
        if not self.study.may_write(DoseCheck.form):
            self.entry.binder.set_read_only(True)
        ui.hint.setText(practice_hint(self.study))
        ui.hint.setVisible(self.study.practice)
        ui.sign_button.clicked.connect(self.sign)
        ui.secret.returnPressed.connect(self.sign)
        ui.deviation_button.clicked.connect(self.deviate)
        self.entry.edited.connect(lambda _name: self._edit())
        self.entry.bag.taken.connect(self._take_bag)
        for name in self.entry.binder.widgets:
            getattr(ui, name).left.connect(self._keep)
        for name in TWICE:
            getattr(ui, name).left.connect(self._show)
        self._gate = QTimer(self, interval=GATE_MS)
        self._gate.timeout.connect(self._look_again)
        self._gate.start()

    @property
    def is_next(self) -> bool:
        """Whether no check was saved since this one was begun."""
        return self.key == next_check(self.study, self.subject, self.visit)

    # What is entered

    def _edit(self) -> None:
        self._is_kept = False
        weighed_at = self.record.weighed_at
        self.record = computed(self.entry.binder.read(self.record), self.study.protocol.dose)
        self._show()
        if self.record.weighed_at != weighed_at:
            self.refresh_gate()

    def _take_bag(self) -> None:
        """Take what the label says from the record of the bag, once it is known by its number."""
        record = msgspec.structs.replace(self.record, read_by=self.entry.bag.read_by)
        before, self.bag = self.bag, bag_read(self.study, record)
        if self.bag is not None or before is not None:
            bag = self.bag.record if self.bag is not None else Bag()  # nothing of another bag may stay
            record = msgspec.structs.replace(record, **{name: getattr(bag, source) for name, source in LABEL.items()})
            self.entry.binder.show(record, LABEL)
        self.record = computed(record, self.study.protocol.dose)
        self._show()
        self.refresh_gate()

    def _keep(self) -> None:
        if self._is_kept or not self.study.may_write(DoseCheck.form):
            return
        try:
            at = self.study.keep_draft(self.key, self.record)
        except StudyError as error:
            self.ui.problem.set_status("error", str(error))
            return
        self._is_kept = True
        self.status.emit(_("Draft saved {time}").format(time=text.time_text(at)))
        self.refresh_gate()

    def leave(self) -> None:
        """Write the draft. Raises StudyError when that fails."""
        if not self._is_kept and self.study.may_write(DoseCheck.form):
            self.study.keep_draft(self.key, self.record)
            self._is_kept = True

    def sign(self) -> None:
        """Sign and save the check; a refusal is a sentence in place, and what was typed stays."""
        self.entry.binder.settle()
        record = self.record
        faults = [*self.entry.faults(record), *self.entry.bag.faults(self.ui.unit_again, self.ui.lot_again)]
        faults += [Problem(name, sentence) for name, sentence in self.entry.binder.bad.items()]
        open_fields = [
            field for field in items.blanks(record) if field.name not in ("checked_at", *self.entry.binder.bad)
        ]
        faults += [Problem(field.name, _("{label} is blank.").format(label=field.label)) for field in open_fields]
        if faults:
            self._refuse(faults)
            return
        whole = msgspec.structs.replace(
            record, checked_at=self.study.clock(), read_by=self.entry.bag.read_by or ReadBy.TYPED_TWICE
        )
        try:
            self.study.save(self.key, whole, sign=Signing(Meaning.AUTHOR, self.ui.secret.text()))
        except RecordRefused as error:
            self._refuse(error.problems)
        except WrongPassword:
            self._refuse_secret(
                _("This is not your PIN or password. Nothing was signed, and what you entered is kept.")
            )
        except StudyError as error:
            self._refuse_secret(str(error))
        else:
            self._is_kept = True
            self.signed.emit()

    def _refuse_secret(self, sentence: str) -> None:
        self.ui.problem.set_status("error", sentence)
        self.ui.secret.selectAll()
        self.ui.secret.setFocus()

    def _refuse(self, faults: list[Problem]) -> None:
        self.entry.show(faults)
        self.ui.problem.set_status("error", faults[0].sentence)
        self.entry.focus(faults[0].field)

    def deviate(self) -> None:
        """Ask an investigator to sign a deviation from everything that is against going on."""
        self._keep()
        lines = gate_of(self.study, self.subject, self.visit, self.record)
        if deviated(self.study, self.key, left_out(lines, self.record.unit_read or ""), self):
            self.changed.emit()
            self.refresh_gate()

    # What is shown

    def _show(self) -> None:
        ui, dose, record = self.ui, self.study.protocol.dose, self.record
        log = log_of(record, dose, self.study.clock().date())
        ui.dose_words.setText(words.million_cells(log.dose_cells) if log.dose_cells is not None else _("Weight needed"))
        ui.volume_words.setText(words.volume(log))
        ui.working_words.setText("\n".join(working(record, dose)))
        self.entry.show(self.entry.faults(record))
        ui.problem.set_status("plain", "")
        known = self.bag is not None
        ui.bag_words.setText(_label_words(self.bag.record) if self.bag is not None else "")
        ui.bag_words.setVisible(known)
        is_typed = record.unit_read is not None and self.entry.bag.read_by is not ReadBy.SCANNED
        self._hide(LABEL, hidden=known or record.unit_read is None)
        self._hide(TWICE, hidden=not is_typed)

    def _hide(self, names: Iterable[str], *, hidden: bool) -> None:
        for name in names:
            getattr(self.ui, name).setVisible(not hidden)
            label = self.findChild(QLabel, f"{name}_label")
            if isinstance(label, QLabel):
                label.setVisible(not hidden)

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh_gate()

    def refresh_gate(self) -> None:
        """Show the gate as it is now, for the weight and the bag that stand here."""
        lines = gate_of(self.study, self.subject, self.visit, self.record)
        self.ui.gate_list.show_lines(lines)
        self.ui.deviation_button.setVisible(any(line.can_be_opened for line in lines))


def _label_words(bag: Bag) -> str:
    fields = items.fields(Bag)
    said = [items.show(fields[name], getattr(bag, name)) for name in LABEL.values() if getattr(bag, name) is not None]
    expires = (
        _("expires {moment}").format(moment=items.show(fields["expires_at"], bag.expires_at)) if bag.expires_at else ""
    )
    parts = [bag.product or "", *said, expires, _("from the accountability log")]
    return _(" · ").join(part for part in parts if part)
