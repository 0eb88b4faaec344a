"""Regions, palms and body surface area."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.regions import Region, bsa_pct, bsa_pct_of_palms

from .build import decimals

PERCENTAGES = st.fixed_dictionaries({region: decimals(0, 100, 1) for region in Region})


def test_weights_and_palms_of_the_four_regions() -> None:
    assert [region.value for region in Region] == ["head", "upper_limbs", "trunk", "lower_limbs"]
    assert [region.weight for region in Region] == [1, 2, 3, 4]
    assert [region.palms for region in Region] == [10, 20, 30, 40]
    assert sum(region.palms for region in Region) == 100


def test_body_surface_of_the_example() -> None:
    values = dict(zip(Region, map(Decimal, ("8", "1", "13", "4")), strict=True))
    assert bsa_pct(values) == Decimal("6.5")
    assert bsa_pct_of_palms(dict(zip(Region, map(Decimal, ("0.8", "0.2", "3.9", "1.6")), strict=True))) == Decimal(
        "6.5"
    )


@pytest.mark.parametrize("pct", ["0", "100"])
def test_nothing_and_everything(pct: str) -> None:
    assert bsa_pct(dict.fromkeys(Region, Decimal(pct))) == Decimal(pct)


@given(PERCENTAGES)
def test_body_surface_is_the_weighted_mean(areas: dict[Region, Decimal]) -> None:
    head, upper, trunk, lower = (Fraction(areas[region]) for region in Region)
    bsa = bsa_pct(areas)
    assert bsa is not None
    assert Fraction(bsa) == head / 10 + upper / 5 + trunk * 3 / 10 + lower * 2 / 5
    assert 0 <= bsa <= 100


@pytest.mark.parametrize("absent", Region)
def test_one_unknown_region_leaves_the_body_surface_unknown(absent: Region) -> None:
    areas: dict[Region, Decimal | None] = dict.fromkeys(Region, Decimal(5))
    areas[absent] = None
    assert bsa_pct(areas) is None
    assert bsa_pct_of_palms(areas) is None
    del areas[absent]
    assert bsa_pct(areas) is None
    assert bsa_pct_of_palms(areas) is None


@pytest.mark.parametrize("wrong", ["-0.1", "100.1", "NaN", "Infinity"])
def test_an_impossible_area_is_refused(wrong: str) -> None:
    areas = dict.fromkeys(Region, Decimal(5)) | {Region.TRUNK: Decimal(wrong)}
    with pytest.raises(ValueError, match="Trunk: an area is 0 to 100 % of its region"):
        bsa_pct(areas)


@pytest.mark.parametrize("region", Region)
def test_a_region_has_no_more_palms_than_it_has(region: Region) -> None:
    palms = dict.fromkeys(Region, Decimal(1))
    assert bsa_pct_of_palms(palms | {region: Decimal(region.palms)}) == region.palms + 3
    with pytest.raises(ValueError, match="0 to 100 %"):
        bsa_pct_of_palms(palms | {region: region.palms + Decimal("0.1")})
