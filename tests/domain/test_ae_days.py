"""Days of an event after its infusion, how long it lasted, and the infusion that it may belong to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.ae_days import (
    Given,
    duration_days,
    infusions,
    reference,
    relative_days,
    relative_words,
    suggested,
)
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import Infusion

from .build import DAYS, kept, partial_dates

STARTED = datetime(2026, 3, 28, 10, 0, tzinfo=UTC)
STOPPED = STARTED + timedelta(hours=1)
SECOND = timedelta(seconds=1)
WEEK_0 = Given("W0", STARTED.date(), STARTED, STOPPED)
WEEK_2 = Given("W2", date(2026, 4, 11), STARTED + timedelta(days=14), STOPPED + timedelta(days=14))
BOTH = [WEEK_0, WEEK_2]


def noticed(at: datetime) -> AdverseEvent:
    """An event noticed at a moment."""
    return AdverseEvent(onset=PartialDate(at.date().isoformat()), onset_at=at)


def on(day: str, **values: Any) -> AdverseEvent:
    """An event that began on a day, or in a month or year."""
    return AdverseEvent(onset=PartialDate(day), **values)


def test_infusions_are_those_that_were_begun() -> None:
    begun = kept(Infusion(started_at=STARTED, stopped_at=STOPPED), "W0")
    missed = kept(Infusion(given_on=None), "W4")
    dated = kept(Infusion(given_on=date(2026, 3, 1)), "SCR")
    assert infusions([begun, missed, dated]) == [Given("SCR", date(2026, 3, 1)), WEEK_0]


@pytest.mark.parametrize(
    ("at", "visit"),
    [
        (STARTED - SECOND, None),
        (STARTED, "W0"),
        (STOPPED + timedelta(hours=24), "W0"),
        (STOPPED + timedelta(hours=24) + SECOND, None),
        (WEEK_2.started, "W2"),
    ],
)
def test_a_moment_within_24_hours_suggests_the_infusion(at: datetime, visit: str | None) -> None:
    found = suggested(noticed(at), BOTH)
    assert (found.visit if found is not None else None) == visit


@pytest.mark.parametrize(
    ("day", "visit"),
    [
        ("2026-03-27", None),
        ("2026-03-28", "W0"),
        ("2026-03-29", "W0"),
        ("2026-03-30", None),
        ("2026-03", None),
        ("2026", None),
    ],
)
def test_a_day_suggests_when_a_moment_of_it_lies_within_24_hours(day: str, visit: str | None) -> None:
    found = suggested(on(day), BOTH)
    assert (found.visit if found is not None else None) == visit


def test_what_is_not_known_suggests_nothing() -> None:
    assert suggested(AdverseEvent(), BOTH) is None
    assert suggested(noticed(STARTED), []) is None
    running = Given("W0", STARTED.date(), STARTED)
    assert suggested(noticed(STARTED + timedelta(hours=24)), [running]) == running
    assert suggested(noticed(STARTED + timedelta(hours=24, seconds=1)), [running]) is None
    dated = Given("W0", STARTED.date())
    assert suggested(on("2026-03-29"), [dated]) == dated
    assert suggested(on("2026-03-30"), [dated]) is None


@pytest.mark.parametrize(
    ("event", "days", "words"),
    [
        (on("2026-03-28"), (0, 0), "same day"),
        (on("2026-03-29"), (1, 1), "day 1"),
        (on("2026-04-10"), (13, 13), "day 13"),
        (on("2026-04-11"), (0, 0), "same day"),
        (on("2026-04-13", infusion="W0"), (16, 16), "day 16"),
        (on("2026-05"), (20, 50), "day 20 to 50"),
    ],
)
def test_days_count_from_the_linked_infusion_or_the_last_one_before(
    event: AdverseEvent, days: tuple[int, int], words: str
) -> None:
    found = relative_days(event, BOTH)
    assert found == days
    assert relative_words(found) == words


def test_before_any_infusion_there_is_no_day() -> None:
    assert relative_days(on("2026-03-27"), BOTH) is None
    assert relative_days(on("2026-03"), BOTH) is None
    assert relative_days(AdverseEvent(), BOTH) is None
    assert reference(AdverseEvent(infusion="W2"), BOTH) == WEEK_2


@pytest.mark.parametrize(
    ("onset", "end", "days"),
    [
        ("2026-03-28", "2026-03-28", (1, 1)),
        ("2026-03-28", "2026-03-30", (3, 3)),
        ("2026-03-28", None, (5, 5)),
        ("2026-03", "2026-03-30", (1, 30)),
        ("2026-02", "2026-03", (2, 59)),
        (None, "2026-03-30", None),
    ],
)
def test_how_long_an_event_lasted(onset: Any, end: Any, days: tuple[int, int] | None) -> None:
    assert duration_days(AdverseEvent(onset=onset, end=end), date(2026, 4, 1)) == days


@given(partial_dates(), st.none() | partial_dates(), DAYS)
def test_a_partial_date_gives_a_range_that_is_one(onset: PartialDate, end: PartialDate | None, today: date) -> None:
    event = AdverseEvent(onset=onset, end=end)
    lasted = duration_days(event, today)
    assert lasted is not None
    assert 1 <= lasted[0] <= lasted[1]
    days = relative_days(event, BOTH)
    assert days is None or 0 <= days[0] <= days[1]


def test_an_infusion_within_a_partial_date_leaves_the_day_open() -> None:
    assert relative_days(on("2026-04"), BOTH) is None
    assert relative_days(on("2026-04", infusion="W2"), BOTH) == (-10, 19)
    assert relative_days(on("2026-04", infusion="W0"), BOTH) == (4, 33)


def test_a_link_to_an_infusion_after_the_event_does_not_count() -> None:
    assert reference(on("2026-04-10", infusion="W2"), BOTH) == WEEK_0
    assert reference(on("2026-03-01", infusion="W2"), BOTH) is None


def test_an_event_that_is_over_without_a_known_end_has_no_length() -> None:
    over = on("2026-03-28", outcome=AeOutcome.RECOVERED)
    assert duration_days(over, date(2026, 12, 1)) is None
