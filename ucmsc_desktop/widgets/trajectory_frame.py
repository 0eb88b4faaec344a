"""The frame of a trajectory: which days and values it spans, and where they lie in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import days, is_taken_over, seen, shown_visits
from ucmsc_desktop.text import _

LANE = 36
ABOVE = 34
"""Pixels kept free over the highest value, for its figure."""
LOWEST_TOP = 5.0
NICE_WEEKS = (1, 2, 4, 8, 13, 26, 52, 104, 208)
NICE_PASI = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)


@dataclass(frozen=True)
class Frame:
    """Pixels of a plot: `left` and `right` are kept for words beside the days, lanes lie under zero."""

    width: float
    height: float
    first_day: int
    last_day: int
    top: float
    lanes: int
    left: float
    right: float

    @property
    def pixels_per_day(self) -> float:
        """How wide a day is."""
        return max(self.width - self.left - self.right, 10) / max(self.last_day - self.first_day, 1)

    @property
    def zero(self) -> float:
        """How far from the upper edge PASI 0 lies."""
        return self.height - 12 - self.lanes * LANE

    @property
    def pixels_per_point(self) -> float:
        """How high one point of PASI is."""
        return max(self.zero - ABOVE, 10) / self.top

    def x(self, day: float) -> float:
        """Pixels of a day from the left edge."""
        return self.left + (day - self.first_day) * self.pixels_per_day

    def y(self, pasi: float) -> float:
        """Pixels of a PASI from the upper edge."""
        return self.zero - pasi * self.pixels_per_point

    def lane(self, number: int) -> float:
        """Pixels of the middle of a lane from the upper edge."""
        return self.zero + 2 + (number + 0.5) * LANE

    def at(self, point: Point) -> QPointF:
        """Where an assessment with a value lies."""
        return QPointF(self.x(point.day), self.y((point.tenths or 0) / 10))

    def value(self, y: float) -> float:
        """The PASI at so many pixels from the upper edge, negative in the lanes."""
        return (self.zero - y) / self.pixels_per_point

    def day(self, x: float) -> float:
        """The day at so many pixels from the left edge."""
        return self.first_day + (x - self.left) / self.pixels_per_day

    @property
    def area(self) -> QRectF:
        """Where values are drawn, over the lanes."""
        return QRectF(0, 0, self.width, self.zero - 1)

    def across(self, pasi: float) -> QLineF:
        """A level line from the first to the last day."""
        y = self.y(pasi)
        return QLineF(self.x(self.first_day), y, self.x(self.last_day), y)


def frame(protocol: Protocol, course: Course, width: float, height: float, left: float, right: float) -> Frame:
    """The frame in which a course is seen whole."""
    shown = [*days(course), *(visit.day or 0 for visit in shown_visits(protocol, course))]
    highest = max((point.tenths or 0 for point in seen(course)), default=0) / 10
    return Frame(
        width=width,
        height=height,
        first_day=min(shown),
        last_day=max(*shown, min(shown) + 7),
        top=max(highest, LOWEST_TOP),
        lanes=1 if is_taken_over(course) else 2,
        left=left,
        right=right,
    )


def week_ticks(protocol: Protocol, course: Course, frame: Frame, narrowest: float) -> list[tuple[float, str]]:
    """Days that are named under the plot, at least `narrowest` pixels apart: the planned visits, then round weeks."""
    ticks: list[tuple[float, str]] = []
    for week in _weeks(protocol, course, frame, narrowest):
        if not ticks or frame.x(7 * week) - frame.x(ticks[-1][0]) >= narrowest:
            ticks.append((7.0 * week, _("Wk {week}").format(week=text.number_text(week))))
    return ticks


def _weeks(protocol: Protocol, course: Course, frame: Frame, narrowest: float) -> Iterator[int]:
    planned = [visit.week or 0 for visit in shown_visits(protocol, course)]
    yield from planned
    step = next((s for s in NICE_WEEKS if 7 * s * frame.pixels_per_day >= narrowest), NICE_WEEKS[-1])
    start = (planned[-1] // step + 1) * step if planned else -(-frame.first_day // (7 * step)) * step
    yield from range(start, frame.last_day // 7 + 1, step)


def value_ticks(frame: Frame, narrowest: float) -> list[tuple[float, str]]:
    """Round PASI values, none nearer to the next than `narrowest` pixels."""
    step = next((s for s in NICE_PASI if s * frame.pixels_per_point >= narrowest), NICE_PASI[-1])
    highest = frame.top + ABOVE / frame.pixels_per_point
    return [(number * step, f"{number * step:g}") for number in range(int(highest / step) + 1)]
