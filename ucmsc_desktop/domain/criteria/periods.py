"""Periods of the calendar that have to pass, and what a partly known date says about them."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.text import ngettext


class Period(msgspec.Struct, frozen=True):
    """A period in words, and the first day on which it is complete after a day."""

    words: str
    ahead: Callable[[date], date]


def days_ahead(count: int) -> Period:
    """So many days."""
    words = ngettext("{n} day", "{n} days", count).format(n=count)
    return Period(words, lambda day: date.fromordinal(min(day.toordinal() + count, date.max.toordinal())))


def months_ahead(count: int) -> Period:
    """So many calendar months: to the same day of the month, or to the last day of a shorter one."""
    words = ngettext("{n} month", "{n} months", count).format(n=count)
    return Period(words, lambda day: _moved(day, count, beyond=0))


def years_ahead(count: int) -> Period:
    """So many years: to the same day, and from 29 February to 1 March of a common year."""
    words = ngettext("{n} year", "{n} years", count).format(n=count)
    return Period(words, lambda day: _moved(day, 12 * count, beyond=1))


def _moved(day: date, count: int, *, beyond: int) -> date:
    """The same day in a later month; `beyond` days after the last one of a month that is too short for it."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    return date(year, month + 1, last) + timedelta(days=beyond)


class Passed(msgspec.Struct, frozen=True):
    """Whether a period is over on a day (None: it depends on the unknown part of a date), and from when it surely is.

    `after` when the event itself lies after that day; not `exact` when it may be over before `free_from`.
    """

    complete: bool | None
    free_from: date
    after: bool = False
    exact: bool = True


def passed(event: PartialDate, period: Period, on: date, *, since: date = date.min) -> Passed | None:
    """Whether the period after an event is over on a day, tried at both ends of a partial date; None if it is none.

    `since`: the event was not before that day, whatever its date leaves open.
    """
    if not is_partial_date(event):
        return None
    first, last = max(earliest(event), since), latest(event)
    surely = period.ahead(last)
    complete = True if surely <= on else False if on < period.ahead(first) else None
    return Passed(complete, surely, after=first > on, exact=first == last)
