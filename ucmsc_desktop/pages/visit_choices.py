"""Which visit and which form a person most likely wants, and how visits and forms look in the tabs."""

from ucmsc_desktop.domain.casebook import State, state_of
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.needs import form_title, page_of
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


def usual_visit(seen: Summary) -> str:
    """The visit that is under way or due, else the first one that is open, else the last one seen."""
    for wanted in ((Progress.STARTED, Progress.DUE), (Progress.OVERDUE,)):
        for view in seen.visits:
            if view.progress in wanted:
                return view.visit.key
    if seen.last is not None:
        return seen.last.visit.key
    return seen.visits[0].visit.key if seen.visits else ""


def forms_of(view: VisitView) -> list[str]:
    """The forms of a visit that have a page of their own, in the protocol's order."""
    return list(dict.fromkeys(page_of(form) for form in view.visit.forms))


def usual_form(view: VisitView) -> str:
    """The first form of a visit that is not saved yet, else its first form."""
    there = {kept.key.form for kept in view.records}
    forms = forms_of(view)
    return next((form for form in forms if form not in there), forms[0] if forms else "")


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
    return [Choice(form, form_title(form), *_form_look(view, form, form in drafts)) for form in forms_of(view)]


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
