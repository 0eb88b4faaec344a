"""The medicines of a participant in words and in order, and what is impossible about one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept, Key, Stamp
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.medications import (
    day_given,
    is_whole,
    known_drugs,
    known_reasons,
    medications_of,
    time_words,
    timed,
)
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.therapies import Therapies, Therapy

AT = datetime(2026, 3, 28, 9, 35, tzinfo=UTC)


def day(words: str) -> PartialDate:
    return PartialDate(words)


def kept(record: Record, number: int = 1) -> Kept[Record]:
    return Kept(Key("P-1", "v1", record.form, number), record, Stamp("ann", Role.NURSE, AT), "")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Medication(given_at=AT, started_on=day("2026-03-28")), "28-Mar-2026 09:35"),
        (Medication(started_on=day("2025"), ongoing=True), "2025 to ongoing"),
        (Medication(started_on=day("2025-03"), ended_on=day("2025-04-02")), "2025-03 to 02-Apr-2025"),
        (Medication(ended_on=day("2025-04-02")), "02-Apr-2025"),
        (Medication(), ""),
    ],
)
def test_when_in_words(record: Medication, words: str) -> None:
    assert time_words(record) == words


def test_the_latest_comes_first_and_what_has_no_day_before_it() -> None:
    records = [
        kept(Medication(drug="old", started_on=day("2019")), 1),
        kept(Medication(drug="once", given_at=AT, started_on=day("2026-03-28")), 2),
        kept(Medication(drug="no day"), 3),
        kept(Medication(drug="that month", started_on=day("2026-03")), 4),
    ]
    assert [one.record.drug for one in medications_of(records)] == ["no day", "once", "that month", "old"]


def test_what_was_written_before_is_offered_once() -> None:
    records = [
        kept(Medication(drug="Beta", started_on=day("2020"))),
        kept(Medication(drug="Beta", started_on=day("2021")), 2),
        kept(Therapies(therapies={"1": Therapy(drug="Alpha"), "2": Therapy(drug="Beta"), "3": Therapy()})),
        kept(AdverseEvent(term="Shivering")),
        kept(AdverseEvent(), 2),
    ]
    assert known_drugs(records) == ["Beta", "Alpha"]
    assert known_reasons(records) == ["Shivering"]


def test_a_time_brings_the_first_day_and_follows_it() -> None:
    once = timed(Medication(purpose=Purpose.PREMEDICATION, given_at=AT), "given_at")
    assert once.started_on == "2026-03-28"
    earlier = timed(Medication(given_at=AT, started_on=day("2026-03-27")), "started_on")
    assert earlier.given_at is not None
    assert earlier.given_at.date() == date(2026, 3, 27)
    assert (earlier.given_at.hour, earlier.given_at.minute) == (9, 35)
    for begun in ("2026", "2026-03"):
        part = Medication(given_at=AT, started_on=day(begun))
        assert timed(part, "started_on") == part
        assert timed(part, "given_at") == part


def test_the_day_of_a_time_is_its_own_then_the_first_then_that_of_the_infusion() -> None:
    infused, today = date(2026, 3, 20), date(2026, 3, 30)
    assert day_given(Medication(given_at=AT, started_on=day("2026")), infused, today) == AT.date()
    assert day_given(Medication(started_on=day("2026-03-19")), infused, today) == date(2026, 3, 19)
    assert day_given(Medication(started_on=day("2026-03")), infused, today) == infused
    assert day_given(Medication(), None, today) == today


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_whole_to_the_day(known: date) -> None:
    whole = day(known.isoformat())
    assert is_whole(whole)
    assert not is_whole(day(whole[:7]))
    assert not is_whole(day(whole[:4]))
    assert not is_whole(None)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Medication(ongoing=True, ended_on=day("2026")), "ended_on"),
        (Medication(started_on=day("2026-03"), ended_on=day("2026-02")), "ended_on"),
        (Medication(started_on=day("2026-03-29"), given_at=AT), "given_at"),
    ],
)
def test_what_cannot_be_together(record: Medication, field: str) -> None:
    assert [problem.field for problem in record.contradictions()] == [field]


def test_a_part_of_a_day_contradicts_nothing_within_it() -> None:
    assert Medication(started_on=day("2026-03"), ended_on=day("2026"), given_at=AT).contradictions() == []
