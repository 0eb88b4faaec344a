"""The screening list: every candidate with the verdict, looked through by criterion, verdict and decision."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop.domain.candidates import Group, Wanted, candidate, is_candidate
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.forms.ui_candidates import Ui_Candidates
from ucmsc_desktop.pages.candidates_model import CODE, CandidatesModel, Row
from ucmsc_desktop.pages.criterion_keys import CriterionKeys
from ucmsc_desktop.pages.list_model import show_list
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme

AT_ONCE = 8
LOG_NAME = "screening-log.pdf"
FILTER = 280
WIDTHS = (80, 72, 76, 106, 180, 100, 140, 106, 150, 110)
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
FINDINGS = (Finding.NOT_MET, Finding.UNKNOWN, Finding.JUDGEMENT)


class CandidatesPage(QWidget):
    """Lists all candidates. Emits subject and key of the verdict to open."""

    record_wanted = Signal(str, object)
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """Read the study once and judge the candidates, a few at a time."""
        super().__init__()
        self.study = study
        self.model = CandidatesModel()
        self.ui = Ui_Candidates()
        self.ui.setupUi(self)
        self._set_up_table()
        self.keys = CriterionKeys(self.ui.keys, self.ui.keys_row, study.protocol)
        self._offer()
        ui = self.ui
        ui.filter.textChanged.connect(lambda _typed: self._look())
        ui.filter.returnPressed.connect(self.open_current)
        ui.print_button.clicked.connect(self._choose_file)
        ui.table.activated.connect(self._open)
        ui.table.clicked.connect(lambda _index: self._show_reason())
        ui.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_reason())
        for watched in (ui.filter, ui.table):
            watched.installEventFilter(self)
        self.setFocusProxy(ui.filter)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._judge_some)
        self.refresh()

    def _set_up_table(self) -> None:
        show_list(self.ui.table, self.model, WIDTHS, _("Candidates"))
        self.ui.filter.setMaximumWidth(theme.scaled(FILTER))
        self.ui.filter.setAccessibleName(_("Find a candidate"))

    def _offer(self) -> None:
        ui = self.ui
        ui.finding.addItem(_("not met or open"), None)
        for finding in FINDINGS:
            ui.finding.addItem(_(finding.label), finding)
        ui.finding.setAccessibleName(_("Finding"))
        ui.group.addItem(_("All candidates"), None)
        for group in Group:
            ui.group.addItem(_(group.label), group)
        ui.group.setAccessibleName(_("Verdict or decision"))
        self.keys.changed.connect(self._look)
        ui.finding.activated.connect(lambda _index: self._look())
        ui.group.activated.connect(lambda _index: self._look())
        ui.all_button.clicked.connect(self.show_all)

    # Reading and judging

    def refresh(self) -> None:
        """Read all candidates again; the one that was marked stays marked."""
        current, protocol = self.current(), self.study.protocol
        closed = blinding.closed_verdicts(self.study)
        rows = [
            Row(subject, partial(candidate, protocol, subject, records, closed=subject in closed))
            for subject, records in self.study.everything().items()
            if is_candidate(records)
        ]
        self.model.set_rows(rows)
        self._idle.start()
        self._after(current)

    def _judge_some(self) -> None:
        current = self.current()
        if not self.model.judge_some(AT_ONCE):
            self._idle.stop()
            self._after(current)
        else:
            self._count()

    # Looking for some

    @property
    def wanted(self) -> Wanted:
        """What the person looks for."""
        finding = self.ui.finding.currentData()
        findings = frozenset({Finding(finding)} if finding else ())
        group = self.ui.group.currentData()
        return Wanted(self.keys.chosen(), findings, Group(group) if group else None)

    def _look(self) -> None:
        current = self.current()
        self.model.look_for(self.wanted, self.ui.filter.text())
        self._after(current)

    def show_all(self) -> None:
        """Look for nobody in particular again."""
        self.keys.clear()
        self.ui.finding.setCurrentIndex(0)
        self.ui.group.setCurrentIndex(0)
        self.ui.filter.clear()
        self._look()
        self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after(self, current: str) -> None:
        ui, model = self.ui, self.model
        if model.rowCount():
            ui.table.setCurrentIndex(model.index(max(0, model.place_of(current)), CODE))
        listed = ui.listing if model.rowCount() or not model.is_judged else ui.nobody
        ui.views.setCurrentWidget(listed if model.total else ui.empty)
        for part in (ui.choices, ui.print_button, ui.filter):
            part.setVisible(bool(model.total))
        ui.all_button.setVisible(self.wanted != Wanted() or bool(ui.filter.text()))
        self._count()
        self._show_reason()

    def _count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        if not self.model.is_judged:
            words = _("Judging: {n} of {total}").format(n=self.model.made, total=total)
        elif shown == total:
            words = ngettext("{n} candidate", "{n} candidates", total).format(n=total)
        else:
            words = _("{shown} of {total}").format(shown=shown, total=total)
        self.ui.count.setText(words)

    def _show_reason(self) -> None:
        index = self.ui.table.currentIndex()
        found = self.model.row(index.row()).candidate if index.isValid() else None
        words = _("{code}: {reason}").format(code=found.subject, reason=found.reason) if found is not None else ""
        if found is not None and found.deviation:
            words = _("{words} Protocol deviation: {rules}.").format(words=words, rules=found.deviation.rstrip("."))
        self.ui.reason.set_status("plain", words, "eye-off" if found is not None and found.closed else "info")

    # Opening and printing

    def current(self) -> str:
        """The code of the marked candidate, empty for none."""
        index = self.ui.table.currentIndex()
        return self.model.row(index.row()).subject if index.isValid() else ""

    def open_current(self) -> None:
        """Open the verdict on the marked candidate."""
        self._open(self.ui.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            found = self.model.row(index.row()).candidate
            self.record_wanted.emit(found.subject, Key(found.subject, found.visit, Screening.form))

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), LOG_NAME, _("PDF (*.pdf)"))
        if chosen:
            self.save_log(Path(chosen).with_suffix(".pdf"))

    def save_log(self, path: Path) -> None:
        """Print the candidates that are shown into a file, and note it in the trail."""
        from ucmsc_desktop.reports.furnish import Printed
        from ucmsc_desktop.reports.screening_log import screening_log_pdf  # late, for start-up

        while self.model.judge_some(AT_ONCE):
            pass
        printed = Printed(self.study.account.full_name, self.study.clock())
        rows, total = [row.candidate for row in self.model.shown()], self.model.total
        made = screening_log_pdf(rows, self.study.protocol, printed, practice=self.study.practice, total=total)
        try:
            path.write_bytes(made.pdf)
        except OSError as error:
            reason = error.strerror or str(error)
            self.ui.problem.setText(_("The PDF was not saved in {path}: {reason}.").format(path=path, reason=reason))
            return
        self.ui.problem.setText(" ".join(missing.sentence() for missing in made.unprintable))
        self.study.log("print", body={"what": "screening-log", "to": path.name})
        self.status.emit(_("Saved as {path}").format(path=path))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let arrows in the filter move in the list, and letters in the list go to the filter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.ui.filter and event.key() in MOVES:
                self._move(MOVES[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape and self.ui.all_button.isVisible():
                self.show_all()
                return True
            if watched is self.ui.table and event.text().isprintable() and event.text().strip():
                self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ui.filter.insert(event.text())
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            place = self.ui.table.currentIndex().row() + step
            self.ui.table.setCurrentIndex(self.model.index(min(max(place, 0), last), CODE))
