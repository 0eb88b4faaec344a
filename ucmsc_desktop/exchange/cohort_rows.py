"""The tables of the cohort as plain rows: exact counts, rates and bounds, without the rounding of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.intervals import Interval
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.primary_outcome import Improvement, primary_outcome
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import Rate
from ucmsc_desktop.domain.relapse_table import relapse_table
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.response_by_visit import response_by_visit
from ucmsc_desktop.exchange.csv_out import Plain
from ucmsc_desktop.exchange.plain import plain, quotient
from ucmsc_desktop.text import _

Row = dict[str, Plain]


def response_rows(protocol: Protocol, members: Sequence[Member]) -> list[Row]:
    """A row for each visit, each group of patients, and each response."""
    return [
        {"at": one.at, "visit": one.label, "patients": group, "response": f"pasi{limit}"}
        | rate_fields(rates[limit], protocol)
        | {"not_reached": one.not_reached, "not_planned": one.not_planned}
        | _taken_over(members)
        for one in response_by_visit(protocol, members)
        for group, rates in (("all_treated", one.all_treated), ("observed", one.observed))
        for limit in RESPONSES
    ]


def relapse_rows(protocol: Protocol, members: Sequence[Member]) -> list[Row]:
    """A row for each period, and one for the whole time."""
    denominator = protocol.endpoints.relapse_denominator
    return [
        {"period": one.period.value if one.period else "all", "denominator": denominator}
        | rate_fields(one.rate, protocol)
        | {"not_assessed_later": one.unseen}
        | _taken_over(members)
        for one in relapse_table(protocol, members)
    ]


def primary_rows(protocol: Protocol, members: Sequence[Member]) -> list[Row]:
    """A row for the primary visit, and one for the end of treatment."""
    return [_primary_row(protocol, one) | _taken_over(members) for one in primary_outcome(protocol, members)]


def rate_fields(rate: Rate, protocol: Protocol) -> Row:
    """A rate with its interval; the per cents are None where none is said."""
    interval = None if rate.low is None or rate.high is None else Interval(rate.low, rate.high)
    return {"k": rate.k, "n": rate.n, "pct": exact(rate.pct), **_bounds("", interval, protocol)}


def exact(value: Fraction | None) -> str | None:
    """A quotient as other programs read it, None where there is none."""
    return None if value is None else quotient(value)


def note(filters: str = "") -> str:
    """What goes with every table: that there is no control group, and who was left out."""
    return " ".join([single_arm_words(), *([_("{words}.").format(words=filters)] if filters else [])])


def _taken_over(members: Sequence[Member]) -> Row:
    """How many of those counted come from an earlier record."""
    return {"earlier_records": sum(member.taken_over for member in members)}


def _primary_row(protocol: Protocol, one: Improvement) -> Row:
    return {
        "at": one.at,
        "visit": one.label,
        "n": one.n,
        "missing": one.missing,
        "missing_counts_as": protocol.analysis.primary_missing,
        "not_reached": one.not_reached,
        "mean_improvement_pct": exact(one.mean),
        **_bounds("mean_", one.mean_interval, protocol),
        "median_improvement_pct": exact(one.median),
        **_bounds("median_", one.median_interval, protocol),
    }


def _bounds(name: str, interval: Interval | None, protocol: Protocol) -> Row:
    return {
        f"{name}low_pct": exact(interval.low if interval else None),
        f"{name}high_pct": exact(interval.high if interval else None),
        f"{name}confidence_pct": plain(protocol.analysis.confidence_pct),
    }
