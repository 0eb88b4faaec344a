"""One participant's trajectory: the chart, and beside it the primary visit, the doses and every visit in figures."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTableWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, Stamp, State
from ucmsc_desktop.domain.course import Course, Missed, course
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Role, writing_role
from ucmsc_desktop.domain.trajectory import Stop, stops
from ucmsc_desktop.domain.trajectory_words import (
    doses_given,
    doses_words,
    point_change,
    primary,
    state_words,
    visit_name,
)
from ucmsc_desktop.forms.ui_trajectory import Ui_Trajectory
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Chip

ROW = 32
SIDE = 364
STOP = Qt.ItemDataRole.UserRole


class TrajectoryPage(QWidget):
    """The trajectory of a participant. `open_form` asks for the form behind a point; `status` tells what was done."""

    open_form = Signal(str, str)
    status = Signal(str)

    def __init__(self, study: Study, subject: str) -> None:
        """Show the participant's course as it stands now."""
        super().__init__()
        self.ui = Ui_Trajectory()
        self.ui.setupUi(self)
        self._study = study
        self._subject = subject
        self.ui.problem.hide()
        self.ui.side.setFixedWidth(theme.scaled(SIDE))
        header = self.ui.visits.horizontalHeader()
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.ui.visits.verticalHeader().setDefaultSectionSize(theme.scaled(ROW))
        self.ui.visits.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ui.save_button.clicked.connect(self._ask_for_file)
        self.ui.chart.chosen.connect(self._mark_row)
        self.ui.visits.currentCellChanged.connect(self._row_chosen)
        self.ui.visits.itemActivated.connect(self._row_activated)
        self.refresh()

    def refresh(self) -> None:
        """Read the records again and show them. Whether a person may see them is decided before the page is built."""
        shown = course_with_drafts(
            self._study.protocol, self._subject, self._study.records(self._subject), self._study.drafts()
        )
        self.ui.chart.show_course(shown, self._study.protocol)
        self._show_primary(shown)
        self._show_doses(shown)
        self._show_visits(shown)

    def save_png(self, path: Path) -> None:
        """Save the chart as a picture and note it in the trail. Raises OSError when it cannot be written."""
        self.ui.chart.save_png(path)
        self._study.log("export", subject=self._subject, body={"what": "trajectory", "file": path.name})

    def _ask_for_file(self) -> None:
        suggested = _("{subject} trajectory.png").format(subject=self._subject)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save picture"), suggested, _("Pictures (*.png)"))
        if not chosen:
            return
        path = Path(chosen).with_suffix(".png")
        try:
            self.save_png(path)
        except OSError as error:
            self._say(_("The picture was not saved. {reason}").format(reason=error))
        else:
            self._say("")
            self.status.emit(_("Picture saved as {path}.").format(path=path))

    def _say(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # --- Cards ---

    def _show_primary(self, shown: Course) -> None:
        found = primary(self._study.protocol, shown)
        self.ui.primary_title.setText(found.title)
        self.ui.primary_change.setText(found.change)
        self.ui.primary_words.setText(found.words)
        colour = theme.current().ok if found.responds else theme.current().text
        self.ui.primary_change.setStyleSheet(f"color: {colour};")

    def _show_doses(self, shown: Course) -> None:
        planned = len(self._study.protocol.infusion_visits)
        given = _("{given} of {planned}").format(given=doses_given(shown), planned=planned)
        self.ui.doses_given.setText(given)
        self.ui.doses_words.setText(doses_words(self._study.protocol, shown))

    # --- The table ---

    def _show_visits(self, shown: Course) -> None:
        table = self.ui.visits
        table.blockSignals(True)
        table.setRowCount(0)
        for row, stop in enumerate(stops(shown)):
            table.insertRow(row)
            for column, words in enumerate(row_words(self._study.protocol, shown, stop)):
                item = QTableWidgetItem(words)
                item.setData(STOP, stop.visit)
                item.setFont(theme.bold() if column == 0 else theme.font())
                table.setItem(row, column, item)
            table.setItem(row, 3, _silent(chip_words(stop)))
            table.setCellWidget(row, 3, _chip(stop))
        table.resizeColumnsToContents()
        table.blockSignals(False)

    def _row_chosen(self, row: int) -> None:
        if row >= 0:
            self.ui.chart.choose(self._visit(row))

    def _visit(self, row: int) -> str:
        item = self.ui.visits.item(row, 0)
        return str(item.data(STOP)) if item is not None else ""

    def _mark_row(self, visit: str) -> None:
        table = self.ui.visits
        table.blockSignals(True)
        for row in range(table.rowCount()):
            if self._visit(row) == visit:
                table.selectRow(row)
        table.blockSignals(False)

    def _row_activated(self, item: QTableWidgetItem) -> None:
        visit = self._visit(item.row())
        if any(planned.key == visit for planned in self._study.protocol.visits):
            self.open_form.emit(visit, PasiAssessment.form)


def course_with_drafts(protocol: Protocol, subject: str, records: list[Kept[Record]], drafts: list[Draft]) -> Course:
    """The course from what stands, and from complete PASI drafts of visits at which nothing stands yet."""
    standing = {kept.key for kept in records}
    begun = [
        draft
        for draft in drafts
        if draft.key.subject == subject and isinstance(draft.record, PasiAssessment) and draft.key not in standing
    ]
    complete = [
        draft for draft in begun if isinstance(draft.record, PasiAssessment) and draft.record.tenths() is not None
    ]
    found = course(protocol, subject, [*records, *map(_as_kept, complete)])
    open_visits = {draft.key.visit for draft in complete}
    points = tuple(
        msgspec.structs.replace(point, state=State.DRAFT)
        if point.visit in open_visits and not point.imported
        else point
        for point in found.points
    )
    baseline = next((new for old, new in zip(found.points, points, strict=True) if old is found.baseline), None)
    return msgspec.structs.replace(found, points=points, baseline=baseline)


def _as_kept(draft: Draft) -> Kept[Record]:
    role = writing_role(draft.key.form, tuple(Role)) or Role.ASSESSOR
    return Kept(draft.key, draft.record, Stamp(draft.user, role, draft.at), hash="")


def row_words(protocol: Protocol, shown: Course, stop: Stop) -> tuple[str, str, str]:
    """Visit, PASI and change of a row of the table."""
    name = visit_name(protocol, stop.visit, stop.day)
    if isinstance(stop, Missed):
        return name, _("missed"), ""
    if stop.tenths is None:
        return name, _("none"), ""
    if stop is shown.baseline:
        return name, text.tenths_text(stop.tenths), _("baseline")
    return name, text.tenths_text(stop.tenths), point_change(shown, stop)


def chip_words(stop: Stop) -> str:
    """How final a row is, or why it has no PASI."""
    if isinstance(stop, Missed):
        return stop.reason or _("no reason")
    if stop.tenths is None:
        return _(stop.missing.label) if stop.missing else _("incomplete")
    return state_words(stop)


def _chip(stop: Stop) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(2, 0, 6, 0)
    chip = Chip(holder)
    if isinstance(stop, Missed) or stop.tenths is None:
        chip.set_status("warn", chip_words(stop), "calendar-x")
    elif stop.imported and stop.state is not State.SIGNED:
        chip.set_status("plain", chip_words(stop), "download")
    else:
        chip.show_state(stop.state, chip_words(stop))
    layout.addWidget(chip)
    layout.addStretch()
    return holder


def _silent(words: str) -> QTableWidgetItem:
    """An item that is heard and not seen: the chip over it shows the words."""
    item = QTableWidgetItem()
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
    return item
