"""How days and values of a trajectory become points on the page, and which of them are named along its axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.measures import Plot, Spread
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import days, is_taken_over, shown_visits
from ucmsc_desktop.reports.sheet import Sheet

GUTTER = 82.0
"""Points kept free at the right, for the names of lines."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST_STEPS = 7
MOST_WEEKS = 13
HEADROOM = 0.12
"""The part of the range over the highest value that is kept free for its figure."""


class Chart(msgspec.Struct, frozen=True):
    """All that one chart on paper shows."""

    protocol: Protocol
    course: Course
    plot: Plot
    events: tuple[EventSpan, ...] = ()
    spread: Spread | None = None


class Scale(msgspec.Struct, frozen=True):
    """The frame of a plot on the page and its two ranges."""

    left: float
    right: float
    low: float
    high: float
    first_day: float
    last_day: float
    bottom: float
    top: float
    step: float

    def x(self, day: float) -> float:
        """Where a day lies."""
        return self.left + (day - self.first_day) / (self.last_day - self.first_day) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.low + (value - self.bottom) / (self.top - self.bottom) * (self.high - self.low)

    def ticks(self) -> list[float]:
        """The values that are named."""
        return [self.bottom + self.step * number for number in range(round((self.top - self.bottom) / self.step) + 1)]


def scale(sheet: Sheet, chart: Chart, low: float, high: float) -> Scale:
    """The scale of a chart between two heights of the page, over its whole width."""
    shown = [day for trace in chart.plot.traces for day in (value.day for value in trace.values)]
    shown += [*days(chart.course), *(visit.day or 0 for visit in shown_visits(chart.protocol, chart.course))]
    shown += [day for span in chart.events for day in (span.day, span.last_day) if day is not None]
    first, last = min(shown), max(*shown, min(shown) + 7)
    pad = max(3.0, (last - first) * 0.04)
    bottom, top, step = _range(chart, first, last)
    left, right = sheet.left + 62, sheet.right - GUTTER
    return Scale(left, right, low, high, first - pad, last + pad, bottom, top, step)


def _range(chart: Chart, first: int, last: int) -> tuple[float, float, float]:
    values = [float(value.value) for trace in chart.plot.traces for value in trace.values]
    if chart.spread is not None:
        inside = [number for number, day in enumerate(chart.spread.days) if first <= day <= last]
        values += [float(side[number]) for side in (chart.spread.lows, chart.spread.highs) for number in inside]
    lowest = min([float(chart.plot.low), *values])
    highest = max([float(chart.plot.low), *values])
    tallest = max(float(chart.plot.high), highest + HEADROOM * (highest - lowest))
    step = next((step for step in STEPS if (tallest - lowest) / step <= MOST_STEPS), STEPS[-1])
    return math.floor(lowest / step) * step, math.ceil(tallest / step) * step, step


def named_weeks(chart: Chart, scale: Scale) -> Sequence[int]:
    """The weeks that are named under the chart: the planned visits, or round weeks of an earlier record."""
    if not is_taken_over(chart.course):
        return [visit.week or 0 for visit in shown_visits(chart.protocol, chart.course)]
    first, last = math.ceil(scale.first_day / 7), math.floor(scale.last_day / 7)
    every = max(1, -(-(last - first + 1) // MOST_WEEKS))
    return [week for week in range(first, last + 1) if week % every == 0]
