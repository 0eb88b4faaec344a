"""Which visit and which form a person most likely wants, and how visits and forms look in the tabs."""

from datetime import date

from ucmsc_desktop.domain.casebook import State, state_of
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.needs import form_title, page_of
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.schedule import Timing
from ucmsc_desktop.domain.summary import Progress, Summary, VisitView
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.visit_tabs import Choice

LOOKS = {
    Progress.PLANNED: ("calendar", "plain"),
    Progress.DUE: ("calendar-clock", "info"),
    Progress.OVERDUE: ("triangle-alert", "warn"),
    Progress.STARTED: ("circle-dot", "info"),
    Progress.DONE: ("circle-check", "ok"),
    Progress.MISSED: ("calendar-x", "warn"),
}
"""Icon and status of a visit's progress; the word always stands beside them."""


def usual_visit(seen: Summary, study: Study, been: str = "") -> str:
    """The visit this person was just on, else one that is due or the overdue one nearest, else the first open one."""
    if seen.of(been) is not None:
        return been
    today = study.clock().date()
    due = [view for view in seen.visits if _is_due(view, study, today)]
    overdue = [view for view in reversed(seen.visits) if view.progress is Progress.OVERDUE]
    unfinished = [view for view in seen.visits if view.progress is not Progress.MISSED and _open_form(view, study)]
    last = [seen.last] if seen.last is not None else []
    return next((view.visit.key for view in (*due, *overdue, *unfinished, *last, *seen.visits)), "")


def _is_due(view: VisitView, study: Study, today: date) -> bool:
    """A visit that is begun counts while its window is open and there is something in it for this person."""
    if view.progress not in (Progress.STARTED, Progress.DONE):
        return view.progress is Progress.DUE
    in_window = view.window is not None and view.window.timing(today) is Timing.IN_WINDOW
    return in_window and bool(_open_form(view, study))


def forms_of(view: VisitView) -> list[str]:
    """The forms of a visit that have a page of their own, in the protocol's order."""
    return list(dict.fromkeys(page_of(form) for form in view.visit.forms))


def tabs_of(view: VisitView, study: Study) -> list[str]:
    """The forms of a visit, and behind them what may be assessed beside its PASI."""
    forms = forms_of(view)
    return [*forms, *study.protocol.assessment.optional_forms] if PasiAssessment.form in forms else forms


def usual_form(view: VisitView, study: Study) -> str:
    """The first form of a visit that this person may fill in and that is not signed, else its first form."""
    return _open_form(view, study) or next(iter(forms_of(view)), "")


def _open_form(view: VisitView, study: Study) -> str:
    signed = {kept.key.form for kept in view.records if kept.state is State.SIGNED}
    return next((form for form in forms_of(view) if form not in signed and study.may_write(form)), "")


def visit_choices(seen: Summary) -> list[Choice]:
    """All visits for the chooser; what follows the tab is shown in the menu only."""
    found = []
    for view in seen.visits:
        icon, status = LOOKS[view.progress]
        words = _("{visit}\t{state}").format(visit=_(view.visit.label), state=_(view.progress.label))
        found.append(Choice(view.visit.key, words, icon, status))
    return found


def form_choices(view: VisitView, study: Study, subject: str) -> list[Choice]:
    """The forms of a visit with a tick when they are saved, and a pencil while a draft waits."""
    keys = (draft.key for draft in study.drafts())
    drafts = {page_of(key.form) for key in keys if (key.subject, key.visit) == (subject, view.visit.key)}
    return [Choice(form, form_title(form), *_form_look(view, form, form in drafts)) for form in tabs_of(view, study)]


def _form_look(view: VisitView, form: str, drafted: bool) -> tuple[str, str]:  # noqa: FBT001 - one caller
    kept = [kept for kept in view.records if kept.key.form == form]
    state = state_of(kept, int(drafted))
    if state is State.DRAFT:
        return "pencil", "info"
    if state is None:
        return "clipboard-list", "plain"
    if form == VitalSigns.form:
        return "circle-check", "ok"
    return ("badge-check", "ok") if state is State.SIGNED else ("circle-check", "ok")
