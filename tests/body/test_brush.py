"""Dabs and strokes: a palm is a palm wherever it is put, and stays on the limb it was put on."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ucmsc_desktop.body import brush, count
from ucmsc_desktop.body.chart import PALM, VIEW_WIDTH, WIDTH, Mask, load_chart
from ucmsc_desktop.body.sub_regions import limb
from ucmsc_desktop.body.surroundings import REACH
from ucmsc_desktop.domain.regions import Region

from .places import PLACES, mirror, mirror_x, random_mask, units

CHART = load_chart()
HEAVIEST = int(CHART.weights.max())
QUARTERS = st.sampled_from(brush.SIZES)


def dabbed(x: float, y: float, quarters: int) -> Mask:
    """One dab on clean skin."""
    mask = CHART.blank()
    brush.dab(CHART, mask, x, y, quarters)
    return mask


def limbs_touched(mask: Mask) -> set[str]:
    """The limbs that have paint."""
    return {limb(CHART.sub_regions[index - 1]) for index in np.unique(CHART.labels[mask]).tolist()}


@given(PLACES, QUARTERS)
@settings(max_examples=600, deadline=None)
def test_a_dab_that_fits_is_a_disc_of_its_palms(place: tuple[float, float], quarters: int) -> None:
    reach = brush.radius(CHART, *place, quarters) - 0.5
    window = tuple(slice(max(int(middle - reach) - 2, 0), int(middle + reach) + 3) for middle in reversed(place))
    rows, columns = np.mgrid[window]
    distances = np.hypot(columns + 0.5 - place[0], rows + 0.5 - place[1])
    disc = distances < reach + 1e-9
    here = CHART.at(*place)
    assert here is not None
    own = [one.index for one in CHART.sub_regions if one.region is here.region and limb(one) == limb(here)]
    inside = CHART.labels[window]
    if inside.shape != disc.shape or not np.isin(inside[disc], own).all():
        return  # it does not fit here; about one place in seven is kept
    mask = dabbed(*place, quarters)
    assert mask.sum() == mask[window].sum()
    assert (disc >= mask[window]).all()
    assert (mask[window] >= (distances < reach - 1e-9)).all()
    over = units(CHART, mask) - quarters * PALM // 4
    assert 0 <= over < int(CHART.weights[mask].max())
    pct = count.percentages(CHART, mask)[here.region]
    assert abs(float(pct) - quarters * 25 / here.region.palms) < 0.1
    assert pct == count.pct(here.region, quarters * PALM // 4)


@pytest.mark.parametrize(
    ("place", "region", "shown"),
    [
        ((265, 110), Region.HEAD, "10"),
        ((120, 320), Region.UPPER_LIMBS, "5"),
        ((230, 300), Region.TRUNK, "3.3"),
        ((322, 600), Region.LOWER_LIMBS, "2.5"),
    ],
)
def test_one_palm_is_10_5_3_and_a_third_and_2_and_a_half_percent(
    place: tuple[float, float], region: Region, shown: str
) -> None:
    assert str(count.percentages(CHART, dabbed(*place, 4))[region]) == shown


@given(PLACES, QUARTERS)
@settings(max_examples=150, deadline=None)
def test_a_dab_anywhere_on_skin_is_worth_its_palms(place: tuple[float, float], quarters: int) -> None:
    mask = dabbed(*place, quarters)
    assert mask[int(place[1]), int(place[0])]
    assert 0 <= units(CHART, mask) - quarters * PALM // 4 < HEAVIEST
    assert not mask[CHART.labels == 0].any()
    front, back = np.hsplit(mask, 2)
    assert not (front.any() and back.any())


@given(PLACES, QUARTERS)
@example((264.5, 540.5), 8)
@example((800.5, 545.5), 8)
@settings(max_examples=150, deadline=None)
def test_a_dab_stays_on_its_limb_and_the_torso(place: tuple[float, float], quarters: int) -> None:
    here = CHART.at(*place)
    assert here is not None
    touched, own = limbs_touched(dabbed(*place, quarters)), limb(here)
    if own == "head":
        assert touched <= {"head", "trunk"}
    elif own.startswith("arm"):
        assert touched <= {own, "trunk"}
    elif own.startswith("leg"):
        assert touched <= {own, own.replace("leg", "buttock"), "trunk"}
    elif own.startswith("buttock"):
        other_leg = "leg.left" if own.endswith("right") else "leg.right"
        assert not touched & {other_leg, "arm.left", "arm.right", "head"}


@pytest.mark.parametrize("place", [(188, 380), (184, 350), (192, 425), (722, 400)])
def test_a_dab_on_the_flank_does_not_leap_to_the_arm_over_the_air(place: tuple[float, float]) -> None:
    for x in (place[0] + 6, mirror_x(place[0] + 6)):
        assert CHART.at(x, place[1]) is not None
        assert limbs_touched(dabbed(x, place[1], 8)) == {"trunk"}


@pytest.mark.parametrize(("place", "region"), [((180.5, 240.5), Region.UPPER_LIMBS), ((196.5, 240.5), Region.TRUNK)])
def test_a_dab_beside_another_region_stays_in_its_own_and_is_still_a_palm(
    place: tuple[float, float], region: Region
) -> None:
    found = count.percentages(CHART, dabbed(*place, 4))
    assert found.pop(region) == count.pct(region, PALM)
    assert set(found.values()) == {0}


@given(PLACES, QUARTERS)
@settings(max_examples=60, deadline=None)
def test_the_mirror_image_of_a_dab_is_the_dab_at_the_mirror_image(place: tuple[float, float], quarters: int) -> None:
    assert (mirror(dabbed(*place, quarters)) == dabbed(mirror_x(place[0]), place[1], quarters)).all()


@given(PLACES, PLACES, QUARTERS, QUARTERS, st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_painting_adds_and_erasing_takes_away_exactly_the_dab(
    one: tuple[float, float], two: tuple[float, float], first: int, second: int, seed: int
) -> None:
    before = random_mask(CHART, seed)
    mask = before.copy()
    brush.dab(CHART, mask, *one, first)
    assert (mask == (before | dabbed(*one, first))).all()
    brush.dab(CHART, mask, *two, second, erase=True)
    assert (mask == ((before | dabbed(*one, first)) & ~dabbed(*two, second))).all()
    brush.dab(CHART, mask, *one, first, erase=True)
    assert (mask == (before & ~dabbed(*one, first) & ~dabbed(*two, second))).all()


@pytest.mark.parametrize("place", [(2, 2), (-50, 300), (WIDTH, 10), (math.nan, 300), (265, math.inf), (130, 700)])
def test_a_centre_off_the_skin_paints_nothing(place: tuple[float, float]) -> None:
    assert not dabbed(*place, 8).any()
    assert brush.radius(CHART, *place, 8) == 0


def test_a_larger_dab_covers_the_smaller_one() -> None:
    for smaller, larger in itertools.pairwise(brush.SIZES):
        assert (dabbed(100, 420, larger) >= dabbed(100, 420, smaller)).all()
        assert brush.radius(CHART, 100, 420, larger) > brush.radius(CHART, 100, 420, smaller)


def test_a_stroke_has_no_gaps_and_is_the_same_in_one_go_or_in_steps() -> None:
    points = [(740.0, 240.0), (850.0, 240.0), (850.0, 400.0)]
    whole, steps = CHART.blank(), CHART.blank()
    brush.stroke(CHART, whole, points, 1)
    for start, end in itertools.pairwise(points):
        brush.stroke(CHART, steps, [start, end], 1)
    assert (whole == steps).all()
    reach = brush.radius(CHART, 800, 240, 1)
    for along in np.arange(0, 1, 0.002):
        for off in (-0.9, 0.0, 0.9):
            x, y = 740 + 110 * along, 240 + off * reach
            assert whole[int(y), int(x)]


def test_a_stroke_that_leaves_the_chart_paints_what_is_on_it() -> None:
    mask = CHART.blank()
    brush.stroke(CHART, mask, [(230, 300), (230, -1e12), (math.nan, 5), (1e300, 300), (300, 300)], 1)
    assert mask[300, 230]
    assert mask[300, 300]
    assert not mask[CHART.labels == 0].any()
    brush.stroke(CHART, mask, [], 1)


def test_erasing_along_the_same_stroke_leaves_nothing() -> None:
    mask, points = CHART.blank(), [(200.0, 560.0), (210.0, 700.0), (205.0, 900.0)]
    brush.stroke(CHART, mask, points, 2)
    assert limbs_touched(mask) <= {"leg.right", "trunk"}
    brush.stroke(CHART, mask, points, 2, erase=True)
    assert not mask.any()


def test_a_sub_region_is_filled_and_cleared() -> None:
    mask, chest = CHART.blank(), CHART.sub_region("front.trunk.chest.left")
    brush.fill(CHART, mask, chest)
    assert (mask == (CHART.labels == chest.index)).all()
    brush.fill(CHART, mask, chest, erase=True)
    assert not mask.any()


def test_no_dab_needs_more_room_than_it_has() -> None:
    tips = [(34.5, 612.5), (VIEW_WIDTH * 2 - 29.5, 612.5), (265, 25), (200, 983)]
    for x, y in tips:
        assert CHART.at(x, y) is not None
        assert brush.radius(CHART, x, y, 8) < REACH
