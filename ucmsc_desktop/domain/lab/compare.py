"""Results against limits, exactly and in the analyte's first unit; `<` and `>` decide only where their bound does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.lab.results import LabResult, Qualifier

DIGITS = 40
"""Places before and after the point within which a number is a result; beyond them nothing is computed."""


class Interval(msgspec.Struct, frozen=True):
    """All that a value may be: one number, or everything above `low`, below `high`, or between them."""

    low: Fraction | None
    high: Fraction | None

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    def above(self, limit: Fraction) -> bool | None:
        """Whether the value is above a limit; None when both are possible."""
        if self.low is not None and (self.low > limit or (self.low == limit and not self.is_exact)):
            return True
        return False if self.high is not None and self.high <= limit else None

    def below(self, limit: Fraction) -> bool | None:
        """Whether the value is below a limit; None when both are possible."""
        return self.times(-1).above(-limit)

    def plus(self, other: Interval) -> Interval:
        """The sum with another value."""
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def times(self, factor: Fraction | int) -> Interval:
        """The value times a number other than 0."""
        low, high = _product(self.low, factor), _product(self.high, factor)
        return Interval(low, high) if factor > 0 else Interval(high, low)


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def _product(one: Fraction | None, factor: Fraction | int) -> Fraction | None:
    return None if one is None else one * factor


def exact(number: Decimal | None) -> Fraction | None:
    """The exact number, None for none and for what is no result, such as NaN."""
    if number is None or not number.is_finite() or not -DIGITS <= number.adjusted() <= DIGITS:
        return None
    return Fraction(number)


def interval(result: LabResult, factor: Fraction) -> Interval | None:
    """All that a result may be, in the unit that the factor leads to; None without a number."""
    value = exact(result.value)
    if value is None:
        return None
    value *= factor
    if result.qualifier is Qualifier.BELOW:
        return Interval(None, value)
    return Interval(value, None if result.qualifier is Qualifier.ABOVE else value)
