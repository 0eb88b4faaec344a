"""The class of a given dose, at its bounds and without rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.dose_class import DoseClass, class_words, dose_class

FIVE = Decimal(5)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (None, None),
        (Fraction(0), DoseClass.NONE),
        (Fraction(1, 10**9), DoseClass.PARTIAL),
        (Fraction(64, 100), DoseClass.PARTIAL),
        (Fraction(95, 100) - Fraction(1, 10**12), DoseClass.PARTIAL),
        (Fraction(95, 100), DoseClass.WITHIN),
        (Fraction(1), DoseClass.WITHIN),
        (Fraction(105, 100), DoseClass.WITHIN),
        (Fraction(105, 100) + Fraction(1, 10**12), DoseClass.ABOVE),
    ],
)
def test_the_tolerance_itself_is_within(part: Fraction | None, found: DoseClass | None) -> None:
    assert dose_class(part, FIVE) is found


@given(st.fractions(0, 3), st.decimals(0, 200, places=2))
def test_every_part_has_one_class(part: Fraction, tolerance: Decimal) -> None:
    outside = abs(part - 1) * 100 > Fraction(tolerance)
    expected = (DoseClass.PARTIAL if part < 1 else DoseClass.ABOVE) if outside else DoseClass.WITHIN
    assert dose_class(part, tolerance) is (expected if part else DoseClass.NONE)


def test_the_words_name_the_tolerance() -> None:
    assert class_words(DoseClass.PARTIAL, FIVE).replace("\u00a0", " ") == "partial dose (tolerance ±5 %)"
    assert class_words(DoseClass.NONE, FIVE) == "nothing given"
    assert class_words(None, FIVE) == "not known"
