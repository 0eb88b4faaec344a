"""Values that are only bounded: they decide where every number that they may stand for agrees."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.lab.compare import Interval, exact, interval
from ucmsc_desktop.domain.lab.results import LabResult, Qualifier

NUMBERS = st.fractions(0, 100, max_denominator=20)


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [
        (Interval(Fraction(9), Fraction(9)), False, True),
        (Interval(Fraction(10), Fraction(10)), False, False),
        (Interval(Fraction(11), Fraction(11)), True, False),
        (Interval(None, Fraction(9)), False, True),
        (Interval(None, Fraction(10)), False, True),
        (Interval(None, Fraction(11)), None, None),
        (Interval(Fraction(9), None), None, None),
        (Interval(Fraction(10), None), True, False),
        (Interval(Fraction(11), None), True, False),
    ],
)
def test_against_a_limit_of_10(value: Interval, above: bool | None, below: bool | None) -> None:
    assert (value.above(Fraction(10)), value.below(Fraction(10))) == (above, below)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a number that it may stand for."""
    number, gap = draw(NUMBERS), draw(st.fractions(Fraction(1, 20), 5, max_denominator=20))
    kinds = (Interval(number, number), Interval(None, number + gap), Interval(number - gap, None))
    return draw(st.sampled_from(kinds)), number


@given(intervals(), NUMBERS)
def test_a_decision_holds_for_every_number_that_is_possible(found: tuple[Interval, Fraction], limit: Fraction) -> None:
    value, number = found
    assert value.above(limit) in (None, number > limit)
    assert value.below(limit) in (None, number < limit)


@given(intervals(), intervals(), NUMBERS.filter(bool))
def test_sums_and_products_keep_what_is_possible(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction], factor: Fraction
) -> None:
    total = one[0].plus(other[0].times(-factor))
    number = one[1] - factor * other[1]
    assert total.above(number) is not True
    assert total.below(number) is not True


def test_a_result_becomes_an_interval_in_another_unit() -> None:
    half = Fraction(1, 2)
    assert interval(LabResult(value=Decimal("0.1")), half) == Interval(Fraction(1, 20), Fraction(1, 20))
    assert interval(LabResult(value=Decimal(4), qualifier=Qualifier.BELOW), half) == Interval(None, Fraction(2))
    assert interval(LabResult(value=Decimal(4), qualifier=Qualifier.ABOVE), half) == Interval(Fraction(2), None)
    assert interval(LabResult(), half) is None


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999999", "1e-999999999"])
def test_what_is_no_result_is_not_computed(number: str) -> None:
    assert exact(Decimal(number)) is None
