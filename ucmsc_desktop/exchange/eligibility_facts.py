"""The facts of a candidate as one flat JSON object gives them, refused where the forms would not store them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate, earliest
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.items import Code, Record, fields, problems
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.procedures import DAY_FIELDS, Procedure
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.zung import Sas, Sds
from ucmsc_desktop.exchange.eligibility_rows import results, therapies
from ucmsc_desktop.exchange.json_lines import BadInput, Given
from ucmsc_desktop.exchange.plain import plain
from ucmsc_desktop.exchange.rules import total_given
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
Names = Mapping[str, str]
"""From a field of the input to the field of the record that holds it."""

PERSON: Names = {"sex": "sex", "birth_date": "birth_date"}
CONSENT: Names = {"consent_on": "signed_on", "consent_withdrawn_on": "withdrawn_on"}
DISEASE: Names = {name: name for name in ("psoriasis_type", "face_only", "acute_progressive", "erythroderma_tendency")}
REPRODUCTION: Names = {
    "childbearing": "childbearing",
    "pregnant": "pregnant",
    "lactating": "lactating",
    "ever_pregnant": "ever",
    "ended_on": "last_ended_on",
}
MEDICAL: Names = {name: name for name, field in fields(MedicalHistory).items() if field.kind is bool}
TRIALS: Names = {"other_trial_now": "taking_part", "other_trial_before": "before", "last_trial_on": "last_ended_on"}
SCALES: Names = {"sas_raw": "entered_raw", "sds_raw": "entered_raw"}
VISIT: Names = {"screened_on": "screened_on", "first_infusion_on": "planned_infusion_on"}
FIELDS = (
    *PERSON, *CONSENT, *DISEASE, "pasi", "bsa_pct", "pasi_on", *VISIT, *REPRODUCTION, "pregnancy_test", *SCALES,
    *MEDICAL, "lab", *TRIALS, "any_therapy", "therapies", "procedures",
)  # fmt: skip
"""Every fact that an object may give."""


def facts_given(given: Given, markers: tuple[str, ...]) -> tuple[Facts, list[str]]:
    """The facts, and sentences on what does not fit together. `markers` are analytes that the protocol adds."""
    consent, visit = _record(Consent, CONSENT, given), _record(Screening, VISIT, given)
    reproduction, trials = _record(ReproductiveStatus, REPRODUCTION, given), _record(OtherTrials, TRIALS, given)
    treated, queries = therapies(given), list[str]()
    facts = Facts(
        participant=_record(Participant, PERSON, given),
        consent=consent,
        psoriasis=_record(PsoriasisHistory, DISEASE, given),
        therapies=treated,
        trials=trials,
        medical=_record(MedicalHistory, MEDICAL, given),
        reproduction=reproduction,
        results=results(given, markers),
        sas=_record(Sas, {"sas_raw": SCALES["sas_raw"]}, given),
        sds=_record(Sds, {"sds_raw": SCALES["sds_raw"]}, given),
        pasi_tenths=total_given(given.raw("pasi"), "pasi", queries),
        bsa_pct=_share(given),
        assessed_on=given.date("pasi_on"),
        screened_on=visit.screened_on,
        first_infusion_on=visit.planned_infusion_on,
        procedures=tuple(_procedures(given)),
    )
    _check_birth(facts)
    beside = (consent, reproduction, trials, treated)
    return facts, queries + [problem.sentence for record in beside for problem in record.contradictions()]


def _record(record_type: type[R], names: Names, given: Given) -> R:
    record = record_type(**{field: _value(given, name, record_type, field) for name, field in names.items()})
    for problem in problems(record):
        name = next((name for name, field in names.items() if field == problem.field), problem.field)
        raise BadInput(_("“{field}”: {reason}").format(field=name, reason=problem.sentence))
    return record


def _value(given: Given, name: str, record_type: type[Record], field: str) -> Any:
    kind = fields(record_type)[field].kind
    if isinstance(kind, type) and issubclass(kind, Code):
        return given.code(name, kind)
    reads = {PartialDate: given.partial_date, bool: given.yes_no, date: given.date, int: given.whole}
    return reads[kind](name)


def _share(given: Given) -> Decimal | None:
    share = given.number("bsa_pct")
    if share is not None and not 0 <= share <= 100:
        raise BadInput(_("“{field}”: {value} is not 0 to 100 %.").format(field="bsa_pct", value=plain(share)))
    return share


def _procedures(given: Given) -> Iterator[Procedure]:
    assessed_on = given.date("pasi_on")
    if assessed_on is not None:
        yield Procedure(PasiAssessment.form, assessed_on)
    for entry in given.objects("procedures", ("form", "on")):
        form, on = entry.words("form"), entry.date("on")
        if form not in DAY_FIELDS:
            raise BadInput(
                _("“{field}”: “{form}” is not one of {forms}.").format(
                    field=entry.name("form"), form=form, forms=", ".join(DAY_FIELDS)
                )
            )
        if on is not None:
            yield Procedure(form, on)


def _check_birth(facts: Facts) -> None:
    born, on = facts.participant.birth_date, facts.screened_on
    if born is not None and on is not None and earliest(born) > on:
        raise BadInput(
            _("“birth_date”: {born} is after the day of screening, {on}.").format(born=born, on=on.isoformat())
        )
