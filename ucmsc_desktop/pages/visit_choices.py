"""Which visit and which form a person most likely wants, and how visits and forms look in the tabs."""

from collections.abc import Sequence
from datetime import date

from ucmsc_desktop.domain.adverse import AdverseEvent, AeQuestion
from ucmsc_desktop.domain.asked_forms import asked_forms, optional_forms
from ucmsc_desktop.domain.casebook import State, state_of
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record, blanks
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.needs import form_title, page_of
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.run import run_of
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
DRAFTED, SAVED = ("pencil", "info"), ("circle-check", "ok")
GAPS = ("circle-dot", "ok")
"""Saved, and something in it is still open."""
BESIDE_EVERY_VISIT = (AdverseEvent.form, Medication.form)
"""What may happen at any time from the first infusion on: it is asked at every visit and belongs to none alone."""
OPEN, UNTOUCHED, BEGUN = ("circle", "plain"), ("clipboard-list", "plain"), ("circle-dot", "info")


def usual_visit(seen: Summary, study: Study, been: str = "") -> str:
    """The visit this person was just on, else one that is due or the overdue one nearest, else the first open one."""
    if seen.of(been) is not None:
        return been
    today = study.clock().date()
    due = [view for view in seen.visits if _is_due(seen, view, study, today)]
    overdue = [view for view in reversed(seen.visits) if view.progress is Progress.OVERDUE]
    unfinished = [
        view for view in seen.visits if view.progress is not Progress.MISSED and _next_form(seen, view, study)
    ]
    last = [seen.last] if seen.last is not None else []
    return next((view.visit.key for view in (*due, *overdue, *unfinished, *last, *seen.visits)), "")


def _is_due(seen: Summary, view: VisitView, study: Study, today: date) -> bool:
    """A visit that is begun counts while its window is open and there is something in it for this person."""
    if view.progress not in (Progress.STARTED, Progress.DONE):
        return view.progress is Progress.DUE
    in_window = view.window is not None and view.window.timing(today) is Timing.IN_WINDOW
    return in_window and bool(_next_form(seen, view, study))


def tabs_of(seen: Summary, view: VisitView, study: Study) -> list[str]:
    """A form for each tab of a visit: the facts first, as one, then its forms and what may be assessed beside PASI.

    The tab of the facts is named by the first form in it that is open.
    """
    facts = facts_of_visit(seen, view, study)
    others = [form for form in _forms_of(seen, view, study) if form not in facts]
    return [_open_form(seen, view, study, facts) or facts[0], *others] if facts else others


def facts_of_visit(seen: Summary, view: VisitView, study: Study) -> list[str]:
    """The forms of facts that share a tab at a visit; none where there is only one, which has its own."""
    facts = asked_forms(study.protocol, view.visit, seen.participant)
    return facts if len(facts) > 1 else []


def _forms_of(seen: Summary, view: VisitView, study: Study) -> list[str]:
    """The forms of a visit that have a page of their own: what this person is asked first, then the protocol's."""
    visit = view.visit
    plain = (form for form in visit.forms if form not in FACT_FORMS)
    beside = optional_forms(study.protocol, visit)
    asked = asked_forms(study.protocol, visit, seen.participant)
    first = [form for form in asked if form in visit.forms or form == Participant.form]
    always = BESIDE_EVERY_VISIT if visit.week is not None else ()
    return list(dict.fromkeys(map(page_of, (*first, *plain, *always, *beside, *asked))))


def usual_form(seen: Summary, view: VisitView, study: Study) -> str:
    """The first form of a visit that this person may fill in and that is not finished, else its first form."""
    return _next_form(seen, view, study) or next(iter(_forms_of(seen, view, study)), "")


def _next_form(seen: Summary, view: VisitView, study: Study) -> str:
    return _open_form(seen, view, study, _forms_of(seen, view, study))


def _open_form(seen: Summary, view: VisitView, study: Study, forms: Sequence[str]) -> str:
    """Facts are finished when they are saved, other forms when they are signed; optional ones are never open."""
    states = {kept.key.form: kept.state for kept in view.records}
    optional = {*optional_forms(study.protocol, view.visit), *BESIDE_EVERY_VISIT} - {*view.visit.forms}

    def is_open(form: str) -> bool:
        if form == Participant.form:
            return seen.participant is None
        return form not in states if form in FACT_FORMS else states.get(form) is not State.SIGNED

    return next((form for form in forms if form not in optional and is_open(form) and study.may_write(form)), "")


def home_of(seen: Summary) -> str:
    """The visit with the screening, where what belongs to no visit is filled in; empty when the protocol has none."""
    return next((view.visit.key for view in seen.visits if Screening.form in view.visit.forms), "")


def visit_choices(seen: Summary) -> list[Choice]:
    """All visits for the chooser; what follows the tab is shown in the menu only."""
    found = []
    for view in seen.visits:
        icon, status = LOOKS[view.progress]
        words = _("{visit}\t{state}").format(visit=_(view.visit.label), state=_(view.progress.label))
        found.append(Choice(view.visit.key, words, icon, status))
    return found


def form_choices(seen: Summary, view: VisitView, study: Study, form: str) -> tuple[list[Choice], str]:
    """The tabs of a visit, each with a tick when it is saved and a pencil while a draft waits, and that of a form."""
    facts = facts_of_visit(seen, view, study)
    drafts = _drafts(seen, view, study)
    found = [
        _together(tab, fact_choices(seen, view, study))
        if tab in facts
        else Choice(tab, form_title(tab), *_form_look(view, tab, tab in drafts))
        for tab in tabs_of(seen, view, study)
    ]
    return found, found[0].key if facts and form in FACT_FORMS else form


def fact_choices(seen: Summary, view: VisitView, study: Study) -> list[Choice]:
    """The forms of facts: a tick when complete, a point when saved with gaps, a pencil for a draft, else a circle."""
    drafts = _drafts(seen, view, study)
    known: dict[str, Record] = {kept.key.form: kept.record for kept in view.records}
    if seen.participant is not None:
        known[Participant.form] = seen.participant

    def look(form: str) -> tuple[str, str]:
        if form in drafts or form not in known:
            return DRAFTED if form in drafts else OPEN
        return GAPS if _has_gaps(known[form]) else SAVED

    return [Choice(form, form_title(form), *look(form)) for form in facts_of_visit(seen, view, study)]


def _has_gaps(record: Record) -> bool:
    return bool(blanks(record) or record.contradictions())


def _together(form: str, facts: Sequence[Choice]) -> Choice:
    """One tab for all facts: drafted, saved or begun as its forms are."""
    looks = {(choice.icon, choice.status) for choice in facts}
    whole = {frozenset({SAVED}): SAVED, frozenset({OPEN}): UNTOUCHED}
    look = DRAFTED if DRAFTED in looks else whole.get(frozenset(looks), BEGUN)
    return Choice(form, _("Facts"), *look)


def _drafts(seen: Summary, view: VisitView, study: Study) -> set[str]:
    keys = (draft.key for draft in study.drafts())
    return {page_of(key.form) for key in keys if key.subject == seen.subject and key.visit in ("", view.visit.key)}


def _form_look(view: VisitView, form: str, drafted: bool) -> tuple[str, str]:  # noqa: FBT001 - one caller
    # A visit without an event is complete with the answer that there was none.
    known = (AdverseEvent.form, AeQuestion.form) if form == AdverseEvent.form else (form,)
    kept = [kept for kept in view.records if kept.key.form in known]
    state = state_of(kept, int(drafted))
    if state is State.DRAFT:
        return DRAFTED
    if state is None:
        return UNTOUCHED
    if form == Infusion.form and run_of(view.records, "", view.visit.key).is_live:
        return BEGUN
    if form == VitalSigns.form:
        return SAVED
    return ("badge-check", "ok") if state is State.SIGNED else SAVED
