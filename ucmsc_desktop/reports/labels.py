"""Finds room for the figures beside the points of a chart, so that none stands on a line, a point or another figure."""

from __future__ import annotations

from ucmsc_desktop.reports.page import Page
from ucmsc_desktop.reports.typeset import Typesetter

SIZE = 9.0
HIGH = 7.5
Box = tuple[float, float, float, float]


class Labels:
    """The figures of one plot, inside its frame."""

    def __init__(self, type_: Typesetter, left: float, right: float, low: float, high: float) -> None:
        self._type = type_
        self._frame = (left, low, right, high + 12)
        self._lines: list[Box] = []
        self._boxes: list[Box] = []

    def avoid_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A stroke that no figure may cross."""
        self._lines.append((x1, y1, x2, y2))

    def avoid_box(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A place that is taken."""
        self._boxes.append((x1, y1, x2, y2))

    def place(self, page: Page, x: float, y: float, words: str) -> None:
        """Write a figure beside its point, at the first free place: above, beside, below, then farther away."""
        wide = self._type.width(words, SIZE, bold=True)
        box = self._first_free(self._places(x, y, wide))
        self._boxes.append(box)
        page.say(box[0], box[1] + 0.5, words, SIZE, bold=True)

    def _first_free(self, places: list[Box]) -> Box:
        """The first place that is free, else the first of those with the least in the way."""
        costs: list[float] = []
        for box in places:
            costs.append(self._cost(box))
            if not costs[-1]:
                break
        return places[costs.index(min(costs))]

    @staticmethod
    def _places(x: float, y: float, wide: float) -> list[Box]:
        offsets = [
            (-wide / 2, 6.5), (3, 5), (-wide - 3, 5), (-wide / 2, -6.5 - HIGH), (3, -5 - HIGH), (-wide - 3, -5 - HIGH),
            (7, -HIGH / 2), (-wide - 7, -HIGH / 2), (-wide / 2, 15), (8, 13), (-wide - 8, 13), (-wide / 2, -15 - HIGH),
            (8, -13 - HIGH), (-wide - 8, -13 - HIGH), (-wide / 2, 25), (-wide / 2, 35),
        ]  # fmt: skip
        return [(x + dx, y + dy, x + dx + wide, y + dy + HIGH) for dx, dy in offsets]

    def _cost(self, box: Box) -> float:
        left, low, right, high = self._frame
        outside = box[0] < left + 1 or box[2] > right or box[1] < low + 1 or box[3] > high
        hits = sum(_overlap(box, other) for other in self._boxes) * 3 + sum(_crosses(box, line) for line in self._lines)
        return hits + 10 * outside


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(box: Box, line: Box) -> bool:
    """Whether a stroke passes through a box, a point of room around it counted in (Liang and Barsky's clipping)."""
    x1, y1, x2, y2 = line
    first, last = 0.0, 1.0
    for step, start, low, high in ((x2 - x1, x1, box[0] - 1, box[2] + 1), (y2 - y1, y1, box[1] - 1, box[3] + 1)):
        if abs(step) < 1e-9:
            if not low <= start <= high:
                return False
            continue
        enter, leave = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enter), min(last, leave)
    return first <= last
