"""The lanes under a trajectory as data: visits, million cells, and adverse events as bars that do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import DoseMark, dose_marks, is_taken_over
from ucmsc_desktop.text import _

MOST_ROWS = 4
"""So many rows of adverse events lie under a chart; events that find no room there are counted in words."""


class VisitMark(msgspec.Struct, frozen=True):
    """A mark in the lane of visits: an assessment with its state, or a cross with the reason why there is none."""

    day: int
    visit: str
    state: State | None
    words: str = ""

    @property
    def crossed(self) -> bool:
        """Whether there is no PASI."""
        return self.state is None


class Lanes(msgspec.Struct, frozen=True):
    """What lies under a chart; `with_cells` is false for an earlier record, of which no doses are known."""

    visits: tuple[VisitMark, ...]
    cells: tuple[DoseMark, ...]
    events: tuple[EventSpan, ...]
    with_cells: bool


class EventBar(msgspec.Struct, frozen=True):
    """An event in its row: from its first to its last day as drawn. One that goes on ends with an arrow."""

    span: EventSpan
    first: int
    last: int
    row: int


class Packed(msgspec.Struct, frozen=True):
    """Bars in rows, and the events that found no room."""

    bars: tuple[EventBar, ...]
    left_out: tuple[EventSpan, ...]

    @property
    def rows(self) -> int:
        """How many rows the bars take."""
        return max((bar.row for bar in self.bars), default=-1) + 1


def lanes(protocol: Protocol, course: Course, events: Sequence[EventSpan] = ()) -> Lanes:
    """The lanes of a course with its adverse events."""
    return Lanes(tuple(_visits(course)), tuple(dose_marks(protocol, course)), tuple(events), not is_taken_over(course))


def packed(
    events: Sequence[EventSpan],
    first_day: int,
    last_day: int,
    room: Callable[[EventSpan], float],
    rows: int = MOST_ROWS,
) -> Packed:
    """The events between two days in rows, so that no bar lies over another or over its words.

    `room` tells how many days an event takes from its first day on for its words and for the least bar.
    """
    free: list[float] = []
    bars: list[EventBar] = []
    left_out: list[EventSpan] = []
    for span in events:
        first, last = max(span.day, first_day), min(_end(span, last_day), last_day)
        if first > last_day or last < first_day:
            continue
        row = next((number for number, day in enumerate(free) if day <= first), len(free))
        if row >= rows:
            left_out.append(span)
            continue
        until = max(last + 1.0, first + room(span))
        free[row : row + 1] = [until]
        bars.append(EventBar(span, first, last, row))
    return Packed(tuple(bars), tuple(left_out))


def _end(span: EventSpan, last_day: int) -> int:
    """An event whose end is not known is drawn on its first day only, one that goes on to the end of the chart."""
    if span.ongoing:
        return max(last_day, span.day)
    return max(span.last_day if span.last_day is not None else span.day, span.day)


def _visits(course: Course) -> list[VisitMark]:
    marks = [
        VisitMark(
            point.day,
            point.visit,
            point.state if point.tenths is not None else None,
            "" if point.tenths is not None else _(point.missing.label) if point.missing else _("no PASI"),
        )
        for point in course.points
    ]
    marks += [VisitMark(missed.day, missed.visit, None, _("missed")) for missed in course.missed]
    return sorted(marks, key=lambda mark: mark.day)


def gravest(
    events: Sequence[EventSpan], days: tuple[int, int], room: Callable[[EventSpan], float], rows: int
) -> Packed:
    """Events in rows. Where there are too many, those that are serious or of a high grade come before the others."""
    whole = packed(events, *days, room, rows)
    if not whole.left_out:
        return whole
    taken: list[EventSpan] = []
    for event in sorted(events, key=lambda span: (not span.serious, -(span.grade or 0), span.day)):
        tried = sorted([*taken, event], key=lambda span: span.day)
        if not packed(tried, *days, room, rows).left_out:
            taken = tried
    found = packed(taken, *days, room, rows)
    drawn = {id(bar.span) for bar in found.bars}
    hidden = [span for span in (*whole.left_out, *(bar.span for bar in whole.bars)) if id(span) not in drawn]
    return Packed(found.bars, tuple(hidden))
