"""The cells of the heat map: which column a PASI belongs to, and what stands where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Course, Missed, Point
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES, responds
from ucmsc_desktop.text import _

BASELINE, FOLLOW_UP = -1, 10**9
"""Columns that are no week: the baseline, which comes first, and follow-ups on a day that is known only about."""


class Cells(msgspec.Struct, frozen=True):
    """One participant's cells by column: values, several of which may share one, and what is missing or was missed."""

    values: dict[int, list[Point]]
    without: dict[int, Point | Missed]
    open: tuple[int, ...] = ()


def cells(protocol: Protocol, member: Member) -> Cells:
    """The cells of a participant; `open` are planned visits whose time is over and of which nothing is recorded."""
    course = member.course
    planned = {visit.key: visit.week or BASELINE for visit in protocol.timed_visits}
    values: dict[int, list[Point]] = {}
    without: dict[int, Point | Missed] = {}
    for point in course.points:
        column = BASELINE if point is course.baseline else _column(planned, point)
        if point.tenths is None:
            without[column] = point
        elif point.day > 0 or point is course.baseline:
            values.setdefault(column, []).append(point)
    without.update({planned[missed.visit]: missed for missed in course.missed})
    empty = {column: found for column, found in without.items() if column not in values}
    return Cells(values, empty, _open(protocol, member, values.keys() | empty.keys()))


def _column(planned: dict[str, int], point: Point) -> int:
    """The week of the planned visit, else that of the day; a value after day 0 never stands in the first column."""
    if point.approximate:
        return FOLLOW_UP
    week = planned.get(point.visit, BASELINE)
    return max(1, (point.day + 3) // 7) if week == BASELINE and point.day > 0 else week


def _open(protocol: Protocol, member: Member, taken: Iterable[int]) -> tuple[int, ...]:
    if member.taken_over or member.today is None:
        return ()
    over = [visit for visit in protocol.timed_visits if (visit.day or 0) + visit.late_days < member.today]
    weeks = [visit.week or BASELINE for visit in over if "PASI" in visit.forms]
    return tuple(week for week in weeks if week not in set(taken))


def columns(found: Sequence[Cells]) -> list[int]:
    """All columns in which anybody has anything, in order; the baseline is always one."""
    return sorted({BASELINE}.union(*(one.values.keys() | one.without.keys() | set(one.open) for one in found)))


def column_name(column: int) -> str:
    """The head of a column."""
    if column == BASELINE:
        return _("Baseline")
    return _("Later") if column == FOLLOW_UP else text.number_text(column)


def response_class(course: Course, point: Point) -> int | None:
    """0 for less than PASI 50, then 1 to 4 for PASI 50, 75, 90 and 100; None for the baseline and where undefined."""
    if point is course.baseline or not course.baseline_tenths:
        return None
    return sum(responds(course.baseline_tenths, point.tenths, limit) is True for limit in RESPONSES)
