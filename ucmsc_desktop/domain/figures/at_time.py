"""What each participant shows at one time point: the change from the baseline, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import itemgetter

import msgspec

from ucmsc_desktop.domain.averages import whole
from ucmsc_desktop.domain.casebook import natural
from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.figures.shared import baseline_fault
from ucmsc_desktop.domain.member import Ending, Member
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.text import _


class Changed(msgspec.Struct, frozen=True):
    """One participant at the time point: the exact change in %, negative is better, or None and why."""

    member: Member
    point: Point | None
    change: Fraction | None
    why: str = ""


def changed(protocol: Protocol, members: Sequence[Member], at: str) -> list[Changed]:
    """All of them in order: the most improved first, the missing last, equal ones by their codes."""
    choose, planned = chooser(protocol, at), planned_at(protocol, at)
    rows, missing = [], []
    for member in sorted(members, key=lambda member: natural(member.subject)):
        point = choose(member.course)
        improved = improvement_pct(member.course.baseline_tenths, point.tenths if point else None)
        if improved is None:
            missing.append(Changed(member, point, None, _why(member, planned)))
        else:
            rows.append(Changed(member, point, -improved))
    places, _over = whole([row.change for row in rows if row.change is not None])
    return [row for _place, row in sorted(zip(places, rows, strict=True), key=itemgetter(0))] + missing


def planned_at(protocol: Protocol, at: str) -> PlannedVisit | None:
    """The planned visit that a time point means, None for the end of treatment or a week without one."""
    if at == "primary":
        return protocol.visit(protocol.endpoints.primary_visit)
    return next((visit for visit in protocol.timed_visits if at == f"week:{visit.week}"), None)


def time_words(protocol: Protocol, at: str) -> str:
    """The time point as it stands in a title."""
    planned = planned_at(protocol, at)
    if planned is not None:
        return _(planned.label)
    return _("end of treatment") if at == "end" else _("week {n}").format(n=at.removeprefix("week:"))


def _why(member: Member, planned: PlannedVisit | None) -> str:
    fault = baseline_fault(member.course)
    if fault:
        return fault
    if planned is None:
        return _ended(member) or _("no PASI in the treatment period")
    missed = next((missed for missed in member.course.missed if missed.visit == planned.key), None)
    if missed is not None:
        return _("missed: {reason}").format(reason=missed.reason) if missed.reason else _("missed")
    return _unscored(member.course, planned) or _ended(member) or _not_yet(member, planned)


def _unscored(course: Course, planned: PlannedVisit) -> str:
    point = next((point for point in course.points if point.visit == planned.key and point.tenths is None), None)
    if point is None:
        return ""
    return _(point.missing.label) if point.missing else _("PASI not complete")


def _ended(member: Member) -> str:
    return _(member.ending.label) if member.ending in (Ending.WITHDRAWN, Ending.LOST) else ""


def _not_yet(member: Member, planned: PlannedVisit) -> str:
    ahead = (
        member.today is not None and not member.taken_over and member.today <= (planned.day or 0) + planned.late_days
    )
    return _("not yet assessed") if ahead else _("no PASI in the window of the visit")
