"""The skin around a place, nearest first, and which of it a dab may reach: its own region, never over the air."""

from __future__ import annotations

import functools

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.body.chart import VIEW_WIDTH, WIDTH, Chart, Mask
from ucmsc_desktop.body.sub_regions import limb

REACH = 200
"""No dab is wider than this many cells to each side."""
_FIRST_LOOK = 2048
_GLANCES = 8

_NEVER, _IN_SIGHT, _ALWAYS = 0, 1, 2
_LIMBS = ("", "head", "trunk", "arm.left", "arm.right", "leg.left", "leg.right", "buttock.left", "buttock.right")
_ADJOINING = (("buttock.left", "buttock.right"),)
"""Only limbs of one region: paint that spills into a neighbour would give it an area that nobody saw."""
_ONE = (("leg.left", "buttock.left"), ("leg.right", "buttock.right"))

Cells = npt.NDArray[np.intp]


class _Surroundings(msgspec.Struct, frozen=True, eq=False):
    """A chart with a margin as wide as a dab reaches, flat, so that cells around a place need no look at the edges."""

    limbs: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.int64]
    rows: Cells
    columns: Cells
    distances: npt.NDArray[np.float64]
    offsets: tuple[Cells, Cells]
    """Steps to the cells around, nearest first: for the left half of a view, and mirrored for its right half."""
    reaches: npt.NDArray[np.uint8]


_STRIDE = WIDTH + 2 * REACH


@functools.cache
def _surroundings(chart: Chart) -> _Surroundings:
    # The back's limbs follow the front's in the table, and no dab reaches from one view to the other.
    codes = [0]
    for sub_region in chart.sub_regions:
        codes.append(_LIMBS.index(limb(sub_region)) + (len(_LIMBS) if sub_region.view == "back" else 0))
    limbs = np.pad(np.array(codes, dtype=np.uint8)[chart.labels], REACH)
    span = np.arange(-REACH, REACH + 1, dtype=np.intp)
    rows, columns = (axis.ravel() for axis in np.meshgrid(span, span, indexing="ij"))
    squares = rows**2 + columns**2
    order = np.argsort(squares, kind="stable")[: np.count_nonzero(squares <= REACH**2)]
    rows, columns = rows[order], columns[order]
    return _Surroundings(
        limbs=limbs.ravel(),
        weights=np.pad(chart.weights, REACH).ravel().astype(np.int64),
        rows=rows,
        columns=columns,
        distances=np.sqrt(squares[order]),
        offsets=(rows * _STRIDE + columns, rows * _STRIDE - columns),
        reaches=_reaches(),
    )


def _reaches() -> npt.NDArray[np.uint8]:
    count = len(_LIMBS)
    table = np.full((2 * count, 2 * count), _NEVER, dtype=np.uint8)
    pairs = [(name, name, _ALWAYS) for name in _LIMBS[1:]]
    pairs += [(*pair, _ALWAYS) for pair in _ONE] + [(*pair, _IN_SIGHT) for pair in _ADJOINING]
    for one, other, answer in pairs:
        for view in (0, count):
            here, there = view + _LIMBS.index(one), view + _LIMBS.index(other)
            table[here, there] = table[there, here] = answer
    return table


def nearest(chart: Chart, row: int, column: int, wanted: int) -> tuple[Cells, Cells, float]:
    """Rows and columns of the nearest cells that are worth some units and may be reached, and how far they lie.

    The cell that makes the units up is in, so that a palm on the head is never 9.9 % and a grade less.
    """
    around, centre = _surroundings(chart), (row + REACH) * _STRIDE + column + REACH
    side = 1 if column % VIEW_WIDTH >= VIEW_WIDTH // 2 else 0
    look = _FIRST_LOOK
    while True:
        places = centre + around.offsets[side][:look]
        near = np.flatnonzero(_reached(around, centre, places, side))
        sums = around.weights[places[near]].cumsum()
        if sums[-1] >= wanted or look >= around.rows.size:
            break
        look *= 2
    chosen = near[: int(np.searchsorted(sums, wanted)) + 1]
    columns = -around.columns[chosen] if side else around.columns[chosen]
    return row + around.rows[chosen], column + columns, float(around.distances[chosen[-1]]) + 0.5


def _reached(around: _Surroundings, centre: int, places: Cells, side: int) -> Mask:
    """Which cells belong to a dab's limb, or to a limb that adjoins it and is seen from the centre over skin alone."""
    answers = around.reaches[around.limbs[centre]][around.limbs[places]]
    reached: Mask = answers == _ALWAYS
    doubtful = np.flatnonzero(answers == _IN_SIGHT)
    if doubtful.size:
        columns = -around.columns[doubtful] if side else around.columns[doubtful]
        in_sight = np.ones(doubtful.size, dtype=np.bool_)
        for glance in range(1, _GLANCES):
            steps = [np.rint(axis * (glance / _GLANCES)).astype(np.intp) for axis in (around.rows[doubtful], columns)]
            in_sight &= around.limbs[centre + steps[0] * _STRIDE + steps[1]] > 0
        reached[doubtful] = in_sight
    return reached
