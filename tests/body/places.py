"""Places and masks on the chart for the tests of the body layer."""

import numpy as np
from hypothesis import strategies as st

from ucmsc_desktop.body.chart import VIEW_WIDTH, Chart, Mask, load_chart

SKIN = np.argwhere(load_chart().labels > 0)
PLACES = st.integers(0, len(SKIN) - 1).map(lambda number: (float(SKIN[number][1]) + 0.5, float(SKIN[number][0]) + 0.5))
"""Middles of skin cells, as x and y."""


def mirror(cells: np.ndarray) -> np.ndarray:
    """Each view turned about its middle."""
    return np.hstack([view[:, ::-1] for view in np.hsplit(cells, 2)])


def mirror_x(x: float) -> float:
    """The column of the mirror image of a point."""
    return 2 * VIEW_WIDTH * (x >= VIEW_WIDTH) + VIEW_WIDTH - x


def units(chart: Chart, mask: Mask) -> int:
    """What the painted cells are worth, counted plainly."""
    return int(chart.weights[mask].sum(dtype=np.int64))


def random_mask(chart: Chart, seed: int, share: float = 0.3) -> Mask:
    """Skin painted in coarse blocks at random."""
    coarse = np.random.default_rng(seed).random((102, 107)) < share
    blocks = np.kron(coarse, np.ones((10, 10), dtype=np.bool_))[: chart.labels.shape[0], : chart.labels.shape[1]]
    return np.asarray(blocks & (chart.labels > 0))
