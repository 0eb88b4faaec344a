"""Both persons' checks side by side, the gate once more, and the start; or what has to be resolved before it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.dose_check import Agreement
from ucmsc_desktop.domain.dose_working import log_of, working
from ucmsc_desktop.domain.gate import left_out
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.forms.ui_checks_compared import Ui_ChecksCompared
from ucmsc_desktop.pages.check_entry import headline
from ucmsc_desktop.pages.deviation_dialog import deviated
from ucmsc_desktop.store.bedside_gate import bag_read, gate_of
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

GATE_MS = 10_000
"""How often the gate is read again: a thawed bag grows older while people talk."""


class ChecksCompared(QWidget):
    """Shows what two persons entered. Where they differ, one of them says why and enters again."""

    changed = Signal()
    start_wanted = Signal()
    first_again = Signal(str)
    """The first person enters again, with how the difference was resolved; empty when everything begins anew."""
    second_again = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str, found: Agreement) -> None:
        """Take the two checks that stand."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.found = found
        self.ui = Ui_ChecksCompared()
        self.ui.setupUi(self)
        for room in (self.ui.table, self.ui.gate_list):
            room.setAutoFillBackground(False)  # a scroll area fills its widget with the colour of the window
        headline(self.ui.dose_words)
        self._connect()
        self._show_checks()
        self.refresh_gate()

    def _connect(self) -> None:
        ui = self.ui
        may_start = self.study.may_write(Infusion.form)
        why = "" if may_start else _("your role does not start infusions")
        ui.start_button.set_words(_("Start the infusion"), why, "syringe", "primary")
        ui.first_again_button.set_words(_("First enters again"))
        ui.second_again_button.set_words(_("Second enters again"))
        ui.start_button.clicked.connect(self._start)
        ui.deviation_button.clicked.connect(self.deviate)
        ui.first_again_button.clicked.connect(lambda: self.first_again.emit(self._why()))
        ui.second_again_button.clicked.connect(lambda: self.second_again.emit(self._why()))
        ui.again_button.clicked.connect(lambda: self.first_again.emit(""))
        ui.resolution.textChanged.connect(self._offer_again)
        self._gate = QTimer(self, interval=GATE_MS)
        self._gate.timeout.connect(self._look_again)
        self._gate.start()

    def _why(self) -> str:
        return self.ui.resolution.toPlainText().strip()

    def _offer_again(self) -> None:
        for button in (self.ui.first_again_button, self.ui.second_again_button):
            button.setEnabled(bool(self._why()))

    @property
    def check(self) -> DoseCheck:
        """The first person's check, by which the infusion is given."""
        return self.found.first.record if self.found.first is not None else DoseCheck()

    def log(self) -> Infusion | None:
        """The log with which the infusion starts now; None while two persons or the gate are against it."""
        lines = gate_of(self.study, self.subject, self.visit, self.check)
        if not self.found.agreed or not all(line.passes for line in lines):
            return None
        bag = bag_read(self.study, self.check)
        today = self.study.clock().date()
        return log_of(self.check, self.study.protocol.dose, today, bag.record if bag is not None else None)

    def _start(self) -> None:
        self.refresh_gate()
        if self.ui.start_button.isEnabled():
            self.start_wanted.emit()

    def deviate(self) -> None:
        """Ask an investigator to sign a deviation from everything that is against going on."""
        lines = gate_of(self.study, self.subject, self.visit, self.check)
        place = self.found.first
        unit = self.check.unit_read or ""
        if place is not None and deviated(self.study, place.key, left_out(lines, unit), self):
            self.changed.emit()
            self.refresh_gate()

    def _show_checks(self) -> None:
        ui, found = self.ui, self.found
        log = log_of(self.check, self.study.protocol.dose, self.study.clock().date())
        ui.dose_words.setText(words.million_cells(log.dose_cells) if log.dose_cells is not None else "")
        ui.volume_words.setText(words.volume(log))
        ui.working_words.setText("\n".join(working(self.check, self.study.protocol.dose)))
        ui.table.show_rows(self._who(found.first), self._who(found.second), found.differences)
        if found.agreed:
            said = _("Two people checked, at {time}; what they entered agrees.").format(time=self._time())
            if found.resolution:
                said = _("{sentence} An earlier difference: {resolution}").format(
                    sentence=said, resolution=found.resolution
                )
            ui.verdict.set_status("ok", said, "shield-check")
        else:
            ui.verdict.set_status("error", found.refusal)
        ui.resolve_card.setVisible(not found.agreed)
        ui.gate_card.setVisible(found.agreed)
        ui.start_button.setVisible(found.agreed)
        self._offer_again()

    def _who(self, kept: Kept[DoseCheck] | None) -> str:
        if kept is None:
            return ""
        name = self.study.people().get(kept.by.user, kept.by.user)
        return _("{name}, {time}").format(name=name, time=f"{kept.by.at:%H:%M}")

    def _time(self) -> str:
        return text.time_text(self.found.second.by.at) if self.found.second is not None else ""

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh_gate()

    def refresh_gate(self) -> None:
        """Show the gate as it is now; the start is open while nothing is against it."""
        lines = gate_of(self.study, self.subject, self.visit, self.check)
        self.ui.gate_list.show_lines(lines)
        self.ui.deviation_button.setVisible(any(line.can_be_opened for line in lines))
        is_open = self.found.agreed and all(line.passes for line in lines)
        self.ui.start_button.setEnabled(is_open and self.study.may_write(Infusion.form))
