"""Confidence intervals: exact for a rate, Student's for a mean, by ranks for a median. No table, no approximation."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ucmsc_desktop.domain.averages import mean, squares, whole

_TINY = 1e-300
_STEPS = 400


class Interval(NamedTuple):
    """Both bounds, in the unit of what was estimated."""

    low: Fraction
    high: Fraction


@functools.lru_cache(maxsize=4096)
def clopper_pearson(k: int, n: int, confidence_pct: Decimal) -> Interval:
    """The exact binomial interval of `k` in `n` in %, with half of the error on each side; `n` is above 0.

    Clopper CJ, Pearson ES. Biometrika 1934;26:404-413.
    """
    tail = float((100 - confidence_pct) / 200)
    low = 0.0 if k == 0 else beta_quantile(tail, k, n - k + 1)
    # From the other end, where a share near 1 keeps all its digits.
    high = 1.0 if k == n else 1 - beta_quantile(tail, n - k, k + 1)
    return Interval(100 * Fraction(low), 100 * Fraction(high))


def mean_interval(values: Sequence[Fraction], confidence_pct: Decimal) -> Interval | None:
    """Student's interval of a mean; None for a single value, which says nothing of the spread."""
    n = len(values)
    if n < 2:
        return None
    error = math.sqrt(squares(values) / (n * (n - 1)))
    reach = Fraction(t_quantile(n - 1, confidence_pct) * error)
    return Interval(mean(values) - reach, mean(values) + reach)


def median_interval(values: Sequence[Fraction], confidence_pct: Decimal) -> Interval | None:
    """The narrowest pair of equal ranks from both ends that holds the median at least this surely.

    None where even the lowest and the highest value do not: at 95 % that is below 6 values.
    """
    n, (ranked, over) = len(values), whole(values)
    ordered = sorted(ranked)
    allowed = Fraction(100 - confidence_pct) / 200 * 2**n
    below, rank, ways = 0, 0, 1
    while rank < n and below + ways <= allowed:
        below += ways
        ways = ways * (n - rank) // (rank + 1)
        rank += 1
    return Interval(Fraction(ordered[rank - 1], over), Fraction(ordered[n - rank], over)) if rank else None


def t_quantile(freedom: int, confidence_pct: Decimal) -> float:
    """How many standard errors the interval reaches to each side, by Student's distribution."""
    share = beta_quantile(float((100 - confidence_pct) / 100), freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - share) / share)


def beta_quantile(chance: float, a: float, b: float) -> float:
    """The share below which a beta distribution has this chance; Newton's steps, halving where they would leave."""
    low, high, share = 0.0, 1.0, a / (a + b)
    for _step in range(_STEPS):
        excess = beta_chance(share, a, b) - chance
        low, high = (low, share) if excess > 0 else (share, high)
        density = math.exp(_log_weight(share, a, b)) / (share * (1 - share))
        following = share - excess / density if density > 0 else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - share) <= 1e-16 * share or following in (low, high):
            return following
        share = following
    return share


def beta_chance(share: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, from the side on which its continued fraction is short."""
    weight = math.exp(_log_weight(share, a, b))
    if share < (a + 1) / (a + b + 2):
        return weight * _fraction(share, a, b) / a
    return 1 - weight * _fraction(1 - share, b, a) / b


def _log_weight(share: float, a: float, b: float) -> float:
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return scale + a * math.log(share) + b * math.log1p(-share)


def _fraction(share: float, a: float, b: float) -> float:
    """The continued fraction by Lentz's method: https://dlmf.nist.gov/8.17.E22."""
    upper, lower = 1.0, 1 / _away(1 - (a + b) * share / (a + 1))
    value = lower
    for m in range(1, 10_000):
        even = m * (b - m) * share / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * share / ((a + 2 * m) * (a + 2 * m + 1))
        factor = 1.0
        for term in (even, odd):
            lower = 1 / _away(1 + term * lower)
            upper = _away(1 + term / upper)
            factor = lower * upper
            value *= factor
        if abs(factor - 1) < 1e-16:
            break
    return value


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
