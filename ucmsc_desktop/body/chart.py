"""The body chart: a grid of skin cells, each in one sub-region and worth a share of a palm."""

from __future__ import annotations

import functools
import math
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.assets import asset
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, SubRegion

WIDTH = 1060
HEIGHT = 1010
VIEW_WIDTH = WIDTH // 2
"""Columns of one view: the front comes first, then the back."""
PALM = 1_000_000
"""Units of one palm: a region's weights sum to exactly this many times its palms."""

Labels = npt.NDArray[np.uint8]
Weights = npt.NDArray[np.uint16]
Mask = npt.NDArray[np.bool_]
"""Painted cells, as an array of HEIGHT rows and WIDTH columns; never True off the skin."""


class Chart(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A version of the chart: by cell the index of its sub-region (0 off the skin), and its weight in units."""

    version: str
    labels: Labels
    weights: Weights
    sub_regions: tuple[SubRegion, ...] = SUB_REGIONS

    def at(self, x: float, y: float) -> SubRegion | None:
        """The sub-region at a point in chart units, None off the skin."""
        if not (0 <= x < WIDTH and 0 <= y < HEIGHT):
            return None
        index = int(self.labels[math.floor(y), math.floor(x)])
        return self.sub_regions[index - 1] if index else None

    def sub_region(self, name: str) -> SubRegion:
        """The sub-region of an id such as `front.trunk.chest.left`. Raises KeyError for an id that is none."""
        return self._by_id[name]

    def blank(self) -> Mask:
        """A mask with nothing painted."""
        return np.zeros((HEIGHT, WIDTH), dtype=np.bool_)

    @functools.cached_property
    def skin(self) -> npt.NDArray[np.intp]:
        """The flat positions of the skin cells, row by row: the order in which maps are packed."""
        return np.flatnonzero(self.labels)

    @functools.cached_property
    def _by_id(self) -> dict[str, SubRegion]:
        return {sub_region.id: sub_region for sub_region in self.sub_regions}


def read_chart(path: Path) -> Chart:
    """Read a chart from the file that `resources/body/build.py` writes."""
    with np.load(path, allow_pickle=False) as stored:
        chart = Chart(str(stored["version"]), stored["labels"], stored["weights"])
    for cells in (chart.labels, chart.weights):
        cells.setflags(write=False)
    return chart


@functools.cache
def load_chart() -> Chart:
    """The chart that travels with the program, read once."""
    return read_chart(asset("body/chart.npz"))
