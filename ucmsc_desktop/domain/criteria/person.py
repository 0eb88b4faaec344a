"""Criteria on the person: age at consent, consent before procedures, allergies, and the investigator's opinion."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.cases import Case, judged, lines
from ucmsc_desktop.domain.criteria.checks import Check, decided, denied, lacking, waiting
from ucmsc_desktop.domain.dates import age_range, earliest
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.fact_words import EVIDENCE, fact, recorded
from ucmsc_desktop.domain.findings import Fact, Finding
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.procedures import DAY_FIELDS, Procedure
from ucmsc_desktop.text import _


def age(case: Case) -> list[Check]:
    """Completed years on the day of consent, within both limits; a partial birth date is tried at both ends."""
    born, told_born = recorded(Participant, case.facts.participant, "birth_date")
    on, told_on = recorded(Consent, case.facts.consent, "signed_on")
    if born is None or on is None:
        return [waiting((born, told_born), (on, told_on))]
    if earliest(born) > on:
        words = _("birth date {born} is after the consent of {on}: one of them is wrong")
        return [decided(words.format(born=told_born.words, on=told_on.words), told_born, told_on, against=None)]
    least, most = age_range(born, on)
    return [_within(case, max(least, 0), most, told_born, told_on)]


def _within(case: Case, least: int, most: int, *told: Fact) -> Check:
    low, high = case.limits.age_low, case.limits.age_high
    if most < low:
        against, sentence = True, _("age {years} is below {low}")
    elif least > high:
        against, sentence = True, _("age {years} is above {high}")
    elif low <= least and most <= high:
        against, sentence = False, _("age {years} is within {low} to {high}")
    else:
        against, sentence = None, _("age {years}: the birth date is not known well enough for {low} to {high}")
    years = str(least) if least == most else _("{least} or {most}").format(least=least, most=most)
    return decided(sentence.format(years=years, low=low, high=high), *told, against=against)


def consent(case: Case) -> list[Check]:
    """Signed, not withdrawn, and before every procedure."""
    given = case.facts.consent
    on, told = recorded(Consent, given, "signed_on")
    withdrawn_on, withdrawn = recorded(Consent, given, "withdrawn_on")
    if withdrawn_on is not None:
        return [decided(_("consent was withdrawn on {day}").format(day=withdrawn.words), told, withdrawn, against=True)]
    if on is None or given is None:
        return [lacking(told)]
    signed = decided(_("consent signed on {day}").format(day=told.words), told, against=False)
    early = [done for done in case.facts.procedures if done.came_before(on, given.signed_at)]
    return [signed, *(_too_early(done, told) for done in early)]


def _too_early(done: Procedure, signed: Fact) -> Check:
    words = _("{form} of {day} was before the consent of {signed}: a protocol deviation").format(
        form=_(FORMS[done.form].title), day=text.date_text(done.on), signed=signed.words
    )
    return decided(words, fact(done.form, DAY_FIELDS[done.form], text.date_text(done.on)), against=True)


def allergy(case: Case) -> list[Check]:
    """Any allergy ever; or, by the protocol's choice, only one that the investigator finds to matter."""
    if case.limits.allergy == "any":
        return [denied(MedicalHistory, case.facts.medical, "allergy")]
    beside = lines(MedicalHistory, case.facts.medical, ("allergy",))
    return judged(case, beside) if beside.flags else [denied(MedicalHistory, case.facts.medical, "allergy")]


def unsuitable(case: Case) -> list[Check]:
    """The investigator's opinion; an exclusion by it needs its reason."""
    found = judged(case)
    if found[0].finding is not Finding.NOT_MET or case.note:
        return found
    return [*found, lacking(fact(Screening.form, EVIDENCE + case.criterion.key))]
