"""The chart that travels with the program: complete, symmetric, and worth exactly the palms of PASI."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from resources.body import build
from ucmsc_desktop.assets import asset
from ucmsc_desktop.body.chart import HEIGHT, PALM, WIDTH, Chart, load_chart
from ucmsc_desktop.body.outline import Polyline, load_outline
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, mirrored
from ucmsc_desktop.domain.regions import Region

from .places import mirror, units

CHART = load_chart()


class Shape:
    """A polygon as Qt sees it."""

    def __init__(self, polygon: Polyline) -> None:
        self._polygon = QPolygonF([QPointF(*point) for point in polygon.tolist()])

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self._polygon.containsPoint(QPointF(x, y), Qt.FillRule.OddEvenFill)


def test_fifty_sub_regions_each_with_its_own_name_and_skin() -> None:
    assert [one.index for one in SUB_REGIONS] == list(range(1, 51))
    assert len({one.id for one in SUB_REGIONS}) == len({one.label for one in SUB_REGIONS}) == 50
    assert sum(one.view == "front" for one in SUB_REGIONS) == 26
    assert set(np.unique(CHART.labels)) == set(range(51))
    assert set(load_outline().sub_regions) == {one.id for one in SUB_REGIONS}


@pytest.mark.parametrize("region", Region)
def test_a_region_is_worth_exactly_its_palms(region: Region) -> None:
    parts = [units(CHART, CHART.labels == one.index) for one in SUB_REGIONS if one.region is region]
    assert sum(parts) == PALM * region.palms


@pytest.mark.parametrize(
    ("region", "share"),
    [(Region.HEAD, 50), (Region.UPPER_LIMBS, 50), (Region.TRUNK, 52), (Region.LOWER_LIMBS, 44)],
)
def test_the_front_holds_its_share_of_a_region(region: Region, share: int) -> None:
    front = [one.index for one in SUB_REGIONS if one.region is region and one.view == "front"]
    assert abs(100 * units(CHART, np.isin(CHART.labels, front)) / (PALM * region.palms) - share) < 1


def test_every_skin_cell_has_a_weight_and_nothing_else_has_one() -> None:
    assert CHART.labels.shape == CHART.weights.shape == (HEIGHT, WIDTH)
    assert ((CHART.labels > 0) == (CHART.weights > 0)).all()


def test_each_view_is_its_own_mirror_image() -> None:
    assert (mirror(CHART.weights) == CHART.weights).all()
    image = [0, *(CHART.sub_region(mirrored(one.id)).index for one in SUB_REGIONS)]
    assert (np.array(image)[mirror(CHART.labels)] == CHART.labels).all()


def test_left_is_the_left_of_the_participant() -> None:
    for one in SUB_REGIONS:
        if one.id.endswith((".left", ".right")):
            columns = np.nonzero(CHART.labels == one.index)[1] % (WIDTH // 2)
            on_the_right_of_the_picture = columns.mean() > WIDTH / 4
            assert on_the_right_of_the_picture == (one.id.endswith(".left") == (one.view == "front"))


def test_labels_are_the_drawing_without_gaps_and_overlaps() -> None:
    outline = load_outline()
    silhouettes = [Shape(outline.silhouettes[view]) for view in build.VIEWS]
    shapes = {name: Shape(polygon) for name, polygon in outline.sub_regions.items()}
    rows, columns = np.random.default_rng(7).integers((0, 0), (HEIGHT, WIDTH), (6000, 2)).T
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        x, y = column + 0.5, row + 0.5
        around = CHART.labels[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        found = CHART.at(x, y)
        assert (found is not None) == silhouettes[x > WIDTH / 2].holds(x, y), (x, y)
        if found is not None and (around == found.index).all():
            assert shapes[found.id].holds(x, y), (found.id, x, y)


def test_points_off_the_chart_are_no_skin() -> None:
    assert CHART.at(265.0, 300.0) is not None
    for x, y in [(-0.1, 300), (265, -1), (WIDTH, 300), (265, HEIGHT), (2, 2), (float("nan"), 5), (float("inf"), 5)]:
        assert CHART.at(x, y) is None


def test_an_unknown_sub_region_is_an_error() -> None:
    assert CHART.sub_region("front.trunk.chest.left").label == "Chest, left"
    with pytest.raises(KeyError):
        CHART.sub_region("front.trunk.tail")


def test_the_chart_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        CHART.weights[300, 265] = 1


def test_the_file_is_what_the_script_builds_from_the_drawing() -> None:
    made = build.built()
    assert not build.differs(made, CHART)
    assert CHART.version == build.version_of(CHART.labels, CHART.weights)
    assert asset("body/chart.npz").stat().st_size < 600_000
    assert all(units(made, made.labels > 0) == PALM * 100 for made in (made, CHART))


def test_the_script_stays_behind_when_the_chart_travels() -> None:
    assert sorted(path.name for path in asset("body").iterdir()) == ["body.svg", "chart.npz"]


def test_another_chart_is_noticed() -> None:
    weights = CHART.weights.copy()
    weights[300, 265] += 2
    assert build.differs(CHART, Chart("other", CHART.labels, weights))
    assert build.version_of(CHART.labels, weights) != CHART.version
