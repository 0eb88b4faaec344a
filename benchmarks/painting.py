"""What a dab, a stroke move and a recount cost beside bare numpy touching the same cells."""

from collections.abc import Callable

import numpy as np

from benchmarks.measure import Figure, in_turn
from ucmsc_desktop.body import brush, count
from ucmsc_desktop.body.chart import PALM, Chart, Mask, load_chart
from ucmsc_desktop.body.patterns import pattern
from ucmsc_desktop.domain.regions import Region

DAB = "one-palm dab / sort a disc, sum, assign"
MOVE = "20-unit stroke and recount / plain dab and bincount"
COUNT = "recount of the chart / numpy.bincount of all cells"
CENTRE = (230.5, 300.5)
MOVED = (246.5, 312.5)


def figures(runs: int) -> list[Figure]:
    """The three figures, on a map with a third of the skin painted."""
    chart = load_chart()
    mask = np.logical_or.reduce([pattern(chart, region, 30) for region in Region])

    def dabbed() -> None:
        brush.dab(chart, mask, *CENTRE, 4)

    def moved() -> None:
        brush.stroke(chart, mask, [CENTRE, MOVED], 4)
        count.percentages(chart, mask)

    def counted() -> None:
        count.painted(chart, mask)

    plain_dab, plain_count = _plain_dab(chart, mask), _plain_count(chart, mask)

    def plain_move() -> None:
        plain_dab()
        plain_count()

    return [
        in_turn(DAB, dabbed, plain_dab, 1, runs),
        in_turn(MOVE, moved, plain_move, 1, runs),
        in_turn(COUNT, counted, plain_count, 1, runs),
    ]


def _plain_dab(chart: Chart, mask: Mask) -> Callable[[], None]:
    column, row = int(CENTRE[0]), int(CENTRE[1])
    reach = int(brush.radius(chart, *CENTRE, 4)) + 1
    window = np.s_[row - reach : row + reach + 1, column - reach : column + reach + 1]
    rows, columns = (axis.ravel() for axis in np.mgrid[window])

    def floor() -> None:
        order = np.argsort((rows - row) ** 2 + (columns - column) ** 2)
        sums = chart.weights[rows[order], columns[order]].cumsum(dtype=np.int64)
        chosen = order[: int(np.searchsorted(sums, PALM)) + 1]
        mask[rows[chosen], columns[chosen]] = True

    return floor


def _plain_count(chart: Chart, mask: Mask) -> Callable[[], None]:
    labels, weights = chart.labels.ravel().astype(np.intp), chart.weights.ravel().astype(np.float64)

    def floor() -> None:
        np.bincount(labels, weights * mask.ravel())

    return floor
