"""The protocol's parameters in words: beside the form that they decide, and all together at the end of a casebook."""

from __future__ import annotations

from ucmsc_desktop.domain.infusion_words import VITAL_VALUES
from ucmsc_desktop.domain.parameter_values import in_words
from ucmsc_desktop.domain.parameters import ELIGIBILITY, INFUSION, SAFETY, parameter_words, parameters
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import MINUS, _, number_text

BEDSIDE = ("infusion.rate", "infusion.pregnancy", *(f"infusion.{vital}_prompt" for vital in VITAL_VALUES))
"""Parameters of the bedside that no sentence below names."""


def dose_rule(protocol: Protocol) -> str:
    """What is given per kg, how exactly, and how old the weight may be."""
    dose = protocol.dose
    return _(
        "{cells} viable cells per kg, tolerance ±{percent} %, weight at most {days} d old (version {version})."
    ).format(
        cells=number_text(dose.cells_per_kg),
        percent=number_text(dose.tolerance_pct),
        days=dose.weight_valid_days,
        version=protocol.version,
    )


def vitals_rule(protocol: Protocol) -> str:
    """When vital signs are due."""
    plan = protocol.infusion
    return _(
        "vital signs before, every {every} min during, at the end and {after} min after; "
        "observation {observed} min (version {version})."
    ).format(
        every=plan.vitals_every_minutes,
        after=_(", ").join(map(str, plan.vitals_after_minutes)),
        observed=plan.observation_minutes,
        version=protocol.version,
    )


def window_words(visit: PlannedVisit) -> str:
    """The window of a visit in days: `−3 / +3 d`."""
    return _("{early} / +{late} d").format(early=f"{MINUS}{visit.early_days}", late=visit.late_days)


def eligibility_rules(protocol: Protocol) -> list[str]:
    """The limits and choices behind the criteria of screening."""
    rules = protocol.eligibility
    return [
        _("PASI above {pasi} or body surface area above {bsa} %; age {low} to {high} years.").format(
            pasi=number_text(rules.pasi_above),
            bsa=number_text(rules.bsa_above_pct),
            low=rules.age_low,
            high=rules.age_high,
        ),
        _("SAS above {sas} and SDS above {sds} exclude; SDS rounding: {rounding}.").format(
            sas=rules.sas_above, sds=rules.sds_above, rounding=in_words(rules.sds_rounding)
        ),
        _(
            "calcium {low} to {high} mmol/L ({calcium}); liver enzymes up to {liver} × the upper limit; "
            "creatinine and cystatin C: {kidney}; anaemia limit: {anaemia}; "
            "platelets from {platelets}, white cells from {white} × 10^9 per L."
        ).format(
            low=number_text(rules.calcium_low),
            high=number_text(rules.calcium_high),
            calcium=in_words(rules.calcium_rule),
            liver=number_text(rules.liver_times_uln),
            kidney=in_words(rules.creatinine_cystatin),
            anaemia=in_words(rules.anaemia_limit),
            platelets=number_text(rules.platelets_low),
            white=number_text(rules.white_cells_low),
        ),
        _(
            "washout counted to the {reference}: topical {topical} d, systemic {systemic} d, "
            "phototherapy {light} d, biologic {biologic} d."
        ).format(
            reference=in_words(rules.washout_reference),
            topical=rules.washout_topical_days,
            systemic=rules.washout_systemic_days,
            light=rules.washout_phototherapy_days,
            biologic=rules.washout_biologic_days,
        ),
    ]


def parameters_table(flow: Flow, protocol: Protocol) -> None:
    """Everything that decides, in one table, from the schedule to safety."""
    flow.heading(_("Protocol parameters in force (version {version})").format(version=protocol.version), 12)
    rows: list[list[Cell | str]] = [
        [Cell(name, bold=True), sentence] for name, sentences in _groups(protocol).items() for sentence in sentences
    ]
    flow.table([Column(0.2, _("Decides on")), Column(0.8, _("Parameter"))], rows)


def _groups(protocol: Protocol) -> dict[str, list[str]]:
    return {
        _("Schedule"): [_schedule(protocol)],
        _("End points"): _end_points(protocol),
        _("Dose"): [_sentence(dose_rule(protocol))],
        _("Vital signs"): [_sentence(vitals_rule(protocol))],
        _("Eligibility"): _eligibility(protocol),
        _("Assessment"): [_assessment(protocol)],
        _("Bedside"): [_("; ").join(_bedside(protocol))],
        _("Safety"): [words for _name, words in _in_group(protocol, SAFETY)],
    }


def _eligibility(protocol: Protocol) -> list[str]:
    found = [parameter for parameter in parameters(protocol) if parameter.group == ELIGIBILITY]
    return [
        _(" · ").join([*parameter.criteria(protocol), parameter_words(protocol, parameter.name)]) for parameter in found
    ]


def _sentence(rule: str) -> str:
    return rule[:1].upper() + rule[1:]


def _schedule(protocol: Protocol) -> str:
    visits = [
        _("{visit}: day {day}, {window}").format(visit=_(visit.label), day=visit.day, window=window_words(visit))
        for visit in protocol.timed_visits
    ]
    return _("Days from the first infusion. {visits}.").format(visits="; ".join(visits))


def _end_points(protocol: Protocol) -> list[str]:
    ends = protocol.endpoints
    registered = _(", ").join(f"PASI {limit}" for limit in ends.registered_responses)
    return [
        _("Primary visit {visit}; treatment period {weeks} weeks; relapse counts {relapse}.").format(
            visit=protocol.visit(ends.primary_visit).label,
            weeks=ends.treatment_weeks,
            relapse=in_words(ends.relapse_denominator),
        ),
        _("Registered responses: {responses}.").format(responses=registered),
    ]


def _assessment(protocol: Protocol) -> str:
    hidden = _("hidden") if protocol.assessment.earlier_scores_hidden else _("shown")
    return _("Earlier scores are {hidden} while scoring; itch scale {itch}.").format(
        hidden=hidden, itch=protocol.assessment.itch_scale
    )


def _bedside(protocol: Protocol) -> list[str]:
    return [words for name, words in _in_group(protocol, INFUSION) if name.startswith(BEDSIDE)]


def _in_group(protocol: Protocol, group: str) -> list[tuple[str, str]]:
    found = [parameter.name for parameter in parameters(protocol) if parameter.group == group]
    return [(name, parameter_words(protocol, name)) for name in found]
