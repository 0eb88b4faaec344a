"""Where a result lies against the limits of its laboratory, compared exactly, and values that look like a slip."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.compare import interval
from ucmsc_desktop.domain.lab.results import LabResult
from ucmsc_desktop.domain.lab.units import converted
from ucmsc_desktop.text import N_, _

_FAR = 5
_NEAR = 2


class Flag(Code):
    """A result against its limits. The sign and the word say the same, so that neither needs a colour."""

    HIGH = ("high", N_("high"))
    LOW = ("low", N_("low"))
    IN_RANGE = ("in_range", N_("in range"))
    OPEN = ("open", N_("not decided"))
    NO_LIMITS = ("no_limits", N_("no limits"))

    @property
    def words(self) -> str:
        """The word with its sign in front: `▲ high`, `▼ low`."""
        sign = {Flag.HIGH: "▲ ", Flag.LOW: "▼ "}.get(self, "")
        return sign + _(self.label)


def flag(result: LabResult) -> Flag | None:
    """The flag of a result, None while there is no number; a value that is only bounded may stay open."""
    found = interval(result, Fraction(1))
    if found is None:
        return None
    if result.lln is None and result.uln is None:
        return Flag.NO_LIMITS
    # Nothing lies below 0, so that a lower limit of 0 asks nothing.
    low = found.below(Fraction(result.lln)) if result.lln else False
    high = found.above(Fraction(result.uln)) if result.uln is not None else False
    if high or low:
        return Flag.HIGH if high else Flag.LOW
    return Flag.OPEN if None in (high, low) else Flag.IN_RANGE


def slipped(code: str, result: LabResult, before: LabResult) -> Decimal | None:
    """The value with its point moved by one place, when only that is near the previous value of the same analyte."""
    ratio = _ratio(code, result, before)
    if result.value is None or ratio is None or Fraction(1, _FAR) < ratio < _FAR:
        return None
    shift = -1 if ratio > 1 else 1
    moved = ratio * Fraction(10) ** shift
    return result.value.scaleb(shift) if Fraction(1, _NEAR) <= moved <= _NEAR else None


def _ratio(code: str, result: LabResult, before: LabResult) -> Fraction | None:
    """A value over the one before it; None where they cannot be compared."""
    if result.qualifier or before.qualifier or not result.value or not before.value:
        return None
    if result.unit == before.unit:
        return Fraction(result.value) / Fraction(before.value)
    analyte = ANALYTES.get(code)
    if analyte is None or analyte.unit(result.unit) is None or analyte.unit(before.unit) is None:
        return None
    return Fraction(result.value) / converted(analyte, before.value, before.unit, result.unit)
