"""One participant at a glance: visits, course, doses, the forms of a visit, and what needs doing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, State, of_type
from ucmsc_desktop.domain.course import Course, course, treatment_end_day
from ucmsc_desktop.domain.deviations import Deviation, deviations_of
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.needs import Need, doable, form_title, needs, page_of
from ucmsc_desktop.domain.needs_safety import safety_needs
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.summary import Progress, Summary, VisitView, summary
from ucmsc_desktop.domain.trajectory import is_complete, not_given, segments
from ucmsc_desktop.domain.trajectory_words import doses_given, doses_words
from ucmsc_desktop.forms.ui_overview import Ui_Overview
from ucmsc_desktop.pages.deviations import deviations_words
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.pages.visit_choices import LOOKS, usual_visit
from ucmsc_desktop.pages.visit_mark import VisitMark
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Chip
from ucmsc_desktop.widgets.dose_pips import Pip
from ucmsc_desktop.widgets.link_row import LinkRow
from ucmsc_desktop.widgets.visit_strip import VisitMark as Mark


class OverviewPage(QWidget):
    """Answers whether all is well; each line leads to the form where it is mended."""

    open_form = Signal(str, str)
    section_wanted = Signal(str)
    changed = Signal()

    def __init__(self, study: Study, subject: str) -> None:
        """Read the participant and show the visit that is under way."""
        super().__init__()
        self.study = study
        self.subject = subject
        self.ui = Ui_Overview()
        self.ui.setupUi(self)
        for part in (self.ui.needs, self.ui.needs_area.viewport()):
            part.setAutoFillBackground(False)
        self.ui.needs_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark = VisitMark(self.ui, study, subject)
        self._mark.saved.connect(self._saved)
        self.ui.strip.chosen.connect(self.show_visit)
        self.ui.chart_button.clicked.connect(lambda: self.section_wanted.emit("charts"))
        self.ui.safety_button.clicked.connect(lambda: self.section_wanted.emit("safety"))
        self.visit = ""
        self.refresh()

    def refresh(self) -> None:
        """Read the participant again."""
        self._records = self.study.records(self.subject)
        today = self.study.clock().date()
        self.seen: Summary = summary(self.study.protocol, self.subject, self._records, today)
        self.visit = self.visit or usual_visit(self.seen, self.study)
        self._show_course()
        self._show_doses()
        self._show_needs()
        self._show_deviations()
        self.show_visit(self.visit)

    def _saved(self) -> None:
        self.refresh()
        self.changed.emit()

    # Visits

    def show_visit(self, visit: str) -> None:
        """Show one visit: its day and window, and its forms."""
        self.visit = visit
        self.ui.strip.show_visits([_mark(view) for view in self.seen.visits], visit)
        view = self.seen.of(visit)
        if view is None:
            return
        # The words of a missed visit begin with its progress.
        progress = "" if view.progress is Progress.MISSED else _(view.progress.label)
        words = " · ".join(part for part in (progress, view.words()) if part)
        self.ui.visit_title.setText(_(view.visit.label))
        self.ui.visit_words.setText(words)
        self._show_forms(view)
        self._mark.show_visit(view)

    def _show_forms(self, view: VisitView) -> None:
        grid = self.ui.forms_grid
        clear(grid)
        drafts = (draft.key for draft in self.study.drafts())
        drafted = {key.form for key in drafts if (key.subject, key.visit) == (self.subject, view.visit.key)}
        for row, form in enumerate(view.visit.forms):
            kept = [kept for kept in view.records if kept.key.form == form]
            chip = Chip(self.ui.forms)  # without a parent it would flash up as a window
            state = State.DRAFT if form in drafted else _state(form, kept)
            chip.show_state(state, _state_words(form, kept, state))
            button = QPushButton(_("Open"))
            button.setProperty("kind", "quiet")
            button.setAccessibleName(_("Open {form}").format(form=form_title(form)))
            page = page_of(form)
            button.clicked.connect(lambda _checked=False, page=page: self.open_form.emit(view.visit.key, page))
            for column, widget in enumerate((QLabel(form_title(form)), chip, button)):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(1, 1)

    # Course, doses, needs

    def _show_course(self) -> None:
        key = blinding.closed_by(self.study, self.subject)
        reason = blinding.sentence(self.study, key) if key is not None else ""
        seen = course(self.study.protocol, self.subject, self._records)
        ways = segments(self.study.protocol, seen)
        self.ui.thumbnail.show_course(seen, treatment_end_day(self.study.protocol), reason, ways)
        self.ui.chart_button.setEnabled(key is None)

    def _show_doses(self) -> None:
        planned = len(self.study.protocol.infusion_visits)
        seen = course(self.study.protocol, self.subject, self._records)
        given = doses_given(seen)
        self.ui.doses.setText(_("{given} of {planned}").format(given=given, planned=planned))
        self.ui.pips.show_doses(given, _planned_doses(self.study.protocol, seen))
        self.ui.doses_words.setText(doses_words(self.study.protocol, seen))

    def _parted(self) -> list[Need]:
        """Infusions whose log names another volume than the accountability log."""
        logs = [kept for kept in of_type(self._records, Infusion) if kept.record.bag]
        if not logs:
            return []
        from ucmsc_desktop.store.bedside import parted  # late, for start-up: without bags nobody needs it

        found = [(kept, parted(self.study, kept)) for kept in logs]
        return [Need(words, kept.key.visit, Infusion.form, pressing=True) for kept, words in found if words]

    def _show_needs(self) -> None:
        rows = self.ui.needs_list
        clear(rows, keep=1)
        drafts = [draft.key for draft in self.study.drafts() if draft.key.subject == self.subject]
        protocol, now = self.study.protocol, self.study.clock()
        everything = [*needs(protocol, self.seen, drafts), *safety_needs(protocol, self.seen, now)]
        everything += self._parted()
        everything.sort(key=lambda need: not need.pressing)
        found = doable(everything, self.study.account.roles)
        for number, need in enumerate(found):
            row = LinkRow(need.sentence, "warn" if need.pressing else "info")
            row.clicked.connect(lambda _checked=False, need=need: self._go(need.visit, need.form))
            rows.insertWidget(number, row)
        if not found:
            rows.insertWidget(0, QLabel(_("Nothing is open for you.") if everything else _("Nothing is open.")))

    def _show_deviations(self) -> None:
        clear(self.ui.deviations_box)
        number = len(deviations_of(self._records))
        row = LinkRow(deviations_words(number), "warn" if number else "plain")
        row.clicked.connect(lambda _checked=False: self.open_form.emit(self.visit, Deviation.form))
        self.ui.deviations_box.addWidget(row)

    def _go(self, visit: str, form: str) -> None:
        if form:
            self.open_form.emit(visit, form)
        else:
            self.show_visit(visit)


def _planned_doses(protocol: Protocol, shown: Course) -> list[tuple[str, Pip]]:
    """What became of each planned infusion, in the order of the plan."""
    found = {missed.visit: Pip.MISSED for missed in not_given(protocol, shown)}
    for dose in shown.doses:
        if dose.cells is None:
            found[dose.visit] = Pip.UNKNOWN
        elif not dose.cells:
            found[dose.visit] = Pip.MISSED
        else:
            found[dose.visit] = Pip.WHOLE if is_complete(protocol, dose) else Pip.PART
    return [(_(visit.label), found.get(visit.key, Pip.AHEAD)) for visit in protocol.infusion_visits]


def _mark(view: VisitView) -> Mark:
    icon, status = LOOKS[view.progress]
    state = _(view.progress.label)
    if view.on is not None:
        window = text.date_text(view.on)
        late = view.timing(view.on)
        if view.progress is Progress.DONE and view.window is not None and view.window.days_outside(view.on):
            state = late
    elif view.window is not None and view.progress is not Progress.MISSED:
        tolerance = view.visit.late_days
        window = _("{day} ±{n} d").format(day=text.date_text(view.window.planned), n=tolerance)
    else:
        window = ""
    return Mark(view.visit.key, _(view.visit.label), status, state, window, icon)  # type: ignore[arg-type]


def _state(form: str, kept: list[Kept[Record]]) -> State | None:
    if not kept:
        return None
    return State.SIGNED if form != VitalSigns.form and all(k.state is State.SIGNED for k in kept) else State.SAVED


def _state_words(form: str, kept: list[Kept[Record]], state: State | None) -> str:
    if state is None:
        return _("not filled in")
    if form == VitalSigns.form and state is not State.DRAFT:
        return text.ngettext("{n} set", "{n} sets", len(kept)).format(n=len(kept))
    return _(state.label)
