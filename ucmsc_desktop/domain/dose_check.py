"""Two persons' checks of one dose: what they differ in, and whether they agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Kept, State
from ucmsc_desktop.text import _

AMOUNTS = ("weight_kg", "cells_million", "bag_volume_ml", "viability_pct", "dose_million", "volume_ml", "rate_ml_h")
"""What two persons may read or compute a little differently."""
COMPARED = (
    "subject_read",
    "birth_read",
    "unit_read",
    "lot_read",
    "weight_kg",
    "weighed_at",
    "label_counts",
    "cells_million",
    "bag_volume_ml",
    "viability_pct",
    "dose_million",
    "volume_ml",
    "rate_ml_h",
)
"""What each person enters on their own, in the order in which it is compared."""


class Difference(msgspec.Struct, frozen=True):
    """One entry of both persons in words: whether the two differ, and whether by more than is tolerated."""

    field: str
    label: str
    first: str
    second: str
    differs: bool
    beyond: bool


class Agreement(msgspec.Struct, frozen=True):
    """Which two checks stand, every entry of both, and what keeps them from agreeing, in a sentence.

    Without a second check there is nothing to compare yet; `resolution` says how an earlier difference was resolved.
    """

    first: Kept[DoseCheck] | None = None
    second: Kept[DoseCheck] | None = None
    differences: tuple[Difference, ...] = ()
    resolution: str = ""
    refusal: str = ""

    @property
    def agreed(self) -> bool:
        """Whether two different persons signed figures that agree, and every difference before was resolved."""
        return self.first is not None and self.second is not None and not self.refusal

    @property
    def beyond(self) -> list[Difference]:
        """What differs by more than is tolerated."""
        return [one for one in self.differences if one.beyond]


def compare(first: DoseCheck, second: DoseCheck, tolerance_pct: Decimal) -> list[Difference]:
    """Every entry of both persons side by side: amounts may differ by the tolerance of the first, the rest may not."""
    fields = items.fields(DoseCheck)
    found = []
    for name in COMPARED:
        one, other = getattr(first, name), getattr(second, name)
        if one is None and other is None:
            continue
        words = (items.show_entry(first, name), items.show_entry(second, name))
        if name in AMOUNTS:
            differs, beyond = one != other, not _within(one, other, tolerance_pct)
        else:
            differs = beyond = one is None or other is None or _plain(name)(one) != _plain(name)(other)
        found.append(Difference(name, fields[name].label, *words, differs, beyond))
    return found


def _within(first: Decimal | None, second: Decimal | None, tolerance_pct: Decimal) -> bool:
    if first is None or second is None:
        return False
    return abs(Fraction(second) - Fraction(first)) * 100 <= Fraction(tolerance_pct) * Fraction(first)


def _plain(name: str) -> Callable[[Any], object]:
    """How an entry that is no amount is compared: codes without the case of letters, the weighing by its day."""
    if name == "weighed_at":
        return lambda moment: moment.date()
    return lambda entry: str(entry).strip().casefold()


def agreement(checks: Sequence[Kept[DoseCheck]], tolerance_pct: Decimal) -> Agreement:
    """What the checks of one infusion come to, in the order in which they were made.

    A first person who starts anew, with nothing to resolve, asks for a new second check.
    """
    first = second = None
    resolution, is_open = "", False
    for kept in sorted(checks, key=lambda kept: kept.key.number):
        said = kept.record.resolution or ""
        if kept.record.checker is Checker.SECOND:
            second = kept
        else:
            first, second = kept, second if said else None
        resolution, is_open = said or resolution, is_open and not said
        if first is not None and second is not None:
            pair = compare(first.record, second.record, tolerance_pct)
            is_open = is_open or any(one.beyond for one in pair)
    if first is None or second is None:
        return Agreement(first, second, resolution=resolution)
    rows = tuple(compare(first.record, second.record, tolerance_pct))
    return Agreement(first, second, rows, resolution, _refusal(first, second, rows, is_open=is_open))


def _refusal(first: Kept[DoseCheck], second: Kept[DoseCheck], rows: Sequence[Difference], *, is_open: bool) -> str:
    beyond = [one.label for one in rows if one.beyond]
    if first.by.user == second.by.user:
        return same_person()
    if State.SIGNED not in (first.state, second.state) or first.state is not second.state:
        return _("Both persons sign what they entered; one of the two has not.")
    if beyond:
        named = _(", ").join(beyond)
        return _("The two persons differ in: {names}. Find out why, and enter again.").format(names=named)
    return _("An earlier difference is on record and nobody has said how it was resolved.") if is_open else ""


def same_person() -> str:
    """Why one person cannot make both checks."""
    return _("The second check is another person's: who made the first one cannot make it. Nothing was saved.")
