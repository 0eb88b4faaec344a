"""Where a line of a chart leads over a visit without a value, or to a day that is known only about, and is dashed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol

Stood = tuple[str, int, bool]
"""The visit and the day of a value, and whether that day is known only about."""


def planned_with(protocol: Protocol, form: str) -> list[PlannedVisit]:
    """The timed visits at which a form is to be filled in; where it only may be nothing is missing without it."""
    return [visit for visit in protocol.timed_visits if form in visit.forms]


def bridged(planned: Sequence[PlannedVisit], stood: Sequence[Stood], without: Iterable[int]) -> frozenset[int]:
    """The places of the values that are reached by a dashed line.

    It leads over a planned visit, or over a day of `without`, that has no value, or to an approximate day.
    """
    place = {visit.key: number for number, visit in enumerate(planned)}
    empty = list(without)
    return frozenset(
        number
        for number, ((before, first, _about), (after, last, about)) in enumerate(pairwise(stood), 1)
        if about or place.get(after, 0) - place.get(before, len(place)) > 1 or any(first < day < last for day in empty)
    )
