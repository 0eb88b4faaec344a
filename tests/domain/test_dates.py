"""Dates known only in part, and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.dates import PartialDate, age_range, completed_years, earliest, is_partial_date, latest

from .build import DAYS, partial_dates

NO_DATES = (
    "", "19", "2019-5", "2019-00", "2019-13", "2019-00-01", "2019-13-01", "2019-05-00", "2019-05-32", "2019-11-31",
    "2019-02-29", "2019-02-30", "1900-02-29", "0000", "0000-01-01", "2019-05-28T10:00", " 2019", "2019-", "2019-05-",
    "28-05-2019", "20190528", "２０１９", "2019-05-28\n",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself, or the calendar's own words
        earliest(PartialDate(text))
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself, or the calendar's own words
        latest(PartialDate(text))


@pytest.mark.parametrize("value", [None, 2019, date(2019, 5, 28)])
def test_only_a_text_is_a_partial_date(value: object) -> None:
    assert not is_partial_date(value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29)),
        ("2019-11", date(2019, 11, 1), date(2019, 11, 30)),
        ("2019-12-31", date(2019, 12, 31), date(2019, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_both_ends(text: str, first: date, last: date) -> None:
    assert is_partial_date(text)
    assert (earliest(PartialDate(text)), latest(PartialDate(text))) == (first, last)


@given(partial_dates())
def test_every_day_between_the_ends_starts_with_what_is_known(partial: PartialDate) -> None:
    first, last = earliest(partial), latest(partial)
    assert first <= last
    assert first.isoformat().startswith(partial)
    assert last.isoformat().startswith(partial)
    assert not (first - timedelta(days=1)).isoformat().startswith(partial)
    assert not (last + timedelta(days=1)).isoformat().startswith(partial)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 3, 28), date(2026, 3, 27), 17),
        (date(2008, 3, 28), date(2026, 3, 28), 18),  # the 18th birthday is in
        (date(1960, 3, 29), date(2026, 3, 28), 65),  # the last day of 65 is in
        (date(1960, 3, 28), date(2026, 3, 28), 66),  # the 66th birthday is out
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 3, 28), date(2026, 3, 28), 0),
        (date(2026, 3, 29), date(2026, 3, 28), -1),
    ],
)
def test_completed_years(born: date, on: date, years: int) -> None:
    assert completed_years(born, on) == years


@given(DAYS, st.integers(0, 40_000))
def test_a_year_is_completed_once_a_year(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    years = completed_years(born, on)
    assert completed_years(born, on + timedelta(days=1)) - years in (0, 1)
    assert 365.25 * years - 1 <= days < 365.25 * (years + 1) + 1


@pytest.mark.parametrize(
    ("born", "ages"),
    [
        ("2008-03-28", (18, 18)),
        ("2008-03-29", (17, 17)),
        ("2008-03", (17, 18)),  # it matters: the age is unknown
        ("2008-02", (18, 18)),
        ("2008", (17, 18)),
        ("1960", (65, 66)),
        ("1961", (64, 65)),
        ("1990", (35, 36)),
    ],
)
def test_age_of_a_partial_birth_date(born: str, ages: tuple[int, int]) -> None:
    assert age_range(PartialDate(born), date(2026, 3, 28)) == ages


@given(partial_dates(), DAYS, st.data())
def test_the_age_range_holds_every_possible_age(partial: PartialDate, on: date, data: st.DataObject) -> None:
    born = data.draw(st.dates(earliest(partial), latest(partial)))
    least, greatest = age_range(partial, on)
    assert least <= completed_years(born, on) <= greatest <= least + 1
