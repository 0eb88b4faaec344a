"""Painted cells counted: exact, and never a score apart from what was painted."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucmsc_desktop.body import brush, count
from ucmsc_desktop.body.chart import PALM, load_chart
from ucmsc_desktop.domain.palms import pct_of_palms
from ucmsc_desktop.domain.pasi import area_grade
from ucmsc_desktop.domain.regions import Region

from .places import mirror, random_mask, units

CHART = load_chart()


@pytest.mark.parametrize("region", Region)
def test_a_region_filled_is_100_percent_and_no_other_is_touched(region: Region) -> None:
    mask = CHART.blank()
    for sub_region in CHART.sub_regions:
        if sub_region.region is region:
            brush.fill(CHART, mask, sub_region)
            assert count.sub_region_pct(CHART, mask, sub_region) == 100
    assert count.percentages(CHART, mask) == {other: 100 * (other is region) for other in Region}
    assert count.painted(CHART, mask)[region] == PALM * region.palms


@given(st.integers(0, 2**32), st.floats(0, 1))
@settings(max_examples=20, deadline=None)
def test_the_count_is_the_plain_sum_and_that_of_the_sub_regions(seed: int, share: float) -> None:
    mask = random_mask(CHART, seed, share)
    parts = count.sub_region_units(CHART, mask)
    for region, found in count.painted(CHART, mask).items():
        own = [one.index for one in CHART.sub_regions if one.region is region]
        assert found == units(CHART, mask & np.isin(CHART.labels, own))
        assert found == sum(int(parts[index - 1]) for index in own)
    assert count.painted(CHART, mirror(mask)) == count.painted(CHART, mask)


@given(st.sampled_from(Region), st.data())
def test_rounding_never_changes_the_score_and_never_hides_paint(region: Region, data: st.DataObject) -> None:
    total = PALM * region.palms
    near = [total * bound // 1000 for bound in (0, 100, 300, 500, 700, 900, 1000)]
    around = st.sampled_from(near).flatmap(lambda bound: st.integers(max(bound - 3, 0), min(bound + 3, total)))
    found = data.draw(st.one_of(st.integers(0, total), around))
    pct, exact = count.pct(region, found), Fraction(100 * found, total)
    assert area_grade(pct) == area_grade(Decimal(exact.numerator) / exact.denominator)
    assert abs(Fraction(pct) - exact) < Fraction(1, 10)
    assert (pct == 0) == (found == 0)
    assert (pct == 100) == (found == total)


@pytest.mark.parametrize("region", Region)
def test_a_palm_painted_is_a_palm_counted(region: Region) -> None:
    for quarters in range(1, 4 * region.palms):
        assert count.pct(region, quarters * PALM // 4) == pct_of_palms(region, Decimal(quarters) / 4)
    assert str(count.pct(region, PALM * region.palms // 10)) == "10"
