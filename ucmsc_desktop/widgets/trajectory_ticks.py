"""What is written at the axes of a trajectory: round values, and the weeks of the planned visits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import shown_visits
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.trajectory_frame import ABOVE, Frame

NICE_WEEKS = (1, 2, 4, 8, 13, 26, 52, 104, 208)
NICE_VALUES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)

Tick = tuple[float, str]


def week_ticks(protocol: Protocol, course: Course, frame: Frame, narrowest: float) -> list[Tick]:
    """Days that are named under the plot, at least `narrowest` pixels apart: the planned visits, then round weeks."""
    ticks: list[Tick] = []
    for week in _weeks(protocol, course, frame, narrowest):
        if frame.shows(7 * week) and (not ticks or frame.x(7 * week) - frame.x(ticks[-1][0]) >= narrowest):
            ticks.append((7.0 * week, _("Wk {week}").format(week=text.number_text(week))))
    return ticks


def _weeks(protocol: Protocol, course: Course, frame: Frame, narrowest: float) -> Iterator[int]:
    planned = [visit.week or 0 for visit in shown_visits(protocol, course)]
    yield from planned
    step = next((s for s in NICE_WEEKS if 7 * s * frame.pixels_per_day >= narrowest), NICE_WEEKS[-1])
    first = math.ceil(frame.span.first_day / (7 * step)) * step
    start = max((planned[-1] // step + 1) * step, first) if planned else first
    yield from range(start, int(frame.span.last_day // 7) + 1, step)


def value_ticks(frame: Frame, narrowest: float) -> list[Tick]:
    """Round values, none nearer to the next than `narrowest` pixels."""
    step = next((s for s in NICE_VALUES if s * frame.pixels_per_unit >= narrowest), NICE_VALUES[-1])
    highest = frame.span.high + (ABOVE - 8) / frame.pixels_per_unit
    first, last = math.ceil(frame.span.low / step - 1e-9), math.floor(highest / step)
    return [(number * step, _written(number * step)) for number in range(first, last + 1)]


def _written(value: float) -> str:
    return f"{value:g}".replace("-", text.MINUS)
