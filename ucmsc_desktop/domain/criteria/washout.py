"""The criterion on treatments before the trial: each class has a period that must be over on the reference day."""

from __future__ import annotations

from datetime import date

from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, decided, lacking
from ucmsc_desktop.domain.criteria.past import waited
from ucmsc_desktop.domain.criteria.periods import days_ahead
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.fact_words import THERAPIES, fact, recorded
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import EligibilityPart
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.text import _, date_text


def washout(case: Case) -> list[Check]:
    """Every treatment long enough before the reference day, and the list of treatments complete."""
    found = case.facts.therapies
    any_therapy, told = recorded(Therapies, found, "any_therapy")
    rows = found.therapies if found is not None else {}
    checks = [_period(case, number, therapy) for number, therapy in rows.items()]
    if any_therapy is None:
        return [*checks, lacking(told)]
    if any_therapy and not rows:
        return [lacking(fact(Therapies.form, "therapies"), facts=(told,))]
    if rows and not any_therapy:
        return [*checks, decided(_("treatments are listed, yet there were none"), told, against=None)]
    return checks or [decided(_("no treatment"), told, against=False)]


def washout_days(limits: EligibilityPart, therapy_class: TherapyClass) -> int:
    """The days after the last use that have to pass; 0 for a class without a washout."""
    return {
        TherapyClass.TOPICAL: limits.washout_topical_days,
        TherapyClass.SYSTEMIC: limits.washout_systemic_days,
        TherapyClass.UVB: limits.washout_phototherapy_days,
        TherapyClass.PUVA: limits.washout_phototherapy_days,
        TherapyClass.BIOLOGIC: limits.washout_biologic_days,
    }.get(therapy_class, 0)


def _period(case: Case, number: str, therapy: Therapy) -> Check:
    name = str(therapy)
    told = fact(Therapies.form, THERAPIES + number, name)
    if therapy.therapy_class is None:
        return lacking(fact(Therapies.form, f"{THERAPIES}{number}.therapy_class"), facts=(told,))
    if therapy.therapy_class is TherapyClass.OTHER:
        return decided(_("{therapy}: no washout").format(therapy=name), told, against=False)
    period = days_ahead(washout_days(case.limits, therapy.therapy_class))
    if therapy.ongoing:
        words = _("{therapy}: {period} without it are needed").format(therapy=name, period=period.words)
        return decided(words, told, against=True)
    if therapy.last_used_on is None:
        return lacking(fact(Therapies.form, f"{THERAPIES}{number}.last_used_on"), facts=(told,))
    if therapy.ends_before_start:
        return decided(_("{therapy}: this is before its start").format(therapy=name), told, against=None)
    on, told_on = reference(case.facts, case.limits)
    if on is None:
        return lacking(told_on, facts=(told,))
    return waited(name, therapy.last_used_on, period, on, told, told_on, since=therapy.since)


def reference(facts: Facts, limits: EligibilityPart) -> tuple[date | None, Fact]:
    """The day on which washouts have to be over, by the protocol's choice."""
    if limits.washout_reference == "screening_pasi":
        form, field, on = PasiAssessment.form, "assessed_on", facts.assessed_on
    elif facts.infusion_given:
        form, field, on = Infusion.form, "given_on", facts.first_infusion_on
    else:
        form, field, on = Screening.form, "planned_infusion_on", facts.first_infusion_on
    return on, fact(form, field, date_text(on) if on else "")
