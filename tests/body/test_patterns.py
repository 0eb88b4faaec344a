"""Pattern pictures: known area, each grown from the one before, the same at every call."""

import itertools

import numpy as np
import pytest

from ucmsc_desktop.body import count, patterns
from ucmsc_desktop.body.chart import PALM, load_chart
from ucmsc_desktop.body.patterns import INVOLVEMENTS, pattern
from ucmsc_desktop.body.plaques import FIRST
from ucmsc_desktop.domain.pasi import area_grade
from ucmsc_desktop.domain.regions import Region

from .places import units

CHART = load_chart()
HEAVIEST = int(CHART.weights.max())


@pytest.mark.parametrize("region", Region)
def test_a_picture_has_its_area_to_one_cell_and_only_in_its_region(region: Region) -> None:
    for pct in INVOLVEMENTS:
        mask = pattern(CHART, region, pct)
        assert 0 <= units(CHART, mask) - PALM * region.palms * pct // 100 < HEAVIEST
        shown = count.percentages(CHART, mask)
        assert shown == {other: pct * (other is region) for other in Region}
        assert area_grade(shown[region]) == 1 + sum(pct >= bound for bound in (10, 30, 50, 70, 90))


@pytest.mark.parametrize("region", Region)
def test_each_picture_holds_the_one_before(region: Region) -> None:
    pictures = [pattern(CHART, region, pct) for pct in (0, *INVOLVEMENTS, 100)]
    assert not pictures[0].any()
    for smaller, larger in itertools.pairwise(pictures):
        assert (larger >= smaller).all()
        assert larger.sum() > smaller.sum()
    own = [one.index for one in CHART.sub_regions if one.region is region]
    assert (pictures[-1] == np.isin(CHART.labels, own)).all()


def test_pictures_are_the_same_each_time() -> None:
    before = {region: pattern(CHART, region, 30) for region in Region}
    patterns._growth.cache_clear()
    for region in Region:
        assert (pattern(CHART, region, 30) == before[region]).all()


@pytest.mark.parametrize("region", Region)
def test_plaques_lie_on_both_sides_and_in_both_views_from_ten_percent_on(region: Region) -> None:
    mask = pattern(CHART, region, 10)
    front, back = np.hsplit(mask, 2)
    for view in (front, back):
        assert all(half.any() for half in np.hsplit(view, 2))


@pytest.mark.parametrize("region", Region)
def test_the_first_plaques_start_on_skin_of_their_region(region: Region) -> None:
    for x, y, _speed in FIRST[region]:
        at = CHART.at(x, y)
        assert at is not None
        assert at.region is region
