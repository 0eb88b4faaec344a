"""The drawing as points: everything that a picture of the chart needs, inside the chart."""

import numpy as np

from resources.body.build import VIEWS
from ucmsc_desktop.body.chart import HEIGHT, VIEW_WIDTH, WIDTH
from ucmsc_desktop.body.outline import load_outline
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, mirrored

OUTLINE = load_outline()


def test_both_views_have_an_outline_and_strokes_that_tell_them_apart() -> None:
    for view in VIEWS:
        left = 0 if view == "front" else VIEW_WIDTH
        lines = [OUTLINE.silhouettes[view], *OUTLINE.cues[view], *OUTLINE.creases[view]]
        lines += [OUTLINE.sub_regions[one.id] for one in SUB_REGIONS if one.view == view]
        for line in lines:
            assert line.ndim == line.shape[1] == 2
            assert left <= line[:, 0].min() <= line[:, 0].max() <= left + VIEW_WIDTH
            assert 0 <= line[:, 1].min() <= line[:, 1].max() <= HEIGHT
        assert len(OUTLINE.cues[view]) + len(OUTLINE.creases[view]) > 20


def test_the_drawing_is_its_own_mirror_image() -> None:
    for one in SUB_REGIONS:
        middle = WIDTH / 4 if one.view == "front" else 3 * WIDTH / 4
        points = OUTLINE.sub_regions[one.id] * (-1, 1) + (2 * middle, 0)
        image = OUTLINE.sub_regions[mirrored(one.id)]
        assert {tuple(point) for point in np.round(points, 3)} == {tuple(point) for point in np.round(image, 3)}
