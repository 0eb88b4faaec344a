"""Response of many participants at one time point: a row each, counts and the median."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from fractions import Fraction

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


def chooser(protocol: Protocol, at: str) -> Callable[[Course], Point | None]:
    """Which point of a course `primary`, `end` or `week:N` means. Raises ValueError with a sentence for others."""
    if at == "end":
        return lambda course: _last(course, treatment_end_day(protocol))
    if at == "primary":
        planned = protocol.visit(protocol.endpoints.primary_visit)
        return lambda course: _at_week(protocol, course, planned.week or 0)
    named = _WEEK.fullmatch(at)
    if named is None:
        raise ValueError(_("“{at}” is not a time point: write primary, end or week:N.").format(at=at))
    week = int(named[1])
    return lambda course: _at_week(protocol, course, week)


def _dated(course: Course) -> list[Point]:
    """A follow-up on an approximate day cannot be said to lie in a visit's window, nor in the treatment period."""
    return [point for point in course.after_baseline if not point.approximate]


def _last(course: Course, last_day: int) -> Point | None:
    seen = [point for point in _dated(course) if point.tenths is not None and point.day <= last_day]
    return seen[-1] if seen else None


def _at_week(protocol: Protocol, course: Course, week: int) -> Point | None:
    if week == 0:
        return course.baseline
    planned = next((visit for visit in protocol.timed_visits if visit.week == week), None)
    named = [point for point in course.points if planned is not None and point.visit == planned.key]
    early, late = (planned.early_days, planned.late_days) if planned else (3, 3)
    near = [point for point in _dated(course) if 7 * week - early <= point.day <= 7 * week + late]
    seen = [point for point in named or near if point.tenths is not None]
    return min(seen, key=lambda point: abs(point.day - 7 * week), default=None)


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
