"""What one picture of a trajectory is made of, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.lanes import Lanes
from ucmsc_desktop.domain.measures import Plot, Spread, Value
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import days, shown_visits
from ucmsc_desktop.widgets.trajectory_frame import Span
from ucmsc_desktop.widgets.trajectory_zoom import Days

LEAST = 7


@dataclass(frozen=True)
class Shown:
    """One tab of one participant, with what lies under it, and the cohort behind it when that is wanted."""

    protocol: Protocol
    course: Course
    plot: Plot
    lanes: Lanes
    spread: Spread | None = None

    @property
    def values(self) -> list[Value]:
        """The values of all lines."""
        return [value for trace in self.plot.traces for value in trace.values]

    @property
    def is_single(self) -> bool:
        """Whether one line is drawn, so that its values can be written beside it."""
        return len(self.plot.traces) <= 1


def whole_days(shown: Shown) -> Days:
    """From the first to the last day of which there is anything to see, and the windows of the visits."""
    found = [*days(shown.course), *(value.day for value in shown.values)]
    for visit in shown_visits(shown.protocol, shown.course):
        found += [(visit.day or 0) - visit.early_days, (visit.day or 0) + visit.late_days]
    for event in shown.lanes.events:
        found += [event.day, event.last_day if event.last_day is not None else event.day]
    return float(min(found)), float(max(*found, min(found) + LEAST))


def span(shown: Shown, seen: Days) -> Span:
    """What is seen of some days: the range of the measure, and further where a line lies beyond it."""
    lines = [[(value.day, float(value.value)) for value in trace.values] for trace in shown.plot.traces]
    if shown.spread is not None:
        edges = (shown.spread.lows, shown.spread.highs)
        lines += [list(zip(shown.spread.days, map(float, edge), strict=True)) for edge in edges]
    heights = [height for line in lines for height in _heights(line, seen)]
    low, high = float(shown.plot.low), float(shown.plot.high)
    return Span(*seen, min([low, *heights]), max([high, *heights]))


def _heights(line: Sequence[tuple[int, float]], seen: Days) -> Iterator[float]:
    """How high a line goes between two days, also where it only passes."""
    first, last = seen
    yield from (height for day, height in line if first <= day <= last)
    for (day, height), (later, other) in pairwise(line):
        for edge in seen:
            if day < edge < later:
                yield height + (edge - day) / (later - day) * (other - height)
