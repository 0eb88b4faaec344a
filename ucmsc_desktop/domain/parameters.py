"""Every parameter of the protocol that the registry record leaves open, and the limits of eligibility, in one table."""

from __future__ import annotations

from ucmsc_desktop.domain.parameter_values import Parameter, in_words, value_of
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import N_, _

ELIGIBILITY = N_("Eligibility")
SCHEDULE = N_("Schedule and end points")
INFUSION = N_("Infusion")
ASSESSMENT = N_("Assessment")
SAFETY = N_("Safety")
ANALYSIS = N_("Analysis")

# Field of the protocol, label, unit, rules of the criteria that it decides.
_OF_ELIGIBILITY: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("pasi_above", N_("PASI must be above"), "", ("severity",)),
    ("bsa_above_pct", N_("Or body surface area must be above"), "%", ("severity",)),
    ("age_low", N_("Youngest age"), N_("y"), ("age",)),
    ("age_high", N_("Oldest age"), N_("y"), ("age",)),
    ("reproductive_years", N_("Pregnancy or lactation excludes for"), N_("y"), ("reproduction",)),
    ("sas_above", N_("SAS standard score excludes above"), "", ("psyche",)),
    ("sds_above", N_("SDS standard score excludes above"), "", ("psyche",)),
    ("sds_rounding", N_("SDS rounding"), "", ("psyche",)),
    ("calcium_low", N_("Calcium not below"), "mmol/L", ("organs",)),
    ("calcium_high", N_("Calcium not above"), "mmol/L", ("organs",)),
    ("calcium_rule", N_("Calcium"), "", ("organs",)),
    ("liver_times_uln", N_("AST and ALT up to"), N_("× upper limit"), ("organs",)),
    ("creatinine_cystatin", N_("Creatinine and cystatin C exclude"), "", ("organs",)),
    ("haemoglobin_above_uln", N_("Haemoglobin above the upper limit by up to"), "g/L", ("organs",)),
    ("anaemia_limit", N_("Anaemia limit"), "", ("organs",)),
    ("anaemia_who", N_("Anaemia limit of the WHO, men and women"), "g/L", ("organs",)),
    ("anaemia_china", N_("Anaemia limit of China, men and women"), "g/L", ("organs",)),
    ("platelets_low", N_("Platelets not below"), N_("× 10^9 per L"), ("organs",)),
    ("white_cells_low", N_("White cells not below"), N_("× 10^9 per L"), ("organs",)),
    ("tumour_markers", N_("Tumour markers"), "", ("malignancy",)),
    ("tumour_panel", N_("Tumour markers that are named"), "", ("malignancy",)),
    ("allergy", N_("Allergy"), "", ("allergy",)),
    ("other_trial_months", N_("Another trial excludes for so many months"), "", ("trials",)),
    ("month", N_("Month"), "", ("trials",)),
    ("washout_reference", N_("Washout is counted to"), "", ("washout",)),
    ("washout_topical_days", N_("Washout of topical treatment"), N_("days"), ("washout",)),
    ("washout_systemic_days", N_("Washout of systemic treatment"), N_("days"), ("washout",)),
    ("washout_phototherapy_days", N_("Washout of phototherapy"), N_("days"), ("washout",)),
    ("washout_biologic_days", N_("Washout of a biologic"), N_("days"), ("washout",)),
)
_OTHERS = (
    Parameter(name="enrolment.order", label=N_("Order of consent, eligibility, baseline, infusion"), group=ELIGIBILITY),
    Parameter(name="endpoints.origin", label=N_("Weeks are counted from the"), group=SCHEDULE),
    Parameter(name="endpoints.relapse_denominator", label=N_("Relapse rate counts"), group=SCHEDULE),
    Parameter(name="dose.weight_valid_days", label=N_("A weight is not older than"), group=INFUSION, unit=N_("days")),
    Parameter(
        name="dose.weight_change_pct",
        label=N_("A weight is asked about when it differs by more than"),
        group=INFUSION,
        unit="%",
    ),
    Parameter(name="dose.tolerance_pct", label=N_("Dose tolerance, more or less"), group=INFUSION, unit="%"),
    Parameter(
        name="infusion.vitals_every_minutes",
        label=N_("Vital signs during the infusion every"),
        group=INFUSION,
        unit="min",
    ),
    Parameter(
        name="infusion.vitals_after_minutes", label=N_("Vital signs after its end at"), group=INFUSION, unit="min"
    ),
    Parameter(name="infusion.observation_minutes", label=N_("Observation after its end"), group=INFUSION, unit="min"),
    Parameter(
        name="infusion.rate_ml_per_hour",
        label=N_("Rate of the infusion, 0 when each order names it"),
        group=INFUSION,
        unit=N_("mL per h"),
    ),
    Parameter(
        name="infusion.pregnancy_valid_days",
        label=N_("A pregnancy test before the infusion is not older than"),
        group=INFUSION,
        unit=N_("days"),
    ),
    *(
        Parameter(name=f"infusion.{vital}_prompt", label=label, group=INFUSION, unit=unit)
        for vital, label, unit in (
            ("systolic", N_("Prompt below and above: systolic pressure"), "mmHg"),
            ("diastolic", N_("Prompt below and above: diastolic pressure"), "mmHg"),
            ("pulse", N_("Prompt below and above: pulse"), N_("per min")),
            ("respiration", N_("Prompt below and above: respiration"), N_("per min")),
            ("oxygen_saturation", N_("Prompt below and above: oxygen saturation"), "%"),
            ("temperature", N_("Prompt below and above: temperature"), "°C"),
        )
    ),
    Parameter(
        name="assessment.earlier_scores_hidden", label=N_("Earlier scores are hidden while scoring"), group=ASSESSMENT
    ),
    Parameter(name="assessment.itch_scale", label=N_("Itch scale"), group=ASSESSMENT),
    Parameter(name="safety.ctcae_version", label=N_("CTCAE version"), group=SAFETY),
    Parameter(name="safety.causality_levels", label=N_("Levels of causality"), group=SAFETY),
    Parameter(name="safety.clock_grade", label=N_("Reporting clocks start from grade"), group=SAFETY),
    Parameter(name="safety.sponsor_hours", label=N_("Report to the sponsor within"), group=SAFETY, unit="h"),
    Parameter(name="safety.ethics_hours", label=N_("Report to the ethics committee within"), group=SAFETY, unit="h"),
    Parameter(
        name="safety.susar_fatal_days",
        label=N_("SUSAR, fatal or life-threatening, within"),
        group=SAFETY,
        unit=N_("days"),
    ),
    Parameter(name="safety.susar_other_days", label=N_("Other SUSAR within"), group=SAFETY, unit=N_("days")),
    Parameter(name="safety.stopping_rules", label=N_("Stopping rules"), group=SAFETY),
    Parameter(name="analysis.confidence_pct", label=N_("Confidence of intervals"), group=ANALYSIS, unit="%"),
    Parameter(name="analysis.primary_missing", label=N_("Without the primary PASI a participant is"), group=ANALYSIS),
    Parameter(
        name="analysis.per_protocol_infusions",
        label=N_("Per protocol needs so many infusions within tolerance, 0 for all"),
        group=ANALYSIS,
    ),
    Parameter(name="analysis.per_protocol_deviations", label=N_("Per protocol allows deviations"), group=ANALYSIS),
    Parameter(
        name="study.recruitment_months",
        label=N_("All are to be enrolled within, 0 when no time is planned"),
        group=ANALYSIS,
        unit=N_("months"),
    ),
)
_GROUPS = (ELIGIBILITY, SCHEDULE, INFUSION, ASSESSMENT, SAFETY, ANALYSIS)
_WINDOW = (("early_days", N_("days early")), ("late_days", N_("days late")))


def parameters(protocol: Protocol) -> list[Parameter]:
    """All parameters of a protocol in the order in which they are read; the primary visit's window is registered."""
    found = [
        Parameter(name=f"eligibility.{field}", label=label, group=ELIGIBILITY, unit=unit, rules=rules)
        for field, label, unit, rules in _OF_ELIGIBILITY
    ]
    windows = [
        Parameter(name=f"visits.{visit.key}.{field}", label=label, group=SCHEDULE, visit=visit.key)
        for visit in protocol.timed_visits
        if visit.key != protocol.endpoints.primary_visit
        for field, label in _WINDOW
    ]
    return sorted([*found, *_OTHERS, *windows], key=lambda parameter: _GROUPS.index(parameter.group))


def parameter(protocol: Protocol, name: str) -> Parameter:
    """The parameter of a name; one without a part belongs to eligibility. Raises KeyError for a name that is none."""
    path = name if "." in name else f"eligibility.{name}"
    for found in parameters(protocol):
        if found.name == path:
            return found
    raise KeyError(name)


def parameter_words(protocol: Protocol, name: str) -> str:
    """A parameter with its value, as it stands beside what it decides: `SDS rounding: integer part`."""
    found = parameter(protocol, name)
    value = in_words(value_of(protocol, found.name), found.unit)
    return _("{label}: {value}").format(label=found.title(protocol), value=value)
