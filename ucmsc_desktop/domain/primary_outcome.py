"""The primary outcome: by how many per cent the PASI improved, as mean and as median, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.averages import mean, median
from ucmsc_desktop.domain.cohort_visits import END, CohortVisit, treated, visit_at
from ucmsc_desktop.domain.intervals import Interval, mean_interval, median_interval
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.text import _


class Improvement(msgspec.Struct, frozen=True):
    """The improvement in % at a visit, of `n` participants; of fewer than five nothing but their number is said.

    `missing` are the treated whose improvement is not known though they are past the visit, `not_reached` those who
    are still to come to it; at the end of treatment they count by their last PASI so far.
    """

    at: str
    label: str
    n: int
    missing: int
    not_reached: int
    mean: Fraction | None = None
    mean_interval: Interval | None = None
    median: Fraction | None = None
    median_interval: Interval | None = None


def primary_outcome(protocol: Protocol, members: Sequence[Member]) -> tuple[Improvement, ...]:
    """The improvement at the primary visit, and at the end of treatment."""
    return tuple(_improvement(protocol, members, visit_at(protocol, at)) for at in ("primary", END))


def missing_words(protocol: Protocol) -> str:
    """What becomes of a participant whose improvement is missing, by the protocol."""
    if protocol.analysis.primary_missing == "not_improved":
        return _(
            "Who is past the visit without a PASI, or has no baseline above 0, counts as not improved (0\u00a0%); "
            "an earlier record without that visit is not counted."
        )
    return _("Who has no PASI at the visit, or no baseline above 0, is left out.")


def _improvement(protocol: Protocol, members: Sequence[Member], visit: CohortVisit) -> Improvement:
    values, missing, foreign = [], 0, 0
    ahead = {member.subject for member in treated(members) if visit.is_ahead_of(member)}
    for member in members:
        point = visit.choose(member.course)
        value = improvement_pct(member.course.baseline_tenths, point.tenths if point else None)
        if value is not None:
            values.append(value)
        else:
            lacks = member.treated and member.subject not in ahead
            missing += lacks
            foreign += lacks and visit.is_foreign_to(member)
    if protocol.analysis.primary_missing == "not_improved":
        values += [Fraction(0)] * (missing - foreign)
    found = Improvement(visit.at, visit.label, len(values), missing, len(ahead))
    return found if len(values) < FEWEST else _summed(protocol, found, values)


def _summed(protocol: Protocol, found: Improvement, values: Sequence[Fraction]) -> Improvement:
    pct = protocol.analysis.confidence_pct
    return msgspec.structs.replace(
        found,
        mean=mean(values),
        mean_interval=mean_interval(values, pct),
        median=median(values),
        median_interval=median_interval(values, pct),
    )
