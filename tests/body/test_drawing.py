"""Rings around painted cells: filled by the even-odd rule they are the paint, exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ucmsc_desktop.body.brush import dab, fill
from ucmsc_desktop.body.chart import Mask, load_chart
from ucmsc_desktop.body.drawing import drawing, rings
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.domain.lesions import LesionMap, Strokes


def filled(lines: Strokes, shape: tuple[int, int]) -> Mask:
    """The cells inside an odd number of rings: counted by the upright edges on their left."""
    crossings = np.zeros((shape[0], shape[1] + 1), dtype=np.intp)
    for ring in lines:
        for (x, y), (to_x, to_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert x == to_x or y == to_y
            low, high = sorted((int(y), int(to_y)))
            crossings[low:high, int(x)] += x == to_x
    inside: Mask = crossings.cumsum(axis=1)[:, :-1] % 2 == 1
    return inside


@settings(deadline=None)
@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 7), st.integers(1, 7))))
def test_rings_are_the_paint(mask: Mask) -> None:
    assert (filled(rings(mask), mask.shape) == mask).all()


def test_nothing_painted_has_no_ring() -> None:
    assert rings(np.zeros((4, 4), dtype=np.bool_)) == ()


def test_a_gap_is_a_ring_of_its_own() -> None:
    mask = np.ones((3, 3), dtype=np.bool_)
    mask[1, 1] = False
    assert sorted(len(ring) for ring in rings(mask)) == [4, 4]


def test_a_map_becomes_lines_within_the_chart() -> None:
    chart = load_chart()
    mask = chart.blank()
    fill(chart, mask, chart.sub_region("back.trunk.upper-back.left"))
    dab(chart, mask, 265, 60, 4)
    made = drawing(chart, pack(chart, mask))
    assert (filled(made.lesions, mask.shape) == mask).all()
    assert len(made.silhouettes) == 2
    assert len(made.cues) > 20
    spots = [spot for line in (*made.silhouettes, *made.cues, *made.lesions) for spot in line]
    assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in spots)


def test_a_map_of_another_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="version another"):
        drawing(load_chart(), LesionMap("another", b""))
