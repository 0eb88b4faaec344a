"""What each region and each sign adds to a PASI, in whole tenths: the shares of an assessment add up to its total."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.measures import Trace, Value
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign, region_tenths
from ucmsc_desktop.domain.plot_source import Source
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.text import _

P = TypeVar("P", bound=Code)


def region_shares(record: PasiAssessment) -> dict[Region, int] | None:
    """The tenths of PASI that each region adds; None while an entry is missing."""
    shares = {region: record.region_tenths(region) for region in Region}
    known = {region: share for region, share in shares.items() if share is not None}
    return known if len(known) == len(Region) else None


def sign_shares(record: PasiAssessment) -> dict[Sign, int] | None:
    """The tenths of PASI that each sign adds over all regions; None while an entry is missing."""
    if record.tenths() is None:
        return None
    return {
        sign: sum(
            region_tenths(region, record.area(region) or 0, [record.sign(region, sign) or 0]) for region in Region
        )
        for sign in Sign
    }


def by_region(source: Source) -> tuple[Trace, ...]:
    """A line for each region."""
    return _traces(source, list(Region), region_shares)


def by_sign(source: Source) -> tuple[Trace, ...]:
    """A line for each sign."""
    return _traces(source, list(Sign), sign_shares)


def _traces(
    source: Source, parts: list[P], shares: Callable[[PasiAssessment], dict[P, int] | None]
) -> tuple[Trace, ...]:
    values: dict[P, list[Value]] = {part: [] for part in parts}
    for point in seen(source.course):
        kept = source.behind(point)
        found = shares(kept.record) if kept is not None and isinstance(kept.record, PasiAssessment) else None
        for part, tenths in (found or {}).items():
            values[part].append(source.at_point(point, Fraction(tenths, 10), text.tenths_text(tenths)))
    return tuple(source.pasi_trace(_(part.label), values[part]) for part in parts)
