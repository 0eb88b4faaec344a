"""Reporting clocks: what starts them, when they are due to the second, and what stops them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome, Expected
from ucmsc_desktop.domain.causality import is_related, levels
from ucmsc_desktop.domain.reporting import (
    Clock,
    ClockState,
    ReportTo,
    clock_words,
    clocks,
    open_clocks,
    span_words,
    starts_clocks,
)

from .adverse_events import KNOWN, PART, event, part
from .build import kept

SECOND = timedelta(seconds=1)
SUSAR: dict[str, Any] = {"serious": True, "hospitalisation": True, "relation": "possible", "expected": Expected.NO}


def found(of: AdverseEvent, after: timedelta = timedelta(0)) -> dict[ReportTo, Clock]:
    """The clocks of an event so long after it was known."""
    return {clock.to: clock for clock in clocks(of, PART, KNOWN + after)}


@pytest.mark.parametrize(
    ("values", "starts"),
    [
        ({}, False),
        ({"grade": 2}, False),
        ({"grade": 2, "serious": False}, False),
        ({"grade": 3}, True),
        ({"grade": 3, "serious": False}, True),
        ({"grade": 4}, True),
        ({"grade": 1, "serious": True}, True),
        ({"serious": True}, True),
        ({"grade": 2, "hospitalisation": True}, True),
        ({"outcome": AeOutcome.FATAL}, True),
    ],
)
def test_serious_or_severe_starts_the_clocks(values: dict[str, Any], starts: bool) -> None:
    assert starts_clocks(event(**values), PART) is starts
    assert bool(found(event(**values))) is starts


@pytest.mark.parametrize(("grade", "limit", "starts"), [(3, 4, False), (4, 4, True), (1, 1, True), (5, 5, True)])
def test_the_grade_is_the_protocols(grade: int, limit: int, starts: bool) -> None:
    assert starts_clocks(event(grade=grade), part(clock_grade=limit)) is starts


@pytest.mark.parametrize(("to", "hours"), [(ReportTo.SPONSOR, 24), (ReportTo.ETHICS, 48)])
def test_a_clock_is_overdue_one_second_after_it_was_due(to: ReportTo, hours: int) -> None:
    limit = timedelta(hours=hours)
    severe = event(grade=3)
    assert found(severe)[to].due == KNOWN + limit
    assert found(severe, limit - SECOND)[to].state is ClockState.RUNNING
    assert found(severe, limit)[to].state is ClockState.RUNNING
    assert found(severe, limit + SECOND)[to].state is ClockState.OVERDUE


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({}, 15),
        ({"grade": 4}, 15),
        ({"death": True}, 7),
        ({"life_threatening": True}, 7),
        ({"grade": 5}, 7),
        ({"outcome": AeOutcome.FATAL}, 7),
    ],
)
def test_a_susar_is_due_in_7_or_15_days(values: dict[str, Any], days: int) -> None:
    susar, limit = event(**SUSAR | values), timedelta(days=days)
    assert found(susar, limit)[ReportTo.SUSAR].state is ClockState.RUNNING
    assert found(susar, limit + SECOND)[ReportTo.SUSAR].state is ClockState.OVERDUE
    assert found(susar)[ReportTo.SUSAR].decided


@pytest.mark.parametrize(
    ("values", "runs", "decided"),
    [
        ({}, True, True),
        ({"expected": Expected.YES}, False, True),
        ({"expected": None}, True, False),
        ({"relation": None}, True, False),
        ({"relation": None, "expected": None}, True, False),
        ({"relation": "unrelated"}, False, True),
        ({"relation": "unlikely", "expected": None}, False, True),
        ({"relation": "definite"}, True, True),
        ({"serious": False, "hospitalisation": False, "grade": 4}, False, True),
        ({"serious": None, "hospitalisation": None, "grade": 3}, False, True),
    ],
)
def test_a_susar_is_serious_related_and_unexpected_or_not_decided(
    values: dict[str, Any], runs: bool, decided: bool
) -> None:
    clock = found(event(**SUSAR | values)).get(ReportTo.SUSAR)
    assert (clock is not None) is runs
    assert clock is None or clock.decided is decided


@pytest.mark.parametrize("to", list(ReportTo))
def test_a_report_stops_its_clock_and_says_whether_it_was_late(to: ReportTo) -> None:
    due = found(event(**SUSAR))[to].due
    assert due is not None
    in_time, late = (found(event(**SUSAR | {to.value: at}), timedelta(days=99))[to] for at in (due, due + SECOND))
    assert (in_time.state, in_time.is_open) == (ClockState.REPORTED, False)
    assert (late.state, late.is_open) == (ClockState.LATE, False)
    others = found(event(**SUSAR | {to.value: due}))
    assert all(clock.is_open for other, clock in others.items() if other is not to)


def test_without_a_start_a_clock_is_open_and_says_what_is_missing() -> None:
    unknown = AdverseEvent(grade=3)
    assert [clock.state for clock in clocks(unknown, PART, KNOWN)] == [ClockState.UNTIMED] * 2
    assert clock_words(clocks(unknown, PART, KNOWN)[0], KNOWN) == "Sponsor: say since when the site knows"
    reported = clocks(AdverseEvent(grade=3, sponsor_at=KNOWN), PART, KNOWN)
    assert [clock.state for clock in reported] == [ClockState.REPORTED, ClockState.UNTIMED]


def test_what_was_noticed_at_the_bedside_is_known_since_then() -> None:
    noticed = AdverseEvent(grade=3, onset_at=KNOWN)
    assert [clock.since for clock in clocks(noticed, PART, KNOWN)] == [KNOWN, KNOWN]
    later = AdverseEvent(grade=3, onset_at=KNOWN, aware_at=KNOWN + SECOND)
    assert {clock.since for clock in clocks(later, PART, KNOWN)} == {KNOWN + SECOND}


def test_a_clock_runs_the_same_in_every_zone() -> None:
    known = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    sponsor = clocks(event(grade=3, aware_at=known), PART, known)[0]
    assert sponsor.due == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    assert clocks(event(grade=3, aware_at=known), PART, sponsor.due + SECOND)[0].state is ClockState.OVERDUE


def test_open_clocks_come_in_the_order_in_which_they_are_due() -> None:
    early, late = kept(event(grade=3), "W0", number=1), kept(event(**SUSAR, aware_at=KNOWN + SECOND), "W2", number=1)
    untimed, mild = kept(AdverseEvent(grade=4), "W4", number=1), kept(event(grade=2), "W4", number=2)
    order = [(own.kept.key.visit, own.clock.to) for own in open_clocks([mild, late, early, untimed], PART, KNOWN)]
    sponsor, ethics = ReportTo.SPONSOR, ReportTo.ETHICS
    assert order[:4] == [("W4", sponsor), ("W4", ethics), ("W0", sponsor), ("W2", sponsor)]
    assert order[4:] == [("W0", ethics), ("W2", ethics), ("W2", ReportTo.SUSAR)]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(0), "Sponsor: 1 d 0 h left"),
        (timedelta(hours=23, minutes=59), "Sponsor: 1 min left"),
        (timedelta(hours=24), "Sponsor: 0 min left"),
        (timedelta(hours=24, seconds=1), "Sponsor: overdue by 0 min"),
        (timedelta(hours=26, minutes=5), "Sponsor: overdue by 2 h 5 min"),
        (timedelta(days=3, hours=1), "Sponsor: overdue by 2 d 1 h"),
    ],
)
def test_what_is_left_is_said_in_words(after: timedelta, words: str) -> None:
    said = clock_words(found(event(grade=3), after)[ReportTo.SPONSOR], KNOWN + after).replace("\u00a0", " ")
    assert said == words


def test_a_susar_that_is_not_decided_says_so() -> None:
    clock = found(event(**SUSAR | {"expected": None}))[ReportTo.SUSAR]
    assert clock_words(clock, KNOWN).replace("\u00a0", " ") == "SUSAR, not decided: 15 d 0 h left"


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_length_of_time_never_promises_too_much(span: timedelta) -> None:
    words = span_words(span).replace("\u00a0", " ").split()
    units = {"d": 1440, "h": 60, "min": 1}
    minutes = sum(int(number) * units[unit] for number, unit in zip(words[::2], words[1::2], strict=True))
    assert timedelta(minutes=minutes) <= span < timedelta(minutes=minutes + (60 if "d" in words else 1))


@pytest.mark.parametrize(
    ("relation", "related"),
    [(None, None), ("unrelated", False), ("unlikely", False), ("possible", True), ("definite", True), ("old", True)],
)
def test_a_doubt_counts_as_related(relation: str | None, related: bool | None) -> None:
    assert is_related(relation, PART) is related


def test_the_lowest_level_of_any_scale_is_unrelated() -> None:
    assert is_related("no", part(causality_levels=("no", "yes"))) is False
    assert is_related("yes", part(causality_levels=("no", "yes"))) is True


def test_a_level_that_an_amendment_took_away_is_still_offered() -> None:
    assert levels(PART, "certain") == (*PART.causality_levels, "certain")
    assert levels(PART, "possible") == levels(PART, None) == PART.causality_levels
