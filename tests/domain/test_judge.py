"""The verdict over all criteria: what it says, what could open the way, and that it never fails to say something."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.build import decimals, kept, partial_dates, records
from tests.domain.candidates import (
    CANDIDATE,
    CHECKLIST,
    DAY,
    NEGATIVE,
    RESULTS,
    changed,
    finding,
    result,
    with_choices,
    with_results,
)  # fmt: skip
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.judge import DECIDERS, judge
from ucmsc_desktop.domain.dates import PartialDate, earliest, latest
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.facts import Facts, facts_of
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.findings_words import could_words
from ucmsc_desktop.domain.forms import FACT_FORMS, FORMS
from ucmsc_desktop.domain.items import Record, fields
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Qualifier, Quality
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import EligibilityPart, Protocol
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.zung import Sas


def test_every_rule_of_the_protocol_is_known(protocol: Protocol) -> None:
    assert {criterion.rule for criterion in protocol.criteria} == set(DECIDERS)
    named = {name for decider in DECIDERS.values() for name in decider.parameters}
    assert named <= set(EligibilityPart.__struct_fields__)


def test_a_candidate_whom_everything_speaks_for(protocol: Protocol) -> None:
    found = judge(CANDIDATE, protocol, CHECKLIST)
    assert (found.eligible, found.could_from, found.repeat, found.missing) == (True, None, (), ())
    assert found.reason == "Eligible: every inclusion criterion is met and no exclusion criterion applies."
    assert {criterion.finding for criterion in found.criteria} == {Finding.MET}
    assert found.protocol_version == protocol.version
    assert could_words(found) == ""


def test_nothing_recorded_is_open(protocol: Protocol) -> None:
    found = judge(Facts(), protocol, Screening())
    assert found.eligible is None
    assert found.reason == (
        f"Not decided: still needed {len(found.missing)} facts (Type of psoriasis; PASI; Body surface area; "
        f"{len(found.missing) - 3} more) and the investigator's judgement on E10."
    )
    assert all(criterion.finding is not Finding.MET for criterion in found.criteria)


def test_what_is_still_needed(protocol: Protocol) -> None:
    one = judge(changed(sas=None), protocol, CHECKLIST.answered("E1", None).answered("E2", None))
    assert one.reason == (
        "Not decided: still needed 1 fact (SAS standard score) and the investigator's judgement on E1, E2."
    )
    rough = Therapies(any_therapy=True, therapies={"1": _therapy(TherapyClass.TOPICAL, "2026-02")})
    vague = judge(changed(therapies=rough), protocol, CHECKLIST)
    assert vague.reason == "Not decided: still needed more exact facts for E9."
    unsure = judge(CANDIDATE, protocol, CHECKLIST.answered("E1", Answer.UNKNOWN).answered("I2", Answer.UNKNOWN))
    assert unsure.reason == "Not decided: still needed an answer to E1."


def test_all_reasons_against_are_named(protocol: Protocol) -> None:
    found = judge(changed(sas=Sas(entered_raw=43), pasi_tenths=70, bsa_pct=None), protocol, CHECKLIST)
    assert found.reason == "Not eligible: SAS standard score 53 is above 50."
    low = msgspec.structs.replace(with_results(PLAT=result("74.9", "10^9/L")), sas=Sas(entered_raw=43))
    assert judge(low, protocol, CHECKLIST).reason == (
        "Not eligible: SAS standard score 53 is above 50; "
        "Platelets: 74.9\u00a0×\u00a010^9/L is below 75\u00a0×\u00a010^9/L."
    )


def _therapy(kind: TherapyClass, last: str) -> Therapy:
    return Therapy(drug="X", therapy_class=kind, last_used_on=PartialDate(last))


TREATED = Therapies(any_therapy=True, therapies={"1": _therapy(TherapyClass.TOPICAL, "2026-03-01")})
ROUGHLY = PartialDate("2026-02")
LOW = {**RESULTS, "PLAT": result("74", "10^9/L")}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (changed(therapies=TREATED), "Could be eligible from 15-Mar-2026."),
        (changed(results=LOW), "Could be eligible after a new result of Platelets."),
        (
            changed(therapies=TREATED, results=LOW),
            "Could be eligible from 15-Mar-2026, after a new result of Platelets.",
        ),
        (changed(therapies=TREATED, sas=Sas(entered_raw=43)), ""),
        (changed(therapies=TREATED, sas=None), "Could be eligible from 15-Mar-2026."),
        (changed(sas=None), ""),
    ],
)
def test_what_could_open_the_way(protocol: Protocol, facts: Facts, words: str) -> None:
    assert could_words(judge(facts, protocol, CHECKLIST)) == words


def test_a_day_that_opens_the_way_does_open_it(protocol: Protocol) -> None:
    first = judge(changed(therapies=TREATED), protocol, CHECKLIST)
    assert first.could_from == date(2026, 3, 15)
    assert judge(changed(therapies=TREATED, assessed_on=first.could_from), protocol, CHECKLIST).eligible is True


def test_the_day_is_late_enough_for_what_is_only_roughly_known(protocol: Protocol) -> None:
    facts = changed(therapies=TREATED, trials=OtherTrials(taking_part=False, before=True, last_ended_on=ROUGHLY))
    found = judge(facts, protocol, CHECKLIST)
    assert (found.eligible, found.could_from) == (False, date(2026, 3, 28))
    later = msgspec.structs.replace(facts, assessed_on=found.could_from, screened_on=found.could_from)
    assert judge(later, protocol, CHECKLIST).eligible is True


def test_a_protocol_without_rules_is_answered_by_hand(protocol: Protocol) -> None:
    plain = tuple(msgspec.structs.replace(criterion, rule="") for criterion in protocol.criteria)
    older = msgspec.structs.replace(protocol, criteria=plain)
    assert judge(CANDIDATE, older, Screening()).eligible is None
    good = {criterion.key: Answer.YES if criterion.key[0] == "I" else Answer.NO for criterion in plain}
    answered = Screening(answers=good)
    assert judge(Facts(), older, answered).eligible is True
    failed = judge(Facts(), older, answered.answered("I2", Answer.NO).answered("E8", Answer.YES))
    assert failed.reason == (
        "Not eligible: Inclusion I2 is not met (Aged 18 to 65 completed years on the day of consent); "
        "Exclusion E8 applies (Taking part in another trial now, or less than 1 month ago)."
    )
    waiting = judge(Facts(), older, answered.answered("I2", None).answered("E1", Answer.JUDGEMENT))
    assert waiting.reason == "Not decided: still needed the investigator's judgement on E1 and an answer to I2."


def test_an_answer_by_hand_does_not_override_a_fact(protocol: Protocol) -> None:
    every = {criterion.key: Answer.YES if criterion.key[0] == "I" else Answer.NO for criterion in protocol.criteria}
    assert judge(changed(sas=Sas(entered_raw=43)), protocol, Screening(answers=every)).eligible is False


LAB_RESULTS = st.builds(
    LabResult,
    value=st.none() | decimals(0, 400, 2),
    qualifier=st.none() | st.sampled_from(Qualifier),
    quality=st.none() | st.sampled_from(Quality),
    unit=st.sampled_from(("", "mmol/L", "mg/dL", "g/L", "g/dL", "U/L", "µmol/L", "10^9/L", "/µL", "mg/L", "ng/mL")),
    lln=st.none() | decimals(0, 400, 1),
    uln=st.none() | decimals(0, 400, 1),
    confirmed=st.booleans(),
)
THERAPIES = st.builds(
    Therapy,
    drug=st.just("X"),
    therapy_class=st.none() | st.sampled_from(TherapyClass),
    last_used_on=st.none() | partial_dates(),
    ongoing=st.none() | st.booleans(),
)
CHOICES: dict[str, tuple[Any, ...]] = {
    "sds_rounding": ("integer_part", "nearest"),
    "calcium_rule": ("total", "albumin_corrected"),
    "creatinine_cystatin": ("both", "either"),
    "anaemia_limit": ("who", "china", "laboratory"),
    "allergy": ("any", "judgement"),
    "month": ("calendar", "days_30"),
    "washout_reference": ("screening_pasi", "first_infusion"),
    "tumour_markers": ("free_list", "named"),
    "tumour_panel": ((), ("CEA",), ("CEA", "site's own")),
}


@st.composite
def candidates(draw: st.DrawFn) -> list[Record]:
    """What may be stored of one candidate, some of it missing, some of it contradictory."""
    forms = draw(st.lists(st.sampled_from((*FACT_FORMS, "PASI", "SCREENING")), unique=True))
    found = [draw(records(FORMS[form])) for form in forms]
    codes = st.sampled_from((*ANALYTES, "site's own"))
    filled: list[Record] = []
    for record in found:
        if isinstance(record, LabPanel):
            record = msgspec.structs.replace(record, results=draw(st.dictionaries(codes, LAB_RESULTS)))
        if isinstance(record, Therapies):
            rows = draw(st.dictionaries(st.sampled_from("123"), THERAPIES))
            record = msgspec.structs.replace(record, therapies=rows)
        filled.append(record)
    return filled


MANY_CHOICES = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()})


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(found=candidates(), choices=MANY_CHOICES)
def test_any_candidate_gets_a_verdict(protocol: Protocol, found: list[Record], choices: dict[str, Any]) -> None:
    chosen = with_choices(protocol, **choices)
    standing = [kept(record, "" if record.form == "DM" else "SCR") for record in found]
    screening = next((record for record in found if isinstance(record, Screening)), Screening())
    verdict = judge(facts_of(standing), chosen, screening)
    assert verdict == judge(facts_of(standing), chosen, screening)
    for criterion in verdict.criteria:
        assert criterion.sentence
        assert criterion.finding is not Finding.MET or not criterion.missing
        assert criterion.free_from is None or criterion.finding in (Finding.NOT_MET, Finding.UNKNOWN)
        assert not criterion.repeat or criterion.finding is Finding.NOT_MET
        assert all(not fact.words or fact.words.strip() for fact in criterion.facts)
    unmet = [criterion for criterion in verdict.criteria if criterion.finding is Finding.NOT_MET]
    assert (verdict.eligible is False) is bool(unmet)


@st.composite
def well_known(draw: st.DrawFn) -> Facts:
    """A candidate of whom everything is known exactly, good or bad."""
    lines: dict[str, Any] = {
        name: draw(st.booleans()) for name, field in fields(MedicalHistory).items() if field.kind is bool
    }
    person = Participant(sex=draw(st.sampled_from(Sex)), birth_date=_day(draw))
    ended, trial = draw(st.booleans()), draw(st.booleans())
    rows = draw(st.lists(st.tuples(st.sampled_from(TherapyClass), st.booleans()), max_size=3))
    return changed(
        participant=person,
        psoriasis=PsoriasisHistory(
            psoriasis_type=draw(st.sampled_from(PsoriasisType)),
            face_only=draw(st.booleans()),
            acute_progressive=draw(st.booleans()),
            erythroderma_tendency=draw(st.booleans()),
        ),
        reproduction=ReproductiveStatus(
            childbearing=draw(st.booleans()),
            pregnant=draw(st.booleans()),
            lactating=draw(st.booleans()),
            ever=ended,
            last_ended_on=_day(draw) if ended else None,
        ),
        trials=OtherTrials(taking_part=draw(st.booleans()), before=trial, last_ended_on=_day(draw) if trial else None),
        therapies=Therapies(
            any_therapy=bool(rows),
            therapies={
                str(number): Therapy(therapy_class=kind, ongoing=on, last_used_on=None if on else _day(draw))
                for number, (kind, on) in enumerate(rows)
            },
        ),
        medical=MedicalHistory(**lines),
        results={code: _result(draw, given) for code, given in RESULTS.items()} | {"HCG": NEGATIVE},
        sas=Sas(entered_raw=draw(st.integers(20, 80))),
        pasi_tenths=draw(st.integers(0, 720)),
    )


def _day(draw: st.DrawFn) -> PartialDate:
    return PartialDate(draw(st.dates(date(1950, 1, 1), date(2026, 3, 10))).isoformat())


def _result(draw: st.DrawFn, given: LabResult) -> LabResult:
    limit = given.uln or Decimal(100)
    return msgspec.structs.replace(given, lln=given.lln or Decimal(0), value=draw(decimals(0, 3 * limit, 2)))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(facts=well_known(), choices=MANY_CHOICES)
def test_nothing_is_unknown_when_everything_is_known(protocol: Protocol, facts: Facts, choices: dict[str, Any]) -> None:
    chosen = with_choices(protocol, **{**choices, "tumour_panel": ()})
    planned = msgspec.structs.replace(facts, first_infusion_on=DAY)
    answers = dict.fromkeys((criterion.key for criterion in protocol.criteria), Answer.NO)
    found = judge(planned, chosen, Screening(screened_on=DAY, answers=answers))
    assert {each.key for each in found.criteria if each.finding in (Finding.UNKNOWN, Finding.JUDGEMENT)} == set()
    assert found.missing == ()


@given(born=partial_dates(), day=st.integers(0, 365), consented=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_knowing_more_of_a_birth_date_never_turns_the_age(
    protocol: Protocol, born: PartialDate, day: int, consented: date
) -> None:
    exact = min(earliest(born) + timedelta(days=day), latest(born))

    def age(birth_date: str) -> Finding:
        person = Participant(sex=Sex.MALE, birth_date=PartialDate(birth_date))
        return finding("I2", changed(participant=person, consent=Consent(signed_on=consented)), protocol)

    assert age(born) in (age(exact.isoformat()), Finding.UNKNOWN) or exact > consented
