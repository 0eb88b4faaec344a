"""What a participant's record asks a person to do next, each a sentence with the form where it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent, AeQuestion
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.findings import Fact, Finding
from ucmsc_desktop.domain.forms import FACT_FORMS, FORMS
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.roles import Role, meanings, writing_role
from ucmsc_desktop.domain.standing import Standing, standing
from ucmsc_desktop.domain.summary import Progress, Stage, Summary, VisitView, wanted_forms
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.zung import Sas, Sds
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


MOST_LINES = 3
"""Forms of one visit that are named one by one while they are not filled in; more are told in one line."""
_SHORT = {
    Screening.form: N_("Eligibility"),
    Participant.form: N_("Demography"),
    Consent.form: N_("Consent"),
    PsoriasisHistory.form: N_("Psoriasis"),
    Therapies.form: N_("Therapies"),
    MedicalHistory.form: N_("Medical history"),
    ReproductiveStatus.form: N_("Reproduction"),
    Measurements.form: N_("Vital signs, weight"),
    Sas.form: N_("SAS"),
    Sds.form: N_("SDS"),
    Dlqi.form: N_("DLQI"),
    PasiAssessment.form: N_("PASI"),
    IndependentPasi.form: N_("PASI, second rater"),
    GlobalAssessment.form: N_("Global, itch, photo"),
    Infusion.form: N_("Infusion"),
    VitalSigns.form: N_("Vital signs"),
    AdverseEvent.form: N_("Adverse events"),
    Medication.form: N_("Medication"),
}
_PAGES = {
    **dict.fromkeys((VitalSigns.form, DoseCheck.form, InfusionEvent.form), Infusion.form),
    AeQuestion.form: AdverseEvent.form,
}


def form_title(form: str) -> str:
    """The name of a form as a tab or a sentence has it, in the language of the screen."""
    return _(_SHORT.get(form, FORMS[form].title if form in FORMS else form))


def page_of(form: str) -> str:
    """The form on whose page a form is filled in: vital signs belong to the infusion, a question to its events."""
    return _PAGES.get(form, form)


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
    view = next((view for view in seen.visits if Screening.form in view.visit.forms), None)
    if view is None or seen.stage in (Stage.EARLIER, Stage.FAILED):
        return
    found = standing(protocol, seen.records, view.visit.key)
    if found.facts_changed or found.would_differ:
        sentence = (
            _("Screening: facts have changed since the verdict. Look at it again.")
            if found.facts_changed
            else _("Screening: the protocol was amended since the verdict, which would differ now. Look at it again.")
        )
        yield Need(sentence, view.visit.key, Screening.form, pressing=True)
    elif seen.stage is Stage.SCREENING:
        yield _screening_step(view.visit.key, found)


def _screening_step(visit: str, seen: Standing) -> Need:
    """The one thing that brings a screening on: facts, then judgement, then the verdict, then the decision."""
    missing = in_asking_order(seen.found.missing)
    judged = [criterion.key for criterion in seen.found.criteria if criterion.finding is Finding.JUDGEMENT]
    is_open = seen.found.eligible is None
    if missing and is_open:
        words = text.ngettext(
            "Screening: {n} fact is open, next: {form}.", "Screening: {n} facts are open, next: {form}.", len(missing)
        )
        next_form = form_title(missing[0].form)
        return Need(words.format(n=len(missing), form=next_form), visit, missing[0].form)
    if judged and is_open:
        sentence = _("Screening: the investigator's judgement is open on {keys}.").format(keys=_(", ").join(judged))
    elif is_open:
        sentence = _("Screening: {reason}").format(reason=seen.found.reason)
    elif seen.approval is None:
        sentence = _("Screening: the verdict waits for an investigator's signature.")
    else:
        sentence = _("Screening: the decision is open.")
    return Need(sentence, visit, Screening.form)


def in_asking_order(facts: Sequence[Fact]) -> list[Fact]:
    """Facts in the order in which a candidate is asked: consent first, since nothing may be done before it."""
    first = (Consent.form, *FACT_FORMS)
    return sorted(facts, key=lambda fact: first.index(fact.form) if fact.form in first else len(first))


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
            yield from _not_filled_in(view, wanted_forms(view.visit, seen.participant))


def _not_filled_in(view: VisitView, wanted: Sequence[str]) -> Iterator[Need]:
    there = {kept.key.form for kept in view.records}
    blank = [form for form in wanted if form not in there]
    if len(blank) > MOST_LINES:
        sentence = _("{visit}: {n} forms are not filled in, next: “{form}”.").format(
            visit=_(view.visit.label), n=len(blank), form=form_title(blank[0])
        )
        yield Need(sentence, view.visit.key, page_of(blank[0]), by=blank[0])
        return
    for form in blank:
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
