"""A result in another unit of its analyte: computed exactly, rounded only where it is shown, marked as converted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.lab.analytes import ANALYTES, Analyte
from ucmsc_desktop.domain.lab.names import not_its_unit
from ucmsc_desktop.domain.lab.results import LabResult, value_words

SHOWN_DIGITS = 4
"""Significant digits of a converted value that does not end soon; digits before the point are never cut."""
EXACT_DECIMALS = 6
"""A value that ends within so many decimals is shown whole."""
ROUND_DIGITS = 3
"""A number with fewer digits may be a limit: a value that is not quite that number is not shown as it."""


def converted(analyte: Analyte, value: Decimal, unit: str, to: str) -> Fraction:
    """A value of one unit in another one, exact. Raises ValueError with a sentence."""
    return Fraction(value) * _factor(analyte, unit) / _factor(analyte, to)


def _factor(analyte: Analyte, name: str) -> Fraction:
    unit = analyte.unit(name)
    if unit is None:
        raise ValueError(not_its_unit(analyte, name))
    return unit.factor


def shown_rounded(value: Fraction) -> Decimal:
    """A converted value: whole where it ends soon, else with as many digits as say something."""
    whole = rounded(value, EXACT_DECIMALS)
    if Fraction(whole) == value:
        return whole.normalize()
    magnitude = (Decimal(value.numerator) / Decimal(value.denominator)).adjusted()
    decimals = max(SHOWN_DIGITS - 1 - magnitude, 0)
    while _is_round(near := rounded(value, decimals)) and Fraction(near) != value:
        decimals += 1
    return near


def _is_round(number: Decimal) -> bool:
    return len(number.normalize().as_tuple().digits) < ROUND_DIGITS


def converted_words(analyte: Analyte, result: LabResult, to: str) -> str:
    """A result in another unit with the sign of a conversion: `= 2.5 mmol/L`, or `≈` where it had to be rounded."""
    if result.value is None:
        return ""
    exact = converted(analyte, result.value, result.unit, to)
    near = shown_rounded(exact)
    sign = "=" if Fraction(near) == exact else "≈"
    return f"{sign} {value_words(result.qualifier, near, to)}"


def in_first_unit(code: str, result: LabResult) -> str:
    """A result of a known analyte in the unit of the protocol's limits; empty when it is reported in it already."""
    analyte = ANALYTES.get(code)
    if analyte is None or not analyte.units or analyte.unit(result.unit) is None:
        return ""
    first = analyte.units[0]
    return "" if analyte.unit(result.unit) == first else converted_words(analyte, result, first.name)
