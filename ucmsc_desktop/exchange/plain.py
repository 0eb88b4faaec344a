"""Numbers as other programs read them: a point, an ASCII minus, no grouping, never an exponent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.infusion import rounded

QUOTIENT_DECIMALS = 10


def plain(value: Decimal) -> str:
    """An exact decimal, without zeros that say nothing."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def quotient(value: Fraction) -> str:
    """A quotient, which need not end: rounded half up to 10 decimals."""
    return plain(rounded(value, QUOTIENT_DECIMALS))


def one_decimal(tenths: int) -> str:
    """A PASI total in tenths, always with its decimal: 91 as `9.1`."""
    return f"{tenths // 10}.{tenths % 10}"
