"""One participant of the cohort in a line: what the skin did, what was given, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop import text
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.domain.trajectory_words import doses_given, point_change, visit_name
from ucmsc_desktop.text import _


def member_words(protocol: Protocol, member: Member) -> str:
    """The line, such as `baseline 14.2 · Week 12: 3.6 (−74.6 %) · 5 of 5 infusions · ongoing`."""
    return " · ".join(_parts(protocol, member))


def _parts(protocol: Protocol, member: Member) -> Iterator[str]:
    course = member.course
    points = seen(course)
    baseline = course.baseline
    if baseline is None or baseline.tenths is None:
        yield _("no baseline")
    else:
        yield _("baseline {pasi}").format(pasi=text.tenths_text(baseline.tenths))
    if points and points[-1] is not baseline:
        last = points[-1]
        visit, pasi = visit_name(protocol, last.visit, last.day), text.tenths_text(last.tenths or 0)
        change = point_change(course, last)
        words = _("{visit}: {pasi} ({change})") if change else _("{visit}: {pasi}")
        yield words.format(visit=visit, pasi=pasi, change=change)
    if member.taken_over:
        yield _("from an earlier record")
        return
    given, planned = doses_given(course), len(protocol.infusion_visits)
    yield _("{given} of {planned} infusions").format(given=given, planned=planned)
    if short := given - member.whole_doses:
        yield text.ngettext("{n} not whole", "{n} not whole", short).format(n=short)
    yield _(member.ending.label)
