"""Two assessments of one participant side by side: every entry of PASI before and after, and which way it went."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ucmsc_desktop.domain.agreement import Compared, Entry, agreement
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.course import Point, course, origin_of
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import N_

BY_REGION = tuple(entry for entry in Entry if entry is not Entry.TOTAL)
"""What is compared in each region, in the order of the form."""


class Way(Code):
    """Which way a value went: less of psoriasis is better."""

    BETTER = ("better", N_("better"))
    WORSE = ("worse", N_("worse"))
    SAME = ("same", N_("unchanged"))
    UNKNOWN = ("unknown", N_("cannot be told"))


def way(row: Compared) -> Way:
    """Which way an entry went, unknown where one of its two values is missing."""
    if row.difference is None:
        return Way.UNKNOWN
    if row.difference == 0:
        return Way.SAME
    return Way.BETTER if row.difference < 0 else Way.WORSE


class Assessed(msgspec.Struct, frozen=True):
    """An assessment that can be compared, and its day of study: None while it has no date."""

    kept: Kept[PasiAssessment] | Kept[HistoricalPasi]
    day: int | None

    @property
    def tenths(self) -> int | None:
        """The PASI in tenths, None while an entry is missing."""
        return self.kept.record.tenths()

    @property
    def entries(self) -> PasiAssessment | None:
        """The entries by region; None of an earlier record, which holds the total alone."""
        return self.kept.record if isinstance(self.kept.record, PasiAssessment) else None


class Assessments(msgspec.Struct, frozen=True):
    """All assessments of a participant by day, and which of them is the baseline: None without one."""

    found: tuple[Assessed, ...]
    baseline: Assessed | None = None

    def usual(self, visit: str = "") -> tuple[Assessed | None, Assessed | None]:
        """The two that are compared unless others are chosen: the baseline, and the visit that is named or the latest.

        The first assessment stands for a baseline that there is not; a baseline that is named goes with the latest.
        """
        scored = [one for one in self.found if one.tenths is not None] or list(self.found)
        if not scored:
            return None, None
        before, latest = self.baseline or scored[0], scored[-1]
        named = next((one for one in self.found if visit and one.kept.key.visit == visit), latest)
        after = latest if named is before else named
        return before, after if after is not before else None


class VisitChange(msgspec.Struct, frozen=True):
    """What changed from one assessment to another; `rows` is empty where only totals can be compared."""

    before: Assessed
    after: Assessed
    total: Compared
    bsa: Compared | None = None
    rows: tuple[Compared, ...] = ()

    def row(self, region: Region, entry: Entry) -> Compared:
        """One entry of a region. Raises LookupError where only totals can be compared."""
        return self.rows[list(Region).index(region) * len(BY_REGION) + BY_REGION.index(entry)]


def assessments(protocol: Protocol, subject: str, records: Sequence[Kept[Record]]) -> Assessments:
    """What can be compared of one participant's records that stand; those without a date come last."""
    origin = origin_of(protocol, records)
    found = [
        Assessed(kept, (kept.record.assessed_on - origin).days if kept.record.assessed_on and origin else None)
        for kept in of_type(records, PasiAssessment)
    ]
    found += [Assessed(kept, kept.record.day) for kept in of_type(records, HistoricalPasi)]
    found.sort(key=lambda one: (one.day is None, one.day or 0, one.kept.key.visit))
    point = course(protocol, subject, records).baseline
    baseline = next((one for one in found if point is not None and _is_at(one, point)), None)
    return Assessments(tuple(found), baseline)


def _is_at(one: Assessed, point: Point) -> bool:
    return one.kept.key.visit == point.visit and (one.entries is None) is point.imported


def visit_change(before: Assessed, after: Assessed) -> VisitChange:
    """Compare two assessments; regions and signs only where both hold them."""
    first, second = before.entries, after.entries
    if first is None or second is None:
        return VisitChange(before, after, Compared(None, Entry.TOTAL, before.tenths, after.tenths))
    *rows, total = agreement(first, second)
    bsa = Compared(None, Entry.AREA_PCT, first.bsa_pct(), second.bsa_pct())
    return VisitChange(before, after, total, bsa, tuple(rows))
