"""The participants of the cohort as a table of words, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.cohort_notes import counted_words
from ucmsc_desktop.domain.course import Point
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES, responds
from ucmsc_desktop.domain.trajectory_words import doses_given, point_change
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _, number_text


def participants_table(protocol: Protocol, members: Sequence[Member]) -> WordTable:
    """Baseline, last PASI of the treatment period with its change and best response, relapse, doses, and the end."""
    heads = (
        (_("Participant"), 0.16),
        (_("Baseline"), 0.1),
        (_("End of treatment"), 0.12),
        (_("Change"), 0.12),
        (_("Response"), 0.12),
        (_("Relapse"), 0.12),
        (_("Infusions"), 0.1),
        (_("Status"), 0.16),
    )
    notes = (counted_words(members), _("A change below 0 is better."))
    return WordTable(_("Participants"), heads, tuple(_row(protocol, one) for one in members), notes)


def _row(protocol: Protocol, member: Member) -> tuple[str, ...]:
    course, point = member.course, chooser(protocol, "end")(member.course)
    return (
        member.subject,
        _pasi(course.baseline),
        _pasi(point),
        (point and point_change(course, point)) or NOTHING,
        _best(course.baseline_tenths, point),
        _relapsed(protocol, member),
        NOTHING if member.taken_over else str(doses_given(course)),
        _("earlier record") if member.taken_over else _(member.ending.label),
    )


def _pasi(point: Point | None) -> str:
    return NOTHING if point is None or point.tenths is None else text.tenths_text(point.tenths)


def _best(baseline: int | None, point: Point | None) -> str:
    tenths = point.tenths if point else None
    if not baseline or tenths is None:
        return NOTHING
    reached = [limit for limit in RESPONSES if responds(baseline, tenths, limit)]
    return f"PASI\u00a0{reached[-1]}" if reached else _("below PASI\u00a0{least}").format(least=RESPONSES[0])


def _relapsed(protocol: Protocol, member: Member) -> str:
    point = member.course.relapse_point(protocol)
    if point is None:
        return NOTHING
    day = _("day {day}").format(day=number_text(point.day))
    return _("about {day}").format(day=day) if point.approximate else day
