"""Rates as they are read: nobody gained by rounding, and no per cent of few."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.rates import FEWEST, Rate, rate

USUAL = Decimal(95)


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (3, 5, "3/5 = 60\u00a0% (15–95)"),
        (0, 5, "0/5 = 0\u00a0% (0–52)"),
        (5, 5, "5/5 = 100\u00a0% (48–100)"),
        (8, 12, "8/12 = 67\u00a0% (35–90)"),
        (78, 96, "78/96 = 81\u00a0% (72–88)"),
        (39, 96, "39/96 = 41\u00a0% (31–51)"),
        (3, 4, "3/4"),
        (0, 1, "0/1"),
        (0, 0, "–"),
        (1, 1000, "1/1000 = <1\u00a0% (0–1)"),
        (999, 1000, "999/1000 = >99\u00a0% (99–100)"),
    ],
)
def test_words(k: int, n: int, words: str) -> None:
    assert rate(k, n, USUAL).words == words


@given(st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_per_cent_comes_with_its_interval_or_not_at_all(counts: tuple[int, int]) -> None:
    found = rate(*counts, USUAL)
    assert ("%" in found.words) is (found.pct is not None) is (found.low is not None) is (counts[1] >= FEWEST)
    if found.pct is not None and found.low is not None and found.high is not None:
        assert found.low <= found.pct <= found.high
        shown = found.words.partition(" = ")[2]
        assert shown.startswith("0\u00a0%") is (counts[0] == 0)
        assert shown.startswith("100\u00a0%") is (counts[0] == counts[1])


def test_the_rate_itself_is_exact() -> None:
    assert rate(2, 6, USUAL).pct == Fraction(100, 3)
    assert rate(2, 4, USUAL) == Rate(2, 4)


def test_a_higher_confidence_reaches_further() -> None:
    usual, sure = rate(5, 12, USUAL), rate(5, 12, Decimal(99))
    assert usual.low is not None
    assert sure.low is not None
    assert sure.low < usual.low
