"""Two maps compared: three parts that do not overlap and leave nothing out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ucmsc_desktop.body import count
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.compare import difference

from .places import random_mask

CHART = load_chart()


@given(st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_the_parts_make_up_both_maps(one: int, two: int) -> None:
    before, after = random_mask(CHART, one), random_mask(CHART, two, 0.2)
    parts = difference(CHART, before, after)
    stacked = np.stack([parts.cleared, parts.persisting, parts.new]).sum(axis=0)
    assert (stacked == (before | after)).all()
    assert ((parts.cleared | parts.persisting) == before).all()
    assert ((parts.new | parts.persisting) == after).all()
    assert parts.cleared_pct == count.percentages(CHART, parts.cleared)
    assert parts.persisting_pct == count.percentages(CHART, parts.persisting)
    assert parts.new_pct == count.percentages(CHART, parts.new)


def test_the_same_map_persists_as_a_whole() -> None:
    mask = random_mask(CHART, 3)
    parts = difference(CHART, mask, mask)
    assert not parts.cleared.any()
    assert not parts.new.any()
    assert (parts.persisting == mask).all()
