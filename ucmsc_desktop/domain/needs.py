"""What a participant's record asks a person to do next, each a sentence with the form where it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.eligibility import Screening, verdict
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.participant import Visit
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Role, meanings, writing_role
from ucmsc_desktop.domain.summary import Progress, Stage, Summary, VisitView
from ucmsc_desktop.text import N_, _


class Need(msgspec.Struct, frozen=True):
    """One thing to do; an empty form means the visit itself. `pressing` when its time is now or over.

    `by` names the form whose writers can do it where that is not `form`; `signs` when a signature does it.
    """

    sentence: str
    visit: str
    form: str = ""
    pressing: bool = False
    by: str = ""
    signs: bool = False


_SHORT = {
    Screening.form: N_("Screening"),
    PasiAssessment.form: N_("PASI"),
    IndependentPasi.form: N_("PASI, second rater"),
    GlobalAssessment.form: N_("Global, itch, photo"),
    Infusion.form: N_("Infusion"),
    VitalSigns.form: N_("Vital signs"),
}


def form_title(form: str) -> str:
    """The name of a form as a tab or a sentence has it, in the language of the screen."""
    return _(_SHORT.get(form, FORMS[form].title if form in FORMS else form))


def page_of(form: str) -> str:
    """The form on whose page a form is filled in: vital signs belong to the infusion."""
    return Infusion.form if form == VitalSigns.form else form


def needs(protocol: Protocol, seen: Summary, drafts: Sequence[Key] = ()) -> list[Need]:
    """Everything open, what presses first; `drafts` are the keys that this person began and did not save."""
    found = [
        *_running(seen),
        *_drafts(protocol, drafts),
        *_screening(protocol, seen),
        *_visits(seen),
        *_contradictions(seen),
        *_unsigned(protocol, seen),
    ]
    return sorted(found, key=lambda need: not need.pressing)


def doable(found: Sequence[Need], roles: Collection[Role]) -> list[Need]:
    """Those needs that a person in these roles can see to."""

    def can(need: Need) -> bool:
        form = need.by or need.form or Visit.form
        return writing_role(form, roles) is not None or (need.signs and bool(meanings(form, roles)))

    return [need for need in found if can(need)]


def _running(seen: Summary) -> Iterator[Need]:
    for view in seen.visits:
        for kept in of_type(view.records, Infusion):
            log = kept.record
            if log.started_at and not log.stopped_at and "stopped_at" not in log.missing:
                sentence = _("{visit}: the infusion that began at {time} has no end yet.").format(
                    visit=_(view.visit.label), time=text.datetime_text(log.started_at)
                )
                yield Need(sentence, view.visit.key, Infusion.form, pressing=True)


def _drafts(protocol: Protocol, drafts: Sequence[Key]) -> Iterator[Need]:
    for key in drafts:
        form = page_of(key.form)
        sentence = _("{visit}: your draft of “{form}” is not saved.").format(
            visit=protocol.visit_name(key.visit), form=form_title(key.form)
        )
        yield Need(sentence, key.visit, form, pressing=True, by=key.form)


def _screening(protocol: Protocol, seen: Summary) -> Iterator[Need]:
    if seen.stage is not Stage.SCREENING:
        return
    for view in seen.visits:
        if Screening.form in view.visit.forms:
            found = of_type(view.records, Screening)
            if not found:
                yield Need(_("Screening: no criterion is answered yet."), view.visit.key, Screening.form)
            elif (said := verdict(protocol.criteria, found[0].record)).eligible is None:
                yield Need(said.reason, view.visit.key, Screening.form)


def _visits(seen: Summary) -> Iterator[Need]:
    for view in seen.visits:
        label, window = _(view.visit.label), view.window
        if view.progress is Progress.OVERDUE and window is not None:
            sentence = _("{visit}: the window closed on {day}. Enter the visit, or say why it was missed.")
            yield Need(sentence.format(visit=label, day=text.date_text(window.latest)), view.visit.key, pressing=True)
        elif view.progress is Progress.DUE and window is not None:
            sentence = _("{visit}: due now, until {day}.")
            yield Need(sentence.format(visit=label, day=text.date_text(window.latest)), view.visit.key)
        elif view.progress in (Progress.STARTED, Progress.DONE):
            yield from _not_filled_in(view)


def _not_filled_in(view: VisitView) -> Iterator[Need]:
    there = {kept.key.form for kept in view.records}
    for form in view.visit.forms:
        if form not in there:
            sentence = _("{visit}: “{form}” is not filled in.").format(visit=_(view.visit.label), form=form_title(form))
            yield Need(sentence, view.visit.key, page_of(form), by=form)


def _contradictions(seen: Summary) -> Iterator[Need]:
    for view in seen.visits:
        for kept in view.records:
            form = page_of(kept.key.form)
            for problem in kept.record.contradictions():
                sentence = _("{visit}: {problem}").format(visit=_(view.visit.label), problem=problem.sentence)
                yield Need(sentence, view.visit.key, form, pressing=True, by=kept.key.form)


def _unsigned(protocol: Protocol, seen: Summary) -> Iterator[Need]:
    for kept in seen.unsigned:
        sentence = _("{visit}: “{form}” is saved and not signed.").format(
            visit=protocol.visit_name(kept.key.visit), form=form_title(kept.key.form)
        )
        yield Need(sentence, kept.key.visit, kept.key.form, signs=True)
