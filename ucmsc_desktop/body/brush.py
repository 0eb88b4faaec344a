"""Painting on the chart: dabs that stand for a quarter, half, one or two palms of skin wherever they are put."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from ucmsc_desktop.body.chart import HEIGHT, PALM, WIDTH, Chart, Mask
from ucmsc_desktop.body.sub_regions import SubRegion
from ucmsc_desktop.body.surroundings import Cells, nearest

SIZES = (1, 2, 4, 8)
"""Sizes of a dab, in quarters of a palm."""
_STEPS_ACROSS_A_DAB = 4


def dab(chart: Chart, mask: Mask, x: float, y: float, quarters: int, *, erase: bool = False) -> None:
    """Paint, or erase, the skin nearest to a point that is worth some quarters of a palm, to one cell.

    The dab stays in the region of its centre, so that it is its palms of it wherever it fits, and never reaches
    over the air from one limb to another. A centre off the skin paints nothing.
    """
    rows, columns, _reach = _covered(chart, x, y, quarters)
    mask[rows, columns] = not erase


def radius(chart: Chart, x: float, y: float, quarters: int) -> float:
    """How far a dab would reach from a point, in chart units; 0 off the skin."""
    return _covered(chart, x, y, quarters)[2]


def stroke(
    chart: Chart, mask: Mask, points: Iterable[tuple[float, float]], quarters: int, *, erase: bool = False
) -> None:
    """Paint, or erase, dabs along a line, close enough that its edge is smooth; what leaves the skin paints nothing."""
    last: tuple[float, float] | None = None
    for point in points:
        if not (math.isfinite(point[0]) and math.isfinite(point[1])):
            continue
        point = (min(max(point[0], -WIDTH), 2 * WIDTH), min(max(point[1], -HEIGHT), 2 * HEIGHT))
        if last is None:
            dab(chart, mask, *point, quarters, erase=erase)
        else:
            _segment(chart, mask, last, point, quarters, erase=erase)
        last = point


def fill(chart: Chart, mask: Mask, sub_region: SubRegion, *, erase: bool = False) -> None:
    """Paint, or erase, a whole sub-region."""
    mask[chart.labels == sub_region.index] = not erase


def _segment(
    chart: Chart,
    mask: Mask,
    start: tuple[float, float],
    end: tuple[float, float],
    quarters: int,
    *,
    erase: bool,
) -> None:
    length, done = math.dist(start, end), 0.0
    reach = radius(chart, *start, quarters)
    while done < length:
        done = min(done + max(reach / _STEPS_ACROSS_A_DAB, 2.0), length)
        x, y = (a + (b - a) * done / length for a, b in zip(start, end, strict=True))
        rows, columns, reach = _covered(chart, x, y, quarters)
        mask[rows, columns] = not erase


def _covered(chart: Chart, x: float, y: float, quarters: int) -> tuple[Cells, Cells, float]:
    """The rows and columns of the cells of a dab, and how far it reaches."""
    if chart.at(x, y) is None:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), 0.0
    return nearest(chart, math.floor(y), math.floor(x), quarters * PALM // 4)
