"""The frame of a Figure: what its units are in a box, and what of a line lies inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ucmsc_desktop.domain.figure import Axis, Block
from ucmsc_desktop.domain.figure_shapes import Spot

SLACK = 0.01
"""Points by which rounding may leave the frame."""


class Box(NamedTuple):
    """A rectangle whose y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have more than an edge in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether another rectangle lies wholly inside."""
        return (
            self.left <= other.left + SLACK
            and other.right <= self.right + SLACK
            and self.top <= other.top + SLACK
            and other.bottom <= self.bottom + SLACK
        )


class Frame(NamedTuple):
    """The box in which the lines of a Figure lie, and its two directions."""

    box: Box
    across: Axis
    up: Axis

    def x(self, value: float) -> float:
        """Where a value of the x axis lies."""
        return self.box.left + _share(self.across, value) * self.box.wide

    def y(self, value: float) -> float:
        """Where a value of the y axis lies."""
        return self.box.bottom - _share(self.up, value) * self.box.high

    def height_at(self, y: float) -> float:
        """The value of the y axis at a place."""
        return self.up.low + (self.box.bottom - y) / self.box.high * (self.up.high - self.up.low)

    def spots(self, points: Sequence[Spot]) -> list[Spot]:
        """Where points lie."""
        left, bottom = self.x(0.0), self.y(0.0)
        step_x, step_y = self.x(1.0) - left, self.y(1.0) - bottom
        return [(left + step_x * x, bottom + step_y * y) for x, y in points]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies inside."""
        box = self.box
        return box.left - SLACK <= x <= box.right + SLACK and box.top - SLACK <= y <= box.bottom + SLACK

    def runs(self, points: Sequence[Spot]) -> Iterator[list[Spot]]:
        """The pieces of a line that lie inside."""
        spots = self.spots(points)
        if all(self.holds(x, y) for x, y in spots):
            yield spots
            return
        run: list[Spot] = []
        for start, end in pairwise(spots):
            part = inside(start, end, self.box)
            if part is None or (run and run[-1] != part[0]):
                if run:
                    yield run
                run = []
            if part is not None:
                run += part if not run else part[1:]
        if run:
            yield run

    def area(self, points: Sequence[Spot]) -> list[Spot]:
        """The part of a filled shape that lies inside (Sutherland and Hodgman's clipping)."""
        spots, box = self.spots(points), self.box
        for place, edge, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
            spots = _cut(spots, place, edge, sign)
        return spots

    def block(self, block: Block) -> Box:
        """The rectangle of a block, as much of it as lies inside."""
        left, right = sorted((self.x(block.x0), self.x(block.x1)))
        top, bottom = sorted((self.y(block.y0), self.y(block.y1)))
        box = self.box
        left, top = min(max(left, box.left), box.right), min(max(top, box.top), box.bottom)
        return Box(left, top, max(left, min(right, box.right)), max(top, min(bottom, box.bottom)))


def _share(axis: Axis, value: float) -> float:
    return (value - axis.low) / (axis.high - axis.low) if axis.high != axis.low else 0.5


def _cut(spots: Sequence[Spot], place: int, edge: float, sign: int) -> list[Spot]:
    """What of a closed shape lies on one side of an upright (place 0) or level (place 1) edge."""
    kept: list[Spot] = []
    for start, end in zip(spots, (*spots[1:], *spots[:1]), strict=True):
        before, after = sign * (start[place] - edge), sign * (end[place] - edge)
        if before >= 0:
            kept.append(start)
        if before * after < 0:
            share = before / (before - after)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def inside(start: Spot, end: Spot, box: Box) -> list[Spot] | None:
    """The part of a straight line inside a box, None without one (Liang and Barsky's clipping)."""
    step_x, step_y = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room_low, room_high in (
        (step_x, box.left - start[0], box.right - start[0]),
        (step_y, box.top - start[1], box.bottom - start[1]),
    ):
        if abs(step) < 1e-12:
            if room_low > 0 or room_high < 0:
                return None
            continue
        enter, leave = sorted((room_low / step, room_high / step))
        first, last = max(first, enter), min(last, leave)
    if first > last:
        return None
    head = start if first <= 0 else (start[0] + first * step_x, start[1] + first * step_y)
    tail = end if last >= 1 else (start[0] + last * step_x, start[1] + last * step_y)
    return [head, tail]
