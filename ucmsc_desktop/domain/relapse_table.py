"""How many of those who had reached PASI50 lost it again: in the treatment period, in follow-up, and altogether."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ucmsc_desktop.domain.course import treatment_end_day
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import Rate, rate
from ucmsc_desktop.domain.response import Period, Relapse
from ucmsc_desktop.text import _


class RelapseIn(msgspec.Struct, frozen=True):
    """How many of those at risk relapsed in a period; `period` None is the whole time.

    `unseen` are those who could have relapsed in the period and have no later assessment in it.
    """

    period: Period | None
    rate: Rate
    unseen: int = 0

    @property
    def label(self) -> str:
        """The name of the period."""
        return _(self.period.label).capitalize() if self.period else _("Treatment and follow-up")


def relapse_table(protocol: Protocol, members: Sequence[Member]) -> tuple[RelapseIn, ...]:
    """Treatment period, follow-up and the whole time, counted by the protocol's denominator.

    At risk in a period is who had reached PASI50 by its end and had not relapsed before it began.
    """
    reached = [_reached(protocol, member) for member in members if member.relapse.pasi50_first_week is not None]
    return tuple(_relapse_in(protocol, reached, period) for period in (Period.TREATMENT, Period.FOLLOW_UP, None))


def denominator_words(protocol: Protocol) -> str:
    """Whom relapse is counted among, by the protocol."""
    if protocol.endpoints.relapse_denominator == "pasi50":
        return _("Relapse is counted among all who reached PASI 50, whether they were assessed afterwards or not.")
    return _("Relapse is counted among those who reached PASI 50 and were assessed afterwards in the same period.")


class _Reached(NamedTuple):
    """One who reached PASI50: relapse, the day of it, and the later days of each PASI."""

    relapse: Relapse
    day: int
    later: list[int]


def _reached(protocol: Protocol, member: Member) -> _Reached:
    first = int(7 * (member.relapse.pasi50_first_week or 0))
    seen = [day for day, point in member.course.judged(protocol) if point.tenths is not None and day > first]
    return _Reached(member.relapse, first, seen)


def _relapse_in(protocol: Protocol, reached: Sequence[_Reached], period: Period | None) -> RelapseIn:
    end = treatment_end_day(protocol)
    at_risk = [one for one in reached if _can_relapse(one, period, end)]
    seen = [one for one in at_risk if any(_is_inside(day, period, end) for day in one.later)]
    counted = at_risk if protocol.endpoints.relapse_denominator == "pasi50" else seen
    relapsed = sum(one.relapse.relapse_week is not None and period in (None, one.relapse.period) for one in counted)
    found = rate(relapsed, len(counted), protocol.analysis.confidence_pct)
    return RelapseIn(period, found, len(at_risk) - len(seen))


def _can_relapse(one: _Reached, period: Period | None, end: int) -> bool:
    if period is Period.TREATMENT:
        return one.day <= end
    return period is None or one.relapse.period is not Period.TREATMENT


def _is_inside(day: int, period: Period | None, end: int) -> bool:
    return period is None or (day <= end) is (period is Period.TREATMENT)
