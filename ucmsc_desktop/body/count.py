"""How much of each region is painted: a recount of the whole chart is cheap enough for every move of a pen."""

from __future__ import annotations

import functools
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.body.chart import PALM, Chart, Mask
from ucmsc_desktop.body.sub_regions import SubRegion
from ucmsc_desktop.domain.palms import plain
from ucmsc_desktop.domain.pasi import area_grade
from ucmsc_desktop.domain.regions import Region

_TENTH = Decimal("0.1")


class _Ordered(msgspec.Struct, frozen=True, eq=False):
    """The skin cells of a chart, sub-region after sub-region, so that each is one slice."""

    cells: npt.NDArray[np.intp]
    weights: npt.NDArray[np.int32]
    starts: npt.NDArray[np.intp]
    totals: npt.NDArray[np.int64]


@functools.cache
def _ordered(chart: Chart) -> _Ordered:
    labels = chart.labels.ravel()[chart.skin]
    order = np.argsort(labels, kind="stable")
    cells = chart.skin[order]
    weights = chart.weights.ravel()[cells].astype(np.int32)
    starts = np.searchsorted(labels[order], np.arange(1, len(chart.sub_regions) + 1))
    return _Ordered(cells, weights, starts, np.add.reduceat(weights, starts, dtype=np.int64))


def sub_region_units(chart: Chart, mask: Mask) -> npt.NDArray[np.int64]:
    """Painted units of each sub-region, in the order of `chart.sub_regions`."""
    ordered = _ordered(chart)
    painted = ordered.weights * mask.ravel()[ordered.cells]
    return np.add.reduceat(painted, ordered.starts, dtype=np.int64)


def painted(chart: Chart, mask: Mask) -> dict[Region, int]:
    """Painted units of each region, front and back together."""
    units = dict.fromkeys(Region, 0)
    for sub_region, count in zip(chart.sub_regions, sub_region_units(chart, mask).tolist(), strict=True):
        units[sub_region.region] += count
    return units


def pct(region: Region, units: int) -> Decimal:
    """Painted units as % of a region with one decimal, without crossing an area score by rounding.

    What is painted is never 0 %, and what is not all painted is never 100 %.
    """
    return _rounded(Decimal(units) * 100, PALM * region.palms)


def percentages(chart: Chart, mask: Mask) -> dict[Region, Decimal]:
    """The painted % of every region."""
    return {region: pct(region, units) for region, units in painted(chart, mask).items()}


def sub_region_pct(chart: Chart, mask: Mask, sub_region: SubRegion) -> Decimal:
    """The painted % of one sub-region, rounded as that of a region."""
    place = sub_region.index - 1
    units = int(sub_region_units(chart, mask)[place])
    return _rounded(Decimal(units) * 100, int(_ordered(chart).totals[place]))


def _rounded(part: Decimal, whole: int) -> Decimal:
    exact = part / whole
    grade, is_full = area_grade(exact), part == 100 * whole
    found = [exact.quantize(_TENTH, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)]
    return plain(next(pct for pct in found if area_grade(pct) == grade and (pct == 100) == is_full))
