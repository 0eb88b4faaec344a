"""Periods of the calendar: months that are too short, leap days, and dates that are known in part."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import DAYS, partial_dates
from ucmsc_desktop.domain.criteria.periods import Period, days_ahead, months_ahead, passed, years_ahead
from ucmsc_desktop.domain.dates import PartialDate, earliest, latest

PERIODS = st.sampled_from(
    (days_ahead(0), days_ahead(14), days_ahead(84), months_ahead(1), months_ahead(13), years_ahead(1))
)


@pytest.mark.parametrize(
    ("period", "day", "ahead"),
    [
        (days_ahead(14), date(2026, 2, 20), date(2026, 3, 6)),
        (months_ahead(1), date(2026, 1, 31), date(2026, 2, 28)),
        (months_ahead(1), date(2024, 1, 31), date(2024, 2, 29)),
        (months_ahead(1), date(2026, 12, 31), date(2027, 1, 31)),
        (months_ahead(1), date(2026, 2, 28), date(2026, 3, 28)),
        (years_ahead(1), date(2024, 2, 29), date(2025, 3, 1)),
        (years_ahead(4), date(2024, 2, 29), date(2028, 2, 29)),
        (years_ahead(1), date(2025, 3, 10), date(2026, 3, 10)),
        (days_ahead(84), date.max, date.max),
        (months_ahead(1), date.max, date.max),
        (years_ahead(10**30), date(2026, 1, 1), date.max),
    ],
)
def test_where_a_period_ends(period: Period, day: date, ahead: date) -> None:
    assert period.ahead(day) == ahead


def test_a_period_is_named() -> None:
    assert [days_ahead(1).words, days_ahead(14).words, months_ahead(1).words, years_ahead(2).words] == [
        "1 day", "14 days", "1 month", "2 years",
    ]  # fmt: skip


@given(partial_dates(), PERIODS, DAYS)
def test_a_partial_date_decides_only_where_both_its_ends_agree(event: PartialDate, period: Period, on: date) -> None:
    found = passed(event, period, on)
    assert found is not None
    exact = {
        passed(PartialDate(day.isoformat()), period, on).complete  # type: ignore[union-attr]
        for day in (earliest(event), latest(event))
    }
    assert {found.complete} == (exact if len(exact) == 1 else {None})
    assert passed(event, period, found.free_from).complete is True  # type: ignore[union-attr]
    assert found.complete is True or found.free_from > on


@given(DAYS, PERIODS)
def test_a_period_is_over_on_its_last_day_and_not_before(day: date, period: Period) -> None:
    event, end = PartialDate(day.isoformat()), period.ahead(day)
    assert passed(event, period, end).complete is True  # type: ignore[union-attr]
    before = passed(event, period, end - timedelta(days=1))
    assert before is not None
    assert (before.complete, before.free_from) == (False, end)


def test_what_is_no_date_decides_nothing() -> None:
    assert passed(PartialDate("2026-11-31"), days_ahead(14), date(2026, 12, 31)) is None
