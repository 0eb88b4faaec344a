"""When an adverse event was, seen from the infusions: day, how long it lasted, and which infusion it may belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import RESOLVED, AdverseEvent
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.text import _

NEAR = timedelta(hours=24)
"""An event that began during an infusion, or up to so long after its end, may belong to it."""
Span = tuple[int, int]
"""The least and the greatest number of days that a partial date allows."""


class Given(msgspec.Struct, frozen=True):
    """An infusion that was begun: its visit and day, and when it began and ended as far as that was noted."""

    visit: str
    day: date
    started: datetime | None = None
    stopped: datetime | None = None


def infusions(records: Iterable[Kept[Record]]) -> list[Given]:
    """The infusions of a participant that were begun, the earliest first."""
    found = []
    for kept in of_type(records, Infusion):
        log = kept.record
        day = log.started_at.date() if log.started_at is not None else log.given_on
        if day is not None:
            found.append(Given(kept.key.visit, day, log.started_at, log.stopped_at))
    return sorted(found, key=lambda given: given.day)


def onset_span(event: AdverseEvent) -> tuple[date, date] | None:
    """The first and the last day on which an event can have begun; None while that is not known."""
    if event.onset is not None and is_partial_date(event.onset):
        return earliest(event.onset), latest(event.onset)
    day = event.onset_at.date() if event.onset_at is not None else None
    return (day, day) if day is not None else None


def reference(event: AdverseEvent, given: Sequence[Given]) -> Given | None:
    """The infusion from which an event's day is counted: the one it is linked to, else the last one before it.

    None where the onset is known only in part and there was an infusion meanwhile: nobody knows which came first. A
    link to an infusion after the event does not count.
    """
    linked = next((own for own in given if own.visit == event.infusion), None)
    span = onset_span(event)
    if span is None or (linked is not None and linked.day <= span[1]):
        return linked
    if any(span[0] < own.day <= span[1] for own in given):
        return None
    return next((own for own in reversed(given) if own.day <= span[0]), None)


def relative_days(event: AdverseEvent, given: Sequence[Given]) -> Span | None:
    """How many days after its infusion an event began, 0 on the same day; None without an infusion before it."""
    span, infusion = onset_span(event), reference(event, given)
    if span is None or infusion is None:
        return None
    return (span[0] - infusion.day).days, (span[1] - infusion.day).days


def duration_days(event: AdverseEvent, today: date) -> Span | None:
    """On how many days an event was there, up to today while it has no end; None while onset or end is not known."""
    onset = onset_span(event)
    if onset is None or (event.end is None and event.outcome in RESOLVED):
        return None
    ended = event.end is not None and is_partial_date(event.end)
    end = (earliest(event.end), latest(event.end)) if ended and event.end is not None else (today, today)
    return max((end[0] - onset[1]).days, 0) + 1, max((end[1] - onset[0]).days, 0) + 1


def suggested(event: AdverseEvent, given: Sequence[Given]) -> Given | None:
    """The infusion that an event may belong to: it began during it or within 24 hours of its end.

    Without a time of day any moment of the day counts; a date known only in part suggests nothing.
    """
    onset = onset_span(event)
    if onset is None or onset[0] != onset[1]:
        return None
    at = event.onset_at if event.onset_at is not None and event.onset_at.date() == onset[0] else None
    return next((own for own in reversed(given) if _is_near(own, onset[0], at)), None)


def _is_near(given: Given, day: date, at: datetime | None) -> bool:
    if given.started is None:
        return given.day <= day <= given.day + NEAR
    end = (given.stopped or given.started) + NEAR
    if at is not None:
        return given.started <= at <= end
    midnight = datetime.combine(day, time(), given.started.tzinfo)
    return midnight <= end and given.started < midnight + timedelta(days=1)


def span_words(span: Span) -> str:
    """A number of days as far as it is known: `3` or `3 to 12`."""
    low, high = (text.number_text(days) for days in span)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def relative_words(span: Span) -> str:
    """The day of an event after its infusion, such as `same day` or `day 2`."""
    if span == (0, 0):
        return _("same day")
    return _("day {days}").format(days=span_words(span))


def day_of(moment: datetime) -> PartialDate:
    """The day of a moment as it is kept in a field that takes partial dates."""
    return PartialDate(moment.date().isoformat())
