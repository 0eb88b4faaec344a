"""E3 and E8: pregnancy, breast-feeding and other trials, to the day."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.domain.candidates import NEGATIVE, NEVER, RESULTS, changed, finding, missing, on, with_choices
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.lab.results import LabResult, Quality
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.trials import OtherTrials

MET, NOT_MET, UNKNOWN = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN


def _woman(test: LabResult | None = NEGATIVE, screened: date | None = date(2026, 3, 10), **status: object) -> Facts:
    return changed(
        participant=Participant(sex=Sex.FEMALE, birth_date=PartialDate("1990")),
        reproduction=msgspec.structs.replace(NEVER, **status),
        results={**RESULTS, **({"HCG": test} if test else {})},
        screened_on=screened,
    )


def _ended(ended: str, screened: date = date(2026, 3, 10)) -> Facts:
    return _woman(ever=True, last_ended_on=PartialDate(ended), screened=screened)


@pytest.mark.parametrize(
    ("ended", "screened", "expected", "free_from"),
    [
        ("2025-03-09", date(2026, 3, 10), MET, None),
        ("2025-03-10", date(2026, 3, 10), MET, None),
        ("2025-03-11", date(2026, 3, 10), NOT_MET, date(2026, 3, 11)),
        ("2024-02-29", date(2025, 2, 28), NOT_MET, date(2025, 3, 1)),
        ("2024-02-29", date(2025, 3, 1), MET, None),
        ("2026-03-11", date(2026, 3, 10), NOT_MET, date(2027, 3, 11)),
        ("2025-02", date(2026, 3, 10), MET, None),
        ("2025-03", date(2026, 3, 10), UNKNOWN, date(2026, 3, 31)),
        ("2025-04", date(2026, 3, 10), NOT_MET, date(2026, 4, 30)),
        ("2025", date(2026, 3, 10), UNKNOWN, date(2026, 12, 31)),
        ("2024", date(2026, 3, 10), MET, None),
    ],
)
def test_one_year_after_pregnancy_or_breast_feeding(
    protocol: Protocol, ended: str, screened: date, expected: Finding, free_from: date | None
) -> None:
    found = on("E3", _ended(ended, screened), protocol)
    assert found.finding is expected
    assert found.free_from == free_from


def test_another_number_of_years(protocol: Protocol) -> None:
    two = with_choices(protocol, reproductive_years=2)
    assert finding("E3", _ended("2024-03-10"), two) is MET
    assert on("E3", _ended("2024-03-11"), two).free_from == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (_woman(), MET),
        (_woman(pregnant=True), NOT_MET),
        (_woman(lactating=True), NOT_MET),
        (_woman(pregnant=None), UNKNOWN),
        (_woman(lactating=None), UNKNOWN),
        (_woman(ever=None), UNKNOWN),
        (_woman(ever=True), UNKNOWN),
        (_woman(test=None), UNKNOWN),
        (_woman(test=None, childbearing=False), MET),
        (_woman(test=None, childbearing=None), UNKNOWN),
        (_woman(childbearing=None), MET),
        (_woman(test=LabResult(quality=Quality.POSITIVE)), NOT_MET),
        (_woman(test=LabResult(quality=Quality.POSITIVE), childbearing=False), NOT_MET),
        (_woman(test=LabResult(quality=Quality.UNCLEAR)), UNKNOWN),
        (changed(reproduction=None), MET),
        (changed(participant=Participant(), reproduction=NEVER), UNKNOWN),
        (changed(participant=Participant(sex=Sex.FEMALE), reproduction=None), UNKNOWN),
    ],
)
def test_pregnancy_and_breast_feeding_now(protocol: Protocol, facts: Facts, expected: Finding) -> None:
    found = on("E3", facts, protocol)
    assert found.finding is expected
    assert found.free_from is None


def test_what_a_woman_is_still_asked(protocol: Protocol) -> None:
    nothing = changed(participant=Participant(sex=Sex.FEMALE), reproduction=ReproductiveStatus())
    assert missing(on("E3", nothing, protocol)) == [
        "REPRODUCTION.pregnant", "REPRODUCTION.lactating", "REPRODUCTION.ever", "REPRODUCTION.childbearing",
        "LAB.results.HCG",
    ]  # fmt: skip
    assert missing(on("E3", _woman(ever=True), protocol)) == ["REPRODUCTION.last_ended_on"]
    ended = _woman(ever=True, last_ended_on=PartialDate("2020"), screened=None)
    assert missing(on("E3", ended, protocol)) == ["SCREENING.screened_on"]
    unclear = on("E3", _woman(test=LabResult(quality=Quality.UNCLEAR)), protocol)
    assert unclear.sentence == "Pregnancy test: unclear, a new test is needed"


def _trial(ended: str | None, **answers: bool | None) -> Facts:
    given: dict[str, Any] = {
        "taking_part": False,
        "before": True,
        "last_ended_on": PartialDate(ended) if ended else None,
    }
    return changed(trials=OtherTrials(**(given | answers)))


@pytest.mark.parametrize(
    ("ended", "calendar", "days_30"),
    [
        ("2026-02-07", MET, MET),
        ("2026-02-08", MET, MET),
        ("2026-02-09", MET, NOT_MET),
        ("2026-02-10", MET, NOT_MET),
        ("2026-02-11", NOT_MET, NOT_MET),
        ("2026-03-11", NOT_MET, NOT_MET),
        ("2026-01", MET, MET),
        ("2026-02", UNKNOWN, UNKNOWN),
        ("2026-03", NOT_MET, NOT_MET),
        ("2026", UNKNOWN, UNKNOWN),
        ("2025", MET, MET),
    ],
)
def test_another_trial_within_a_month(protocol: Protocol, ended: str, calendar: Finding, days_30: Finding) -> None:
    found = on("E8", _trial(ended), with_choices(protocol, month="calendar"))
    assert (found.finding, found.parameters) == (calendar, ("month",))
    assert finding("E8", _trial(ended), with_choices(protocol, month="days_30")) is days_30


def test_a_month_from_its_31st_day(protocol: Protocol) -> None:
    ended = _trial("2026-01-31")
    on_28 = msgspec.structs.replace(ended, screened_on=date(2026, 2, 28))
    on_27 = msgspec.structs.replace(ended, screened_on=date(2026, 2, 27))
    assert finding("E8", on_28, protocol) is MET
    assert on("E8", on_27, protocol).free_from == date(2026, 2, 28)
    assert on("E8", on_27, with_choices(protocol, month="days_30")).free_from == date(2026, 3, 2)
    assert on("E8", on_28, with_choices(protocol, other_trial_months=3)).free_from == date(2026, 4, 30)


def test_another_trial_says_why(protocol: Protocol) -> None:
    assert on("E8", _trial("2026-02-20"), protocol).sentence == (
        "Last trial ended on 20-Feb-2026: 1 month not completed by 10-Mar-2026, free from 20-Mar-2026"
    )
    assert on("E8", _trial("2026-03-20"), protocol).sentence == (
        "Last trial ended on 20-Mar-2026: this is after 10-Mar-2026, free from 20-Apr-2026"
    )
    assert on("E8", _trial("2026-02"), protocol).sentence == (
        "Last trial ended on 2026-02: whether 1 month had passed by 10-Mar-2026 depends on what is not known, "
        "free from 28-Mar-2026 at the latest"
    )
    assert on("E8", _trial("2026-03"), protocol).sentence == (
        "Last trial ended on 2026-03: 1 month not completed by 10-Mar-2026, free from 30-Apr-2026 at the latest"
    )


@pytest.mark.parametrize(
    ("ended", "expected"), [("2026-02-10", MET), ("2026-02-11", UNKNOWN), ("2026-02", UNKNOWN), ("2020", MET)]
)
def test_an_end_of_what_never_was_is_open_where_the_two_do_not_agree(
    protocol: Protocol, ended: str, expected: Finding
) -> None:
    found = on("E8", _trial(ended, before=False), protocol)
    assert (found.finding, found.free_from, found.missing) == (expected, None, ())
    woman = _woman(ever=False, last_ended_on=PartialDate("2026-01-02"))
    assert on("E3", woman, protocol).sentence == (
        "Last pregnancy or breast-feeding ended on 02-Jan-2026, yet there was none "
        "(Pregnant or breast-feeding at any time before: no): one of them is wrong"
    )


@pytest.mark.parametrize(
    ("facts", "expected", "open_facts"),
    [
        (_trial(None, before=False), MET, []),
        (_trial(None, before=False, taking_part=True), NOT_MET, []),
        (_trial(None, before=False, taking_part=None), UNKNOWN, ["TRIALS.taking_part"]),
        (_trial(None, before=None), UNKNOWN, ["TRIALS.before"]),
        (_trial(None), UNKNOWN, ["TRIALS.last_ended_on"]),
        (changed(trials=None), UNKNOWN, ["TRIALS.taking_part", "TRIALS.before"]),
    ],
)
def test_what_is_not_known_about_other_trials(
    protocol: Protocol, facts: Facts, expected: Finding, open_facts: list[str]
) -> None:
    found = on("E8", facts, protocol)
    assert (found.finding, missing(found)) == (expected, open_facts)


def test_a_trial_now_has_no_day_from_which_it_is_over(protocol: Protocol) -> None:
    assert on("E8", _trial("2026-03-01", taking_part=True), protocol).free_from is None
