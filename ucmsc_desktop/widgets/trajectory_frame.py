"""The frame of a trajectory: which days and values it spans, and where they lie in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from ucmsc_desktop.domain.measures import Value

ABOVE = 34
"""Pixels kept free over the highest value, for its figure."""
BELOW = 9
"""Pixels under the lowest value, so that a mark on it is whole."""
INSET = 16
"""Pixels beside the first and the last day."""
AXIS = 28
"""Pixels under the lanes, for the weeks."""
EDGE = 4


@dataclass(frozen=True)
class Span:
    """What is seen: from day to day, and from value to value."""

    first_day: float
    last_day: float
    low: float
    high: float


@dataclass(frozen=True)
class Frame:
    """Pixels of a plot: `left` and `right` are kept for words beside the days, the lanes lie under the values."""

    width: float
    height: float
    left: float
    right: float
    lanes: float
    span: Span

    @property
    def values(self) -> QRectF:
        """Where values are drawn."""
        return QRectF(self.left, 0, max(self.width - self.left - self.right, 40), self.floor)

    @property
    def under(self) -> QRectF:
        """Where lanes are drawn."""
        return QRectF(self.left, self.floor, self.values.width(), self.lanes)

    @property
    def floor(self) -> float:
        """How far from the upper edge the values end and the lanes begin."""
        return max(self.height - AXIS - self.lanes, ABOVE + BELOW + 40)

    @property
    def pixels_per_day(self) -> float:
        """How wide a day is."""
        return (self.values.width() - 2 * INSET) / max(self.span.last_day - self.span.first_day, 1)

    @property
    def pixels_per_unit(self) -> float:
        """How high one unit of the values is."""
        return (self.floor - ABOVE - BELOW) / (self.span.high - self.span.low)

    def x(self, day: float) -> float:
        """Pixels of a day from the left edge."""
        return self.left + INSET + (day - self.span.first_day) * self.pixels_per_day

    def y(self, value: float) -> float:
        """Pixels of a value from the upper edge."""
        return self.floor - BELOW - (value - self.span.low) * self.pixels_per_unit

    def at(self, value: Value) -> QPointF:
        """Where a value lies."""
        return QPointF(self.x(value.day), self.y(float(value.value)))

    def day(self, x: float) -> float:
        """The day at so many pixels from the left edge."""
        return self.span.first_day + (x - self.left - INSET) / self.pixels_per_day

    def value(self, y: float) -> float:
        """The value at so many pixels from the upper edge."""
        return self.span.low + (self.floor - BELOW - y) / self.pixels_per_unit

    def shows(self, day: float) -> bool:
        """Whether a day is in sight."""
        return self.left + EDGE <= self.x(day) <= self.values.right() - EDGE
