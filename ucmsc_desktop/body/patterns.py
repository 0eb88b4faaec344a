"""Pattern pictures: what 1 to 90 % of a region looks like, with exactly known area, each grown from the one before.

Plaques start one after another, first where psoriasis likes to be, and each grows at its own pace. Every cell of a
region gets the moment at which the first plaque reaches it; a picture holds the cells that are reached first.
"""

from __future__ import annotations

import functools
import math

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.body.chart import PALM, WIDTH, Chart, Mask
from ucmsc_desktop.body.plaques import plaques
from ucmsc_desktop.body.sub_regions import SubRegion, limb
from ucmsc_desktop.domain.regions import Region

INVOLVEMENTS = (1, 5, 10, 20, 30, 40, 50, 70, 90)
"""The involved % of the pictures."""

_SMALLEST = 3.5


class _Skin(msgspec.Struct, frozen=True, eq=False):
    """The skin cells of a region: flat positions, and the numbers of the cells that lie on each limb."""

    cells: npt.NDArray[np.intp]
    limbs: dict[str, npt.NDArray[np.intp]]

    def place(self, cell: int) -> tuple[float, float]:
        """The middle of a cell, by its number."""
        row, column = divmod(int(self.cells[cell]), WIDTH)
        return column + 0.5, row + 0.5


def pattern(chart: Chart, region: Region, pct: int) -> Mask:
    """The picture of an involvement of so many % of a region, with the one cell in that makes it up."""
    cells, sums = _growth(chart, region)
    wanted = PALM * region.palms * pct // 100
    mask = chart.blank()
    mask.reshape(-1)[cells[: int(np.searchsorted(sums, wanted)) + 1 if wanted else 0]] = True
    return mask


@functools.cache
def _growth(chart: Chart, region: Region) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """The cells of a region in the order in which plaques reach them, and the units painted by then."""
    skin = _skin_of(chart, region)
    size = math.sqrt(skin.cells.size / 100_000)
    moments = np.full(skin.cells.size, np.inf)
    seen = {name: _wavering(skin.cells[own]) for name, own in skin.limbs.items()}
    for (x, y, speed), start in plaques(region, skin.cells.size, skin.place, size):
        at = chart.at(x, y)
        if at is not None:
            own, (seen_x, seen_y) = skin.limbs[_limb(at)], seen[_limb(at)]
            distance = np.hypot(seen_x - x, seen_y - y)
            reached = start + (distance - _SMALLEST * size).clip(min=0) / speed
            moments[own] = np.minimum(moments[own], reached)
    cells = skin.cells[np.argsort(moments, kind="stable")]
    return cells, chart.weights.ravel()[cells].cumsum(dtype=np.int64)


def _skin_of(chart: Chart, region: Region) -> _Skin:
    own = [sub_region for sub_region in chart.sub_regions if sub_region.region is region]
    cells = np.flatnonzero(np.isin(chart.labels, [sub_region.index for sub_region in own]))
    labels = chart.labels.ravel()[cells]
    parts = {name: [one.index for one in own if _limb(one) == name] for name in map(_limb, own)}
    return _Skin(cells, {name: np.flatnonzero(np.isin(labels, indices)) for name, indices in parts.items()})


def _limb(sub_region: SubRegion) -> str:
    # A plaque on the buttock grows down the leg.
    return f"{sub_region.view}.{limb(sub_region).replace('buttock', 'leg')}"


def _wavering(cells: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Where cells seem to lie when plaques measure their way: edges become as uneven as those of skin."""
    x, y = cells % WIDTH + 0.5, cells // WIDTH + 0.5
    bent_x = x + 4.0 * np.sin(y / 13 + x / 37) + 1.8 * np.sin(x / 6.1 - y / 4.7) + 0.5 * np.sin(y / 2.9 + x / 5.3)
    bent_y = y + 4.0 * np.sin(x / 11 - y / 41) + 1.8 * np.sin(y / 5.3 + x / 7.9) + 0.5 * np.sin(x / 3.1 - y / 4.1)
    return bent_x, bent_y
