"""The records of facts: what contradicts itself, what cannot be, and what follows from the entries."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.asked_forms import asked_forms, impossible_days
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate, earliest, latest
from ucmsc_desktop.domain.items import BadValue, MissingReason, Record, fields, parse
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import DISTURBANCES, ORGANS, MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.washout import washout_words

from .build import DAYS, partial_dates

TODAY = date(2026, 4, 1)
answers = st.sampled_from([None, True, False])


def said(record: Record) -> dict[str, str]:
    """The sentences about a record, by field."""
    return {problem.field: problem.sentence for problem in record.contradictions()}


# Consent


@given(DAYS, DAYS)
def test_consent_is_not_withdrawn_before_it_is_signed(signed: date, withdrawn: date) -> None:
    found = said(Consent(signed_on=signed, withdrawn_on=withdrawn))
    assert ("withdrawn_on" in found) is (withdrawn < signed)


@given(DAYS, st.integers(-2, 2))
def test_the_time_of_consent_lies_on_its_day(signed: date, off: int) -> None:
    at = datetime.combine(signed + timedelta(days=off), datetime.min.time(), timezone(timedelta(hours=8)))
    assert ("signed_at" in said(Consent(signed_on=signed, signed_at=at))) is (off != 0)


def test_a_reason_for_a_withdrawal_needs_its_day() -> None:
    assert said(Consent(withdrawal_reason="moved")) == {
        "withdrawn_on": "Give the day on which the consent was withdrawn."
    }


# Pregnancy, other trials, allergies: an affirmed thing is told, a denied one is not


@given(answers, st.none() | partial_dates())
def test_the_end_of_a_pregnancy_and_of_a_trial_stands_where_there_was_one(was: bool | None, end: Any) -> None:
    wrong = (was is True and end is None) or (was is False and end is not None)
    assert ("last_ended_on" in said(ReproductiveStatus(ever=was, last_ended_on=end))) is wrong
    assert ("last_ended_on" in said(OtherTrials(before=was, last_ended_on=end))) is wrong


@given(answers, st.sampled_from([None, "penicillin"]))
def test_an_allergy_is_named_where_there_is_one(allergy: bool | None, name: str | None) -> None:
    wrong = (allergy is True and name is None) or (allergy is False and name is not None)
    assert ("allergies" in said(MedicalHistory(allergy=allergy, allergies=name))) is wrong


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (ReproductiveStatus(ever=True), "last_ended_on"),
        (OtherTrials(before=True), "last_ended_on"),
        (MedicalHistory(allergy=True), "allergies"),
    ],
)
def test_what_is_not_known_is_no_contradiction(record: Record, field: str) -> None:
    assert field in said(record)
    assert said(msgspec.structs.replace(record, missing={field: MissingReason.NOT_KNOWN})) == {}


@given(answers, answers)
def test_only_a_woman_who_can_is_pregnant(childbearing: bool | None, pregnant: bool | None) -> None:
    found = said(ReproductiveStatus(childbearing=childbearing, pregnant=pregnant))
    assert ("pregnant" in found) is (pregnant is True and childbearing is False)


def test_every_line_of_the_criteria_is_a_line_of_the_form() -> None:
    assert {*ORGANS, *DISTURBANCES} <= {name for name, field in fields(MedicalHistory).items() if field.kind is bool}


# Therapies


@given(st.none() | partial_dates(), st.none() | partial_dates(), answers, st.none() | st.sampled_from(TherapyClass))
def test_a_treatment_is_complete_or_says_what_is_missing(
    start: PartialDate | None, last: PartialDate | None, ongoing: bool | None, kind: TherapyClass | None
) -> None:
    found = dict(Therapy(started_on=start, last_used_on=last, ongoing=ongoing, therapy_class=kind).faults())
    assert ("therapy_class" in found) is (kind is None)
    backwards = start is not None and last is not None and latest(last) < earliest(start)
    assert ("last_used_on" in found) is (bool(ongoing) is (last is not None) or backwards)


@pytest.mark.parametrize("typed", ["2026-13", "2027-02-29", "2026-11-31", "soon"])
def test_a_date_that_is_none_is_a_fault_of_its_own(typed: str) -> None:
    therapy = Therapy(therapy_class=TherapyClass.TOPICAL, last_used_on=PartialDate(typed))
    assert dict(therapy.faults()) == {"last_used_on": "This is not a date."}


def test_treatments_and_the_answer_agree() -> None:
    row = Therapy(drug="Ointment", therapy_class=TherapyClass.TOPICAL, ongoing=True)
    assert said(Therapies(any_therapy=True)) == {"any_therapy": "List the treatments."}
    assert "any_therapy" in said(Therapies(any_therapy=False, therapies={"1": row}))
    assert said(Therapies(any_therapy=True, therapies={"1": row})) == {}
    incomplete = Therapies(any_therapy=True, therapies={"1": row, "2": Therapy()})
    assert set(said(incomplete)) == {"therapies.2.therapy_class", "therapies.2.last_used_on"}
    assert incomplete.with_therapy("2", None).therapies == {"1": row}


@pytest.mark.parametrize(
    ("last", "until", "words"),
    [
        ("2026-03-18", TODAY, "Free from 01-Apr-2026: complete on the reference day 01-Apr-2026."),
        ("2026-03-19", TODAY, "Free from 02-Apr-2026: not complete on the reference day 01-Apr-2026."),
        ("2026-03", TODAY, "Free from 14-Apr-2026 at the latest: on the reference day 01-Apr-2026 it depends on"),
        ("2026-04-14", TODAY, "Used after the reference day 01-Apr-2026: free from 28-Apr-2026."),
        ("2026-04-14", None, "Free from 28-Apr-2026; the reference day is not known yet."),
    ],
)
def test_the_washout_is_said_beside_the_treatment(
    protocol: Protocol, last: str, until: date | None, words: str
) -> None:
    therapy = Therapy(therapy_class=TherapyClass.TOPICAL, last_used_on=PartialDate(last))
    assert washout_words(therapy, protocol.eligibility, until).startswith(words)


def test_a_washout_that_has_no_end_says_so(protocol: Protocol) -> None:
    limits = protocol.eligibility
    biologic = Therapy(therapy_class=TherapyClass.BIOLOGIC)
    assert washout_words(Therapy(), limits, TODAY) == ""
    assert washout_words(Therapy(therapy_class=TherapyClass.OTHER), limits, TODAY).startswith("No washout")
    assert washout_words(biologic, limits, TODAY) == "Washout: 84 days after the last use."
    ongoing = msgspec.structs.replace(biologic, ongoing=True)
    assert washout_words(ongoing, limits, TODAY) == "Ongoing: the washout of 84 days has not begun."


@pytest.mark.parametrize(
    ("started", "last", "words"),
    [
        ("2026-03-20", "2026", "Free from 14-Jan-2027: not complete on the reference day 01-Apr-2026."),
        ("2026-03-10", "2026", "Free from 14-Jan-2027 at the latest: on the reference day 01-Apr-2026 it depends"),
        ("2026-03-10", "2026-02", ""),
        (None, "2026-02-30", ""),
    ],
)
def test_the_washout_counts_from_no_day_before_the_start(
    protocol: Protocol, started: str | None, last: str, words: str
) -> None:
    therapy = Therapy(
        therapy_class=TherapyClass.TOPICAL,
        started_on=PartialDate(started) if started else None,
        last_used_on=PartialDate(last),
    )
    found = washout_words(therapy, protocol.eligibility, TODAY)
    assert found.startswith(words) if words else found == ""


# Measurements


@given(st.decimals(20, 300, places=1), st.decimals(100, 250, places=1))
def test_the_body_mass_index_is_within_half_a_tenth(weight: Decimal, height: Decimal) -> None:
    found = Measurements(weight_kg=weight, height_cm=height).derived().bmi
    assert found is not None
    exact = Fraction(weight) / (Fraction(height) / 100) ** 2
    assert abs(Fraction(found) - exact) <= Fraction(1, 20)


@given(st.integers(30, 300), st.integers(10, 200))
def test_the_diastolic_pressure_is_the_lower_one(systolic: int, diastolic: int) -> None:
    found = said(Measurements(systolic=systolic, diastolic=diastolic))
    assert ("diastolic" in found) is (diastolic >= systolic)


def test_without_one_of_both_there_is_no_index() -> None:
    measured = Measurements(weight_kg=Decimal(70), height_cm=Decimal(170)).derived()
    assert msgspec.structs.replace(measured, height_cm=None).derived().bmi is None


# Days


@pytest.mark.parametrize("typed", ["2027-02-29", "2026-11-31", "2026-13", "31-11-2026", "yesterday"])
def test_a_day_that_is_not_in_the_calendar_is_refused_in_a_sentence(typed: str) -> None:
    for field in (fields(Participant)["birth_date"], fields(Consent)["signed_on"]):
        with pytest.raises(BadValue, match="is not a date"):
            parse(field, typed)


def test_a_month_is_a_birth_date_and_no_day_of_consent() -> None:
    assert parse(fields(Participant)["birth_date"], "1988-05") == "1988-05"
    with pytest.raises(BadValue, match="is not a date"):
        parse(fields(Consent)["signed_on"], "2026-03")


@given(partial_dates())
def test_nobody_is_born_in_the_future(born: PartialDate) -> None:
    found = impossible_days(Participant(birth_date=born), born, TODAY)
    assert bool(found) is (earliest(born) > TODAY)


@given(DAYS, partial_dates())
def test_consent_lies_between_birth_and_today(signed: date, born: PartialDate) -> None:
    words = [problem.sentence for problem in impossible_days(Consent(signed_on=signed), born, TODAY)]
    if signed > TODAY:
        assert words == ["This day is still to come."]
    else:
        assert words == (["This day is before the birth."] if signed < earliest(born) else [])


def test_a_partial_day_is_impossible_only_when_all_of_it_is() -> None:
    born = PartialDate("1990-06-15")
    for since, wrong in (("1990", False), ("1990-05", True), ("1990-06", False), ("2026", False), ("2026-05", True)):
        assert bool(impossible_days(PsoriasisHistory(since=PartialDate(since)), born, TODAY)) is wrong, since


# Who is asked what


@pytest.mark.parametrize(("sex", "asked"), [(Sex.MALE, False), (Sex.FEMALE, True), (None, True)])
def test_pregnancy_is_not_asked_of_a_man(protocol: Protocol, sex: Sex | None, asked: bool) -> None:
    forms = asked_forms(protocol, protocol.visit("SCR"), Participant(sex=sex))
    assert ("REPRODUCTION" in forms) is asked
    assert forms[:2] == ["DM", "CONSENT"]
    assert asked_forms(protocol, protocol.visit("W0"), Participant(sex=sex)) == ["LAB", "DLQI"]


def test_optional_facts_are_asked_at_the_visits_of_a_pasi(protocol: Protocol) -> None:
    more = msgspec.structs.replace(protocol.assessment, optional_forms=("LAB", "DLQI", "GLOBAL"))
    plan = msgspec.structs.replace(protocol, assessment=more)
    assert asked_forms(plan, plan.visit("W12"), None) == ["LAB", "DLQI"]
