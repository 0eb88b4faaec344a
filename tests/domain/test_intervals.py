"""Intervals and averages against scipy and numpy, at their boundaries and for any counts."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from ucmsc_desktop.domain.averages import mean, median, quantile, quartiles, squares
from ucmsc_desktop.domain.intervals import (
    beta_chance,
    beta_quantile,
    clopper_pearson,
    mean_interval,
    median_interval,
    t_quantile,
)

NEAR = 1e-9
USUAL = Decimal(95)
CONFIDENCES = st.sampled_from([Decimal(50), Decimal(80), Decimal(90), USUAL, Decimal(99), Decimal("99.9")])
COUNTS = st.integers(1, 4000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
VALUES = st.lists(st.integers(-500, 500).map(lambda tenths: Fraction(tenths, 7)), min_size=1, max_size=60)


def share(confidence: Decimal) -> float:
    """A confidence in % as scipy takes it."""
    return float(confidence / 100)


# --- Rates ------------------------------------------------------------------------------------------------------------


@given(COUNTS, CONFIDENCES)
def test_clopper_pearson_is_that_of_scipy(counts: tuple[int, int], confidence: Decimal) -> None:
    k, n = counts
    found = clopper_pearson(k, n, confidence)
    theirs = stats.binomtest(k, n).proportion_ci(share(confidence), method="exact")
    assert float(found.low) / 100 == pytest.approx(theirs.low, abs=NEAR)
    assert float(found.high) / 100 == pytest.approx(theirs.high, abs=NEAR)
    assert 0 <= found.low <= Fraction(100 * k, n) <= found.high <= 100


@pytest.mark.parametrize("n", [1, 2, 4, 5, 12, 96, 5000, 10_000])
def test_none_and_all_reach_the_ends_exactly(n: int) -> None:
    none, everybody = clopper_pearson(0, n, USUAL), clopper_pearson(n, n, USUAL)
    assert none.low == 0
    assert everybody.high == 100
    bound = 100 * -math.expm1(math.log(0.025) / n)  # 1 - 0.025^(1/n), the closed form
    assert float(none.high) == pytest.approx(bound, abs=NEAR)
    assert float(100 - everybody.low) == pytest.approx(bound, abs=NEAR)


@given(COUNTS, CONFIDENCES)
def test_those_who_did_and_those_who_did_not_mirror_each_other(counts: tuple[int, int], confidence: Decimal) -> None:
    k, n = counts
    did, did_not = clopper_pearson(k, n, confidence), clopper_pearson(n - k, n, confidence)
    assert float(did.low + did_not.high) == pytest.approx(100, abs=NEAR)


@given(st.integers(1, 2000), st.integers(1, 2000), st.floats(0.0005, 0.9995))
def test_the_beta_distribution_is_that_of_scipy(a: int, b: int, chance: float) -> None:
    quantile_of = beta_quantile(chance, a, b)
    assert quantile_of == pytest.approx(special.betaincinv(a, b, chance), abs=NEAR)
    assert beta_chance(quantile_of, a, b) == pytest.approx(chance, abs=NEAR)


# --- Means ------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 5000), CONFIDENCES)
def test_students_quantile_is_that_of_scipy(freedom: int, confidence: Decimal) -> None:
    theirs = stats.t.ppf((1 + share(confidence)) / 2, freedom)
    assert t_quantile(freedom, confidence) == pytest.approx(theirs, rel=NEAR, abs=NEAR)


@given(VALUES, CONFIDENCES)
def test_the_interval_of_a_mean_is_that_of_scipy(values: list[Fraction], confidence: Decimal) -> None:
    found, plain = mean_interval(values, confidence), [float(value) for value in values]
    if len(values) < 2:
        assert found is None
        return
    assert found is not None
    error = stats.sem(plain)
    reach = error * stats.t.ppf((1 + share(confidence)) / 2, len(plain) - 1)
    assert float(found.low) == pytest.approx(np.mean(plain) - reach, rel=NEAR, abs=NEAR)
    assert float(found.high) == pytest.approx(np.mean(plain) + reach, rel=NEAR, abs=NEAR)


def test_equal_values_have_a_mean_without_spread() -> None:
    assert mean_interval([Fraction(75)] * 6, USUAL) == (Fraction(75), Fraction(75))


# --- Medians ----------------------------------------------------------------------------------------------------------


@given(VALUES, CONFIDENCES)
def test_the_interval_of_a_median_is_the_narrowest_that_is_sure_enough(
    values: list[Fraction], confidence: Decimal
) -> None:
    found, n, ordered = median_interval(values, confidence), len(values), sorted(values)
    tail = (1 - share(confidence)) / 2
    ranks = [rank for rank in range(1, n // 2 + 1) if stats.binom.cdf(rank - 1, n, 0.5) <= tail]
    if not ranks:
        assert found is None
        return
    assert found == (ordered[ranks[-1] - 1], ordered[n - ranks[-1]])


@pytest.mark.parametrize(
    ("n", "ranks"), [(1, None), (5, None), (6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (20, (6, 15)), (96, (38, 59))]
)
def test_the_ranks_of_the_median_are_those_of_the_tables(n: int, ranks: tuple[int, int] | None) -> None:
    found = median_interval([Fraction(value) for value in range(1, n + 1)], USUAL)
    assert (found and tuple(map(int, found))) == ranks


def test_a_thousand_values_are_no_trouble() -> None:
    found = median_interval([Fraction(value) for value in range(3000)], USUAL)
    assert found is not None
    low = int(stats.binom.ppf(0.025, 3000, 0.5))
    assert found.low in (low - 1, low)
    assert found.low + found.high == 2999


# --- Averages ---------------------------------------------------------------------------------------------------------


@given(VALUES)
def test_averages_are_those_of_numpy(values: list[Fraction]) -> None:
    plain = [float(value) for value in values]
    assert float(mean(values)) == pytest.approx(np.mean(plain), abs=NEAR)
    assert float(median(values)) == pytest.approx(np.median(plain), abs=NEAR)
    assert [float(part) for part in quartiles(values)] == pytest.approx(np.quantile(plain, [0.25, 0.5, 0.75]), abs=NEAR)
    assert float(squares(values)) == pytest.approx(np.var(plain) * len(plain), rel=NEAR, abs=1e-7)


@given(VALUES, st.fractions(0, 1, max_denominator=100))
def test_a_quantile_lies_among_the_values_whatever_their_order(values: list[Fraction], part: Fraction) -> None:
    found = quantile(values, part)
    assert min(values) <= found <= max(values)
    assert found == quantile(values[::-1], part)


def test_ties_and_a_single_value() -> None:
    assert list(quartiles([Fraction(3)])) == [3, 3, 3]
    assert list(quartiles([Fraction(value) for value in (1, 2, 2, 2, 9)])) == [2, 2, 2]
    assert quartiles([Fraction(value) for value in (1, 2, 3, 4)]) == (Fraction(7, 4), Fraction(5, 2), Fraction(13, 4))
