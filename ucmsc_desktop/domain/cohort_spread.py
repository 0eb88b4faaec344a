"""How a cohort lies beside a course: the median and the middle half of its patients, week by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from ucmsc_desktop.domain.averages import quartiles
from ucmsc_desktop.domain.cohort_visits import END, cohort_visits, visit_at
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.text import _, number_text


def spread(protocol: Protocol, members: Sequence[Member], measure: Measure) -> Spread | None:
    """Median and quartiles of the PASI or of its change in % (negative is better), at the baseline and each visit.

    None for other measures and where no visit was seen of five participants. A visit seen of fewer is left out.
    """
    if measure not in (Measure.PASI, Measure.CHANGE):
        return None
    known: set[str] = set()
    found: list[tuple[int, int, tuple[Fraction, Fraction, Fraction]]] = []
    for visit in [visit_at(protocol, "week:0"), *cohort_visits(protocol, members)]:
        values = {} if visit.at == END else _values(members, visit.choose, measure)
        if len(values) >= FEWEST:
            found.append((7 * visit.week, len(values), _quartiles(values, measure)))
            known |= values.keys()
    if not found:
        return None
    return Spread(
        n=len(known),
        days=tuple(day for day, _count, _parts in found),
        medians=tuple(middle for _day, _count, (_low, middle, _high) in found),
        lows=tuple(low for _day, _count, (low, _middle, _high) in found),
        highs=tuple(high for _day, _count, (_low, _middle, high) in found),
        counts=tuple(count for _day, count, _parts in found),
    )


def counts_words(found: Spread) -> str:
    """Of how many the median is from visit to visit, where that changes: others come and go; empty where it does not.

    A median can rise or fall for that reason alone.
    """
    least, most = min(found.counts, default=0), max(found.counts, default=0)
    if least == most:
        return ""
    return _("The median is of {least} to {most} participants, others from visit to visit.").format(
        least=number_text(least), most=number_text(most)
    )


def _quartiles(values: Mapping[str, int | Fraction], measure: Measure) -> tuple[Fraction, Fraction, Fraction]:
    low, middle, high = quartiles(list(values.values()))
    return (low / 10, middle / 10, high / 10) if measure is Measure.PASI else (low, middle, high)


def _values(
    members: Sequence[Member], choose: Callable[[Course], Point | None], measure: Measure
) -> Mapping[str, int | Fraction]:
    """The PASI of each in tenths, or its change in %."""
    seen = {
        member.subject: (member.course.baseline_tenths, point.tenths)
        for member in members
        if (point := choose(member.course))
    }
    if measure is Measure.PASI:
        return {who: tenths for who, (_baseline, tenths) in seen.items() if tenths is not None}
    improved = {who: improvement_pct(*both) for who, both in seen.items()}
    return {who: -value for who, value in improved.items() if value is not None}
