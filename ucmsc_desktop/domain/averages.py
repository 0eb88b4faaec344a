"""Mean, median and quartiles as exact fractions: nothing is rounded before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Values = Sequence[Fraction] | Sequence[int | Fraction]


def whole(values: Values) -> tuple[list[int], int]:
    """The values as whole numbers over their common denominator: exact as they are, and quick to add and to compare."""
    over = lcm(*(value.denominator for value in values))
    return [value.numerator * (over // value.denominator) for value in values], over


def mean(values: Values) -> Fraction:
    """The arithmetic mean of at least one value."""
    found, over = whole(values)
    return Fraction(sum(found), over * len(found))


def squares(values: Values) -> Fraction:
    """The sum of the squared distances from the mean."""
    found, over = whole(values)
    return Fraction(len(found) * sum(value * value for value in found) - sum(found) ** 2, len(found) * over * over)


def median(values: Values) -> Fraction:
    """The middle value, or halfway between the two in the middle."""
    return quantile(values, Fraction(1, 2))


def quartiles(values: Values) -> tuple[Fraction, Fraction, Fraction]:
    """First quartile, median and third quartile."""
    found, over = whole(values)
    ordered = sorted(found)
    first, second, third = (_reached(ordered, Fraction(part, 4)) / over for part in (1, 2, 3))
    return first, second, third


def quantile(values: Values, part: Fraction) -> Fraction:
    """The value at this part of the way from the lowest to the highest, straight between neighbours.

    Definition 7 of Hyndman RJ, Fan Y. Am Stat 1996;50:361-365.
    """
    found, over = whole(values)
    return _reached(sorted(found), part) / over


def _reached(ordered: Sequence[int], part: Fraction) -> Fraction:
    start, rest = divmod(part * (len(ordered) - 1), 1)
    low = Fraction(ordered[start])
    return low + rest * (ordered[start + 1] - ordered[start]) if rest else low
