"""Palms and percent of a region: one stored value, two ways to count it."""

from decimal import Decimal

import pytest

from ucmsc_desktop.domain.palms import palms_shown, pct_of_palms
from ucmsc_desktop.domain.pasi import area_grade
from ucmsc_desktop.domain.regions import Region


@pytest.mark.parametrize("region", Region)
def test_rounding_palms_never_changes_the_area_score(region: Region) -> None:
    for hundredths in range(region.palms * 100 + 1):
        palms = Decimal(hundredths) / 100
        pct = pct_of_palms(region, palms)
        assert area_grade(pct) == area_grade(palms * 10 / region.weight)
        assert abs(pct - palms * 10 / region.weight) < Decimal("0.1")


def test_palms_are_shown_as_they_are_counted() -> None:
    assert palms_shown(Region.LOWER_LIMBS, Decimal(4)) == Decimal("1.6")
    assert str(palms_shown(Region.TRUNK, Decimal("3.3"))) == "1"
    assert str(palms_shown(Region.HEAD, Decimal("0.1"))) == "0.01"
    assert str(palms_shown(Region.HEAD, Decimal(0))) == "0"


def test_palms_beyond_the_region_are_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        pct_of_palms(Region.HEAD, Decimal("10.1"))
