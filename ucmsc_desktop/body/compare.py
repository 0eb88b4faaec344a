"""Two painted maps of one chart side by side: what has cleared, what persists, what is new."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from ucmsc_desktop.body.chart import Chart, Mask
from ucmsc_desktop.body.count import percentages
from ucmsc_desktop.domain.regions import Region


class Difference(msgspec.Struct, frozen=True, eq=False):
    """The painted cells of two visits in three parts without overlap, and each part's % of every region."""

    cleared: Mask
    persisting: Mask
    new: Mask
    cleared_pct: dict[Region, Decimal]
    persisting_pct: dict[Region, Decimal]
    new_pct: dict[Region, Decimal]


def difference(chart: Chart, before: Mask, after: Mask) -> Difference:
    """Part the cells of an earlier and a later map."""
    cleared, persisting, new = before & ~after, before & after, after & ~before
    return Difference(
        cleared,
        persisting,
        new,
        cleared_pct=percentages(chart, cleared),
        persisting_pct=percentages(chart, persisting),
        new_pct=percentages(chart, new),
    )
