"""How the dose that was given stands to the dose that was meant: one judgement for the screen, paper and tables."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_, _


class DoseClass(Code):
    """The class of a given dose against the dose by weight and the tolerance of the protocol."""

    NONE = ("none", N_("nothing given"))
    PARTIAL = ("partial", N_("partial dose"))
    WITHIN = ("within", N_("dose within tolerance"))
    ABOVE = ("above", N_("dose above tolerance"))


def dose_class(part_given: Fraction | None, tolerance_pct: Decimal) -> DoseClass | None:
    """The class of a part of the dose (1 for all of it), judged on the exact part; None while it is not known.

    A dose that deviates by exactly the tolerance is within it.
    """
    if part_given is None:
        return None
    if part_given.numerator <= 0:
        return DoseClass.NONE
    # In whole numbers, which is exact too, and ten times as quick for the thousands of doses of a cohort.
    (given, whole), (most, per) = part_given.as_integer_ratio(), tolerance_pct.as_integer_ratio()
    if abs(given - whole) * 100 * per <= most * whole:
        return DoseClass.WITHIN
    return DoseClass.PARTIAL if given < whole else DoseClass.ABOVE


def reaches(part_given: Fraction | None, tolerance_pct: Decimal) -> bool:
    """Whether a part of the dose is known and not below what the tolerance allows."""
    return dose_class(part_given, tolerance_pct) in (DoseClass.WITHIN, DoseClass.ABOVE)


def tolerance_words(tolerance_pct: Decimal) -> str:
    """The tolerance of the protocol as it stands beside a class: `±5 %`."""
    return f"±{text.quantity(tolerance_pct, '%')}"


def class_words(found: DoseClass | None, tolerance_pct: Decimal) -> str:
    """The class of a dose in words with the tolerance that decides it: `partial dose (tolerance ±5 %)`."""
    if found is None:
        return _("not known")
    if found is DoseClass.NONE:
        return _(found.label)
    return _("{dose} (tolerance {tolerance})").format(dose=_(found.label), tolerance=tolerance_words(tolerance_pct))
