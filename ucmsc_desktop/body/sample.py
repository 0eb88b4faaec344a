"""Lesion maps for invented participants: plaques that look like psoriasis and cover what an assessment says."""

from __future__ import annotations

from typing import TypeVar

from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.count import percentages
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.body.patterns import pattern
from ucmsc_desktop.domain.pasi import PasiEntries
from ucmsc_desktop.domain.regions import Region

P = TypeVar("P", bound=PasiEntries)


def painted(record: P) -> P:
    """An assessment with a map of the areas that it has, rounded to whole %."""
    chart = load_chart()
    mask = chart.blank()
    for region in Region:
        whole = round(record.area_pct(region) or 0)
        if whole:
            mask |= pattern(chart, region, whole)
    return record.mapped(pack(chart, mask), percentages(chart, mask)) if mask.any() else record
