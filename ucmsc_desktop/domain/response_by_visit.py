"""Response of the cohort visit by visit: of all treated, and of those whose response is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from ucmsc_desktop.domain.cohort_visits import CohortVisit, cohort_visits, treated, visit_at
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import Rate, rate
from ucmsc_desktop.domain.response import RESPONSES, responds


class ResponseAt(msgspec.Struct, frozen=True):
    """The response at a visit by threshold in %; `at` names the visit as for a chooser.

    Of all treated nobody is left out: who has no PASI there does not respond. So it is also for the `not_reached`,
    who are still to come to the visit, and the `not_planned`, who have no such visit in their plan or earlier record.
    Observed are all whose response is known, also the few who were assessed without a recorded infusion.
    """

    at: str
    label: str
    all_treated: dict[int, Rate]
    observed: dict[int, Rate]
    not_reached: int = 0
    not_planned: int = 0


def response_by_visit(protocol: Protocol, members: Sequence[Member]) -> tuple[ResponseAt, ...]:
    """The response at every visit that somebody can have reached, and always at the end of treatment."""
    return tuple(response_in_turn(protocol, members))


def response_in_turn(protocol: Protocol, members: Sequence[Member]) -> Iterator[ResponseAt]:
    """The same, a visit at a step."""
    for visit in cohort_visits(protocol, members):
        yield _response(protocol, members, visit)


def response_at(protocol: Protocol, members: Sequence[Member], at: str) -> ResponseAt:
    """The response at one visit. Raises ValueError with a sentence for what is no time point."""
    return _response(protocol, members, visit_at(protocol, at))


def _response(protocol: Protocol, members: Sequence[Member], visit: CohortVisit) -> ResponseAt:
    of_treated: Counter[int] = Counter()
    of_seen: Counter[int] = Counter()
    counted = treated(members)
    for member in members:
        point = visit.choose(member.course)
        baseline, tenths = member.course.baseline_tenths, point.tenths if point else None
        if not baseline or tenths is None:
            continue
        reached = max((limit for limit in RESPONSES if responds(baseline, tenths, limit)), default=0)
        of_seen[reached] += 1
        of_treated[reached] += member.treated
    pct = protocol.analysis.confidence_pct
    return ResponseAt(
        at=visit.at,
        label=visit.label,
        all_treated={limit: rate(_from(limit, of_treated), len(counted), pct) for limit in RESPONSES},
        observed={limit: rate(_from(limit, of_seen), of_seen.total(), pct) for limit in RESPONSES},
        not_reached=sum(visit.is_ahead_of(member) for member in counted),
        not_planned=sum(visit.is_foreign_to(member) for member in counted),
    )


def _from(limit: int, reached: Counter[int]) -> int:
    """How many reached this response or a higher one."""
    return sum(count for highest, count in reached.items() if highest >= limit)
