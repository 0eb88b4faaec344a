"""Response of many participants at one time point: a row each, counts and the median."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

import msgspec

from ucmsc_desktop.domain.course import Course, Point, treatment_end_day
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, responds
from ucmsc_desktop.text import _

_WEEK = re.compile(r"week:(\d{1,9})", re.ASCII)


class ResponseRow(msgspec.Struct, frozen=True):
    """One participant at the time point: baseline and PASI in tenths, improvement in %, each response or None."""

    subject: str
    baseline: int | None
    pasi: int | None
    improvement_pct: Fraction | None
    responses: dict[int, bool | None]


class ResponseTable(msgspec.Struct, frozen=True):
    """All rows; `n` counts those whose response is defined, `missing` the others; the median PASI is in tenths."""

    rows: tuple[ResponseRow, ...]
    n: int
    missing: int
    counts: dict[int, int]
    median_tenths: Fraction | None


class WeekWindow(NamedTuple):
    """The days of study that belong to a week; `visit` is the key of its planned visit, empty where none is planned."""

    visit: str
    first_day: int
    last_day: int


def chooser(protocol: Protocol, at: str) -> Callable[[Course], Point | None]:
    """Which point of a course `primary`, `end` or `week:N` means. Raises ValueError with a sentence for others."""
    if at == "end":
        last_day = treatment_end_day(protocol)
        return lambda course: _last(course, last_day)
    if at == "primary":
        return _at_week(protocol, protocol.visit(protocol.endpoints.primary_visit).week or 0)
    named = _WEEK.fullmatch(at)
    if named is None:
        raise ValueError(_("“{at}” is not a time point: write primary, end or week:N.").format(at=at))
    return _at_week(protocol, int(named[1]))


def _dated(course: Course) -> list[Point]:
    """A follow-up on an approximate day cannot be said to lie in a visit's window, nor in the treatment period."""
    return [point for point in course.after_baseline if not point.approximate]


def _last(course: Course, last_day: int) -> Point | None:
    seen = [point for point in _dated(course) if point.tenths is not None and point.day <= last_day]
    return seen[-1] if seen else None


def _at_week(protocol: Protocol, week: int) -> Callable[[Course], Point | None]:
    if week == 0:
        return lambda course: course.baseline
    window = week_window(protocol, week)

    def nearest(course: Course) -> Point | None:
        seen = [point for point in at_visit(course, window) if point.tenths is not None]
        # Mostly there is one, and this is asked for every participant at every visit.
        return min(seen, key=lambda point: abs(point.day - 7 * week)) if len(seen) > 1 else seen[0] if seen else None

    return nearest


def week_window(protocol: Protocol, week: int) -> WeekWindow:
    """The window of the visit that is planned in a week; of other weeks three days on each side."""
    planned = next((visit for visit in protocol.timed_visits if visit.week == week), None)
    early, late = (planned.early_days, planned.late_days) if planned else (3, 3)
    return WeekWindow(planned.key if planned else "", 7 * week - early, 7 * week + late)


def at_visit(course: Course, window: WeekWindow) -> list[Point]:
    """The points that bear the visit's name, else those on a day in its window, with a PASI or without."""
    visit, first_day, last_day = window
    named = [point for point in course.points if point.visit == visit] if visit else []
    return named or [point for point in _dated(course) if first_day <= point.day <= last_day]


def response_table(courses: Sequence[Course], choose: Callable[[Course], Point | None]) -> ResponseTable:
    """The response of every course at the chosen point."""
    rows = tuple(_row(course, choose(course)) for course in courses)
    seen = [row.pasi for row in rows if row.pasi is not None]
    defined = sum(row.improvement_pct is not None for row in rows)
    return ResponseTable(
        rows=rows,
        n=defined,
        missing=len(rows) - defined,
        counts={limit: sum(row.responses[limit] is True for row in rows) for limit in RESPONSES},
        median_tenths=statistics.median(Fraction(value) for value in seen) if seen else None,
    )


def _row(course: Course, point: Point | None) -> ResponseRow:
    baseline, pasi = course.baseline_tenths, point.tenths if point else None
    return ResponseRow(
        subject=course.subject,
        baseline=baseline,
        pasi=pasi,
        improvement_pct=improvement_pct(baseline, pasi),
        responses={limit: responds(baseline, pasi, limit) for limit in RESPONSES},
    )
