"""The trial's protocol as a file of parameters: all that is clinical and that the registry record leaves open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.text import N_, _, number_text

HIGHEST, LONGEST = 100_000, 366
"""No limit is higher, no window has more days on a side: beyond them a day or a time would leave the calendar."""


class BadProtocol(Exception):
    """A protocol file that cannot be used; the message is the sentence for the person."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the protocol; a name that the program does not know is refused, never ignored."""


class PlannedVisit(Part, frozen=True):
    """A visit of the schedule: week from the first infusion, window in days, forms. Screening has no week."""

    key: str
    label: str
    forms: tuple[str, ...]
    week: int | None = None
    early_days: int = 0
    late_days: int = 0
    infusion: bool = False

    @property
    def day(self) -> int | None:
        """Planned day from the first infusion, None for screening."""
        return None if self.week is None else 7 * self.week


class CriterionKind(Code):
    """Which way a criterion decides."""

    INCLUSION = ("inclusion", N_("Inclusion"))
    EXCLUSION = ("exclusion", N_("Exclusion"))


class Criterion(Part, frozen=True):
    """A criterion of eligibility in the protocol's words; a judgement criterion is answered by the investigator.

    The words may name limits, such as `{age_low}`, so that they say what is in force after an amendment.
    `rule` names what decides it from the recorded facts; without one it is answered by hand.
    """

    key: str
    kind: CriterionKind
    text: str
    judgement: bool = False
    rule: Literal[
        "",
        "severity",
        "age",
        "consent",
        "type",
        "progression",
        "reproduction",
        "psyche",
        "organs",
        "malignancy",
        "allergy",
        "trials",
        "washout",
        "opinion",
    ] = ""


class StudyPart(Part, frozen=True):
    """Who runs which trial. `recruitment_months` 0: no time is planned within which all are to be enrolled."""

    code: str
    title: str
    registry: str
    sites: tuple[str, ...]
    phase: str
    planned_participants: int
    follow_up_weeks: int
    subject_pattern: str
    recruitment_months: int = 0


class AnalysisPart(Part, frozen=True):
    """How the cohort is summed up: confidence of intervals in %, missing primary PASI, and who is per protocol.

    `primary_missing` leaves a participant without the primary PASI out, or counts them as not improved. Per protocol
    is who was given `per_protocol_infusions` doses within tolerance (0: all that are planned) and has the primary PASI.
    """

    confidence_pct: Decimal = Decimal(95)
    primary_missing: Literal["observed", "not_improved"] = "observed"
    per_protocol_infusions: int = 0
    per_protocol_deviations: Literal["not_allowed", "allowed"] = "not_allowed"


class EndpointsPart(Part, frozen=True):
    """What is primary, from which day weeks are counted, and whom relapse counts."""

    primary_visit: str
    origin: Literal["first_infusion"]
    treatment_weeks: int
    relapse_denominator: Literal["pasi50_with_later_assessment", "pasi50"]
    registered_responses: tuple[int, ...]


class DosePart(Part, frozen=True):
    """Dose per body weight (viable cells per kg), its tolerance in %, and how old a weight may be in days.

    A weight that differs from the last one by more than `weight_change_pct` is asked about.
    """

    cells_per_kg: Decimal
    tolerance_pct: Decimal
    weight_valid_days: int
    weight_change_pct: Decimal = Decimal(10)


class InfusionPart(Part, frozen=True):
    """When vital signs are due (minutes), how long to observe afterwards, and what the site sets for the bedside.

    `rate_ml_per_hour` 0: the order of each infusion names it. A `…_prompt` is empty or a low and a high bound, both
    still without a prompt; none is shipped, limits of other trials are not this trial's.
    """

    vitals_every_minutes: int
    vitals_after_minutes: tuple[int, ...]
    observation_minutes: int
    rate_ml_per_hour: Decimal = Decimal(0)
    pregnancy_valid_days: int = 7
    systolic_prompt: tuple[Decimal, ...] = ()
    diastolic_prompt: tuple[Decimal, ...] = ()
    pulse_prompt: tuple[Decimal, ...] = ()
    respiration_prompt: tuple[Decimal, ...] = ()
    oxygen_saturation_prompt: tuple[Decimal, ...] = ()
    temperature_prompt: tuple[Decimal, ...] = ()

    def prompt(self, vital: str) -> tuple[Decimal, ...]:
        """The bounds of a vital sign by its field's name; empty when the site has set none."""
        found: tuple[Decimal, ...] = getattr(self, f"{vital}_prompt")
        return found


class EligibilityPart(Part, frozen=True):
    """Limits and open points of the criteria, each a choice that the protocol states."""

    pasi_above: Decimal
    bsa_above_pct: Decimal
    age_low: int
    age_high: int
    reproductive_years: int
    sas_above: int
    sds_above: int
    sds_rounding: Literal["integer_part", "nearest"]
    calcium_low: Decimal
    calcium_high: Decimal
    calcium_rule: Literal["total", "albumin_corrected"]
    liver_times_uln: Decimal
    creatinine_cystatin: Literal["both", "either"]
    haemoglobin_above_uln: Decimal
    anaemia_limit: Literal["who", "china", "laboratory"]
    anaemia_who: tuple[Decimal, Decimal]
    anaemia_china: tuple[Decimal, Decimal]
    platelets_low: Decimal
    white_cells_low: Decimal
    tumour_markers: Literal["free_list", "named"]
    allergy: Literal["any", "judgement"]
    other_trial_months: int
    month: Literal["calendar", "days_30"]
    washout_reference: Literal["screening_pasi", "first_infusion"]
    washout_topical_days: int
    washout_systemic_days: int
    washout_phototherapy_days: int
    washout_biologic_days: int
    tumour_panel: tuple[str, ...] = ()

    def named(self, words: str) -> str:
        """Words with these limits in the places that they name, such as `{age_low}`."""
        values = msgspec.structs.asdict(self).items()
        return words.format(**{name: number_text(value) for name, value in values if isinstance(value, int | Decimal)})


class EnrolmentPart(Part, frozen=True):
    """Whether the order of consent, eligibility, baseline and infusion is enforced; a deviation then opens the way."""

    order: Literal["enforced", "recorded"] = "recorded"


class SafetyPart(Part, frozen=True):
    """Grading, causality, the reporting clocks of serious events, and the rules that stop the trial.

    An event of `clock_grade` or above starts the clocks too. A stopping rule is a line such as
    `2 events of grade 3 related`; none is shipped.
    """

    ctcae_version: Literal["5.0", "6.0"]
    causality_levels: tuple[str, ...]
    sponsor_hours: int
    ethics_hours: int
    susar_fatal_days: int
    susar_other_days: int
    clock_grade: int = 3
    stopping_rules: tuple[str, ...] = ()


class AssessmentPart(Part, frozen=True):
    """How PASI and itch are assessed, and what may be assessed beside them at every visit that has a PASI."""

    earlier_scores_hidden: bool
    itch_scale: Literal["0-10 cm", "0-100 mm"]
    descriptors: dict[str, tuple[str, str, str, str, str]]
    global_descriptors: tuple[str, ...] = ()
    optional_forms: tuple[str, ...] = ()


class Protocol(Part, frozen=True):
    """The protocol in force. A study keeps its own copy; a change is a signed amendment with a higher version."""

    version: int
    study: StudyPart
    endpoints: EndpointsPart
    dose: DosePart
    infusion: InfusionPart
    eligibility: EligibilityPart
    safety: SafetyPart
    assessment: AssessmentPart
    visits: tuple[PlannedVisit, ...]
    criteria: tuple[Criterion, ...]
    enrolment: EnrolmentPart = EnrolmentPart()
    analysis: AnalysisPart = AnalysisPart()

    def visit(self, key: str) -> PlannedVisit:
        """The planned visit of a key. Raises KeyError when the protocol has none."""
        for visit in self.visits:
            if visit.key == key:
                return visit
        raise KeyError(key)

    def visit_name(self, key: str) -> str:
        """The name of a visit in the language of the screen; one that is not in the schedule is named by its key."""
        return next((_(visit.label) for visit in self.visits if visit.key == key), key)

    @property
    def timed_visits(self) -> tuple[PlannedVisit, ...]:
        """The visits that are counted in weeks from the first infusion, in order."""
        return tuple(visit for visit in self.visits if visit.week is not None)

    @property
    def infusion_visits(self) -> tuple[PlannedVisit, ...]:
        """The visits with an infusion, in order."""
        return tuple(visit for visit in self.visits if visit.infusion)


def read_protocol(toml: str) -> Protocol:
    """The protocol that a TOML text holds. Raises BadProtocol with a sentence that names what is wrong."""
    try:
        return checked(tomllib.loads(toml))
    except (tomllib.TOMLDecodeError, BadProtocol) as error:
        raise BadProtocol(_("The protocol file cannot be used: {reason}.").format(reason=error)) from error


def checked(values: Mapping[str, Any]) -> Protocol:
    """The protocol that plain values describe. Raises BadProtocol, which names what is wrong."""
    try:
        protocol = msgspec.convert(values, Protocol, strict=False)
    except msgspec.ValidationError as error:
        raise BadProtocol(str(error)) from error
    for reason, wrong in (_visit_faults(protocol) | _other_faults(protocol) | _limit_faults(protocol)).items():
        if wrong:
            raise BadProtocol(reason)
    return protocol


def _other_faults(protocol: Protocol) -> dict[str, bool]:
    return {
        _("the dose per kg is not above 0"): not _above_zero(protocol.dose.cells_per_kg),
        _("it has no criteria of eligibility"): not protocol.criteria,
        _("two criteria have the same key"): len({c.key for c in protocol.criteria}) < len(protocol.criteria),
        _("a criterion names a limit that there is not"): not _names_limits(protocol),
        _("words for a sign are missing or not known"): set(protocol.assessment.descriptors) != set(Sign),
        _("the subject pattern has no place for the number, such as {number:03}"): not _numbers(protocol.study),
        _("a stopping rule cannot be read"): not _stops(protocol.safety),
        _("the confidence of an interval is not from 50 to 99.9 %"): not _is_confidence(protocol.analysis),
        _("more infusions are asked for than are planned"): (
            protocol.analysis.per_protocol_infusions > len(protocol.infusion_visits)
        ),
    }


def _is_confidence(analysis: AnalysisPart) -> bool:
    pct = analysis.confidence_pct
    return pct.is_finite() and 50 <= pct <= Decimal("99.9")


def _stops(safety: SafetyPart) -> bool:
    from ucmsc_desktop.domain.stopping import BadRule, parse  # late: it knows the protocol

    try:
        return all(parse(line) for line in safety.stopping_rules)
    except BadRule:
        return False


def _names_limits(protocol: Protocol) -> bool:
    try:
        for criterion in protocol.criteria:
            protocol.eligibility.named(criterion.text)
    except (LookupError, ValueError, AttributeError):
        return False
    return True


def _limit_faults(protocol: Protocol) -> dict[str, bool]:
    limits, plan = protocol.eligibility, protocol.infusion
    prompts = [value for value in msgspec.structs.astuple(plan) if isinstance(value, tuple)]
    values: list[object] = [*msgspec.structs.astuple(limits), *limits.anaemia_who, *limits.anaemia_china]
    values += [
        protocol.dose.tolerance_pct,
        protocol.dose.weight_change_pct,
        protocol.study.recruitment_months,
        protocol.analysis.per_protocol_infusions,
        *msgspec.structs.astuple(plan),
        *(part for own in prompts for part in own),
    ]
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    finite = [number for number in numbers if Decimal(number).is_finite()]
    return {
        _("a limit is negative or no number"): len(finite) < len(numbers) or any(number < 0 for number in finite),
        _("a limit is above {highest}").format(highest=HIGHEST): any(number > HIGHEST for number in finite),
        _("the youngest age is above the oldest"): limits.age_low > limits.age_high,
        _("the lower limit of calcium is above the upper one"): limits.calcium_low > limits.calcium_high,
        _("vital signs have no interval"): plan.vitals_every_minutes == 0,
        _("bounds of a vital sign are none, or a low and a high one"): not all(_is_range(own) for own in _bounds(plan)),
        _("there is no level of causality"): not protocol.safety.causality_levels,
        _("every marker is needed, yet none is named"): limits.tumour_markers == "named" and not limits.tumour_panel,
    }


def _bounds(plan: InfusionPart) -> list[tuple[Decimal, ...]]:
    names = [name for name in InfusionPart.__struct_fields__ if name.endswith("_prompt")]
    return [getattr(plan, name) for name in names]


def _is_range(bounds: tuple[Decimal, ...]) -> bool:
    return not bounds or (len(bounds) == 2 and bounds[0] < bounds[1])


def _visit_faults(protocol: Protocol) -> dict[str, bool]:
    visits = protocol.visits
    timed = {visit.key: visit.week or 0 for visit in protocol.timed_visits}
    weeks = list(timed.values())
    return {
        _("two visits have the same key"): len({visit.key for visit in visits}) < len(visits),
        _("the visits are not in the order of their weeks"): weeks != sorted(set(weeks)) or min(weeks, default=0) < 0,
        _("a window is negative"): any(visit.early_days < 0 or visit.late_days < 0 for visit in visits),
        _("a window is longer than a year"): any(max(visit.early_days, visit.late_days) > LONGEST for visit in visits),
        _("an infusion has no week"): any(visit.infusion and visit.week is None for visit in visits),
        _("the primary visit is not in the schedule"): protocol.endpoints.primary_visit not in timed,
    }


def _above_zero(value: Decimal) -> bool:
    return value.is_finite() and value > 0


def _numbers(study: StudyPart) -> bool:
    try:
        return study.subject_pattern.format(number=1) != study.subject_pattern.format(number=2)
    except (LookupError, ValueError, AttributeError):
        return False
