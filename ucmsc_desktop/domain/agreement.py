"""Two people who scored the same visit, entry by entry: what each gave, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, State, of_type
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, PasiEntries, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.reveal import assessor
from ucmsc_desktop.text import N_, _

Value = Decimal | int


class Entry(Code):
    """What is compared: the area and its score, the signs, the share of a region, the total."""

    AREA_PCT = ("area_pct", N_("Area"))
    AREA = ("area", N_("Area score"))
    ERYTHEMA = (Sign.ERYTHEMA.value, Sign.ERYTHEMA.label)
    INDURATION = (Sign.INDURATION.value, Sign.INDURATION.label)
    DESQUAMATION = (Sign.DESQUAMATION.value, Sign.DESQUAMATION.label)
    SCORE = ("score", N_("Share"))
    TOTAL = ("total", N_("PASI"))

    @property
    def in_tenths(self) -> bool:
        """Whether its values are a whole number of tenths."""
        return self in (Entry.SCORE, Entry.TOTAL)


class Compared(msgspec.Struct, frozen=True):
    """One entry as two raters gave it; the total belongs to no region, and shares and total are tenths."""

    region: Region | None
    entry: Entry
    first: Value | None
    second: Value | None

    @property
    def difference(self) -> Value | None:
        """The second less the first, None where one of them has none."""
        return None if self.first is None or self.second is None else self.second - self.first

    @property
    def label(self) -> str:
        """Region and entry in words."""
        entry = _(self.entry.label)
        return f"{_(self.region.label)}, {entry[:1].lower()}{entry[1:]}" if self.region is not None else entry

    @property
    def change(self) -> str:
        """The difference with its sign, empty where there is none."""
        return ("+" if (self.difference or 0) > 0 else "") + self.words(self.difference)

    def words(self, value: Value | None) -> str:
        """A value, or the difference, as people read it; empty for none."""
        if value is None:
            return ""
        if self.entry.in_tenths:
            return text.tenths_text(int(value))
        return text.quantity(value, "%") if self.entry is Entry.AREA_PCT else text.number_text(value)


class Pair(msgspec.Struct, frozen=True):
    """A visit that two people rated and both signed."""

    first: Kept[PasiAssessment]
    second: Kept[IndependentPasi]

    @property
    def total(self) -> Compared:
        """The two totals."""
        return agreement(self.first.record, self.second.record)[-1]


def agreement(first: PasiEntries, second: PasiEntries) -> tuple[Compared, ...]:
    """Every entry of two ratings in the order of the form, the total last."""
    by_region = [
        Compared(region, entry, _value(first, region, entry), _value(second, region, entry))
        for region in Region
        for entry in Entry
        if entry is not Entry.TOTAL
    ]
    return (*by_region, Compared(None, Entry.TOTAL, first.tenths(), second.tenths()))


def _value(record: PasiEntries, region: Region, entry: Entry) -> Value | None:
    if entry is Entry.AREA_PCT:
        return record.area_pct(region)
    if entry is Entry.AREA:
        return record.area(region)
    return record.region_tenths(region) if entry is Entry.SCORE else record.sign(region, Sign(entry.value))


def differing(rows: Sequence[Compared]) -> list[Compared]:
    """The entries that the raters gave differently, or that only one of them gave, and always the total."""
    return [row for row in rows if row.entry is Entry.TOTAL or row.first != row.second]


def pairs(records: Sequence[Kept[Record]]) -> Iterator[Pair]:
    """The visits of one participant that two people rated and both signed."""
    for first in of_type(records, PasiAssessment):
        second = next(iter(of_type(records, IndependentPasi, first.key.visit)), None)
        if second is not None and _both_stand(first, second):
            yield Pair(first, second)


def _both_stand(first: Kept[PasiAssessment], second: Kept[IndependentPasi]) -> bool:
    signed = first.state is State.SIGNED and second.state is State.SIGNED
    return signed and assessor(first) != assessor(second)
