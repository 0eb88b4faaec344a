"""Where the small plots of a trellis lie, and each one's lines and points in pixels, made when it is first seen."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPolygonF, QStaticText

from ucmsc_desktop.domain.trellis import SmallPlot, Trellised
from ucmsc_desktop.widgets import theme

NARROWEST, HIGH = 150, 104
HEAD, SIDE, FOOT = 22, 9, 10
CROSS, WORDS = 3.0, 12


class Drawn(NamedTuple):
    """A small plot ready to be painted, in pixels of the whole trellis."""

    base: QLineF
    half: list[QLineF]
    solid: list[QPolygonF]
    gaps: list[QLineF]
    discs: QPolygonF
    squares: QPolygonF
    hollow: QPolygonF
    missed: list[QLineF]
    code: tuple[QPointF, QStaticText]
    said: tuple[QPointF, QStaticText]


class Grid:
    """Cells of one size in as many columns as the width has room for; `top` is the room over the first row.

    Where so few are shown that they would not fill the height of the view, the cells are up to twice as large.
    """

    def __init__(self, plots: Trellised, width: int, top: int, view: int = 0) -> None:
        self._plots, self._top = plots, top
        self.columns, self._high = _cells(len(plots.plots), max(1, width // theme.scaled(NARROWEST)), view - top)
        self._wide = max(1, width) / self.columns
        self._head, self._side, self._foot = theme.scaled(HEAD), theme.scaled(SIDE), theme.scaled(FOOT)
        self._bold, self._plain = QFontMetricsF(theme.bold(WORDS)), QFontMetricsF(theme.font(WORDS))
        self._made: dict[int, Drawn] = {}
        self._across = functools.cache(plots.across)

    @property
    def height(self) -> int:
        """The height of everything."""
        return self._top + -(-len(self._plots.plots) // self.columns) * self._high

    @property
    def row_height(self) -> int:
        """The height of a row of plots."""
        return self._high

    def cell(self, place: int) -> QRect:
        """The cell of a plot."""
        row, column = divmod(place, self.columns)
        left = round(column * self._wide)
        return QRect(left, self._top + row * self._high, round((column + 1) * self._wide) - left, self._high)

    def at(self, x: float, y: float) -> int | None:
        """The plot whose cell lies there."""
        column, row = min(int(x / self._wide), self.columns - 1), int((y - self._top) // self._high)
        place = row * self.columns + column
        return place if x >= 0 and row >= 0 and place < len(self._plots.plots) else None

    def between(self, top: int, bottom: int) -> range:
        """The plots whose rows lie between two heights."""
        first = max(0, (top - self._top) // self._high) * self.columns
        last = ((bottom - self._top) // self._high + 1) * self.columns
        return range(first, min(max(last, 0), len(self._plots.plots)))

    def drawn(self, place: int) -> Drawn:
        """A plot in pixels."""
        if place not in self._made:
            self._made[place] = self._draw(self._plots.plots[place], QRectF(self.cell(place)))
        return self._made[place]

    def _draw(self, plot: SmallPlot, cell: QRectF) -> Drawn:
        area = cell.adjusted(self._side, self._head + 4, -self._side, -self._foot)
        to = self._places(area, plot.top)
        spots = [to(spot.day, spot.tenths) for spot in plot.spots]
        gaps = [QLineF(spots[place - 1], spots[place]) for place in sorted(plot.over_gap)]
        half = to(0, plot.half).y() if plot.half is not None else None
        said = self._plain.horizontalAdvance(plot.said)
        room = area.width() - said - self._side
        code = self._bold.elidedText(plot.who, Qt.TextElideMode.ElideRight, room)
        down = cell.top() + 5
        discs, squares, hollow = _sorted(plot, spots)
        return Drawn(
            base=QLineF(area.left(), area.bottom(), area.right(), area.bottom()),
            half=[QLineF(area.left(), half, area.right(), half)] if half is not None else [],
            solid=[QPolygonF(run) for run in _runs(spots, plot.over_gap)],
            gaps=gaps,
            discs=QPolygonF(discs),
            squares=QPolygonF(squares),
            hollow=QPolygonF(hollow),
            missed=[line for day in plot.missed for line in _cross(to(day, 0))],
            code=(QPointF(area.left(), down), _fixed(code)),
            said=(QPointF(area.right() - said, down), _fixed(plot.said)),
        )

    def _places(self, area: QRectF, top: float) -> Callable[[float, float], QPointF]:
        across, wide, up = self._across, area.width(), area.height() / top
        left, low = area.left(), area.bottom()
        return lambda day, tenths: QPointF(left + across(day) * wide, low - tenths * up)


def _cells(count: int, most: int, room: int) -> tuple[int, int]:
    """The columns, at least half of the most, and the height of a row: the largest cells that find room together."""
    high = theme.scaled(HIGH)
    for columns in range((most + 1) // 2, most + 1 if count else 0):
        each = min(2 * high, room // -(-count // columns))
        if each * columns >= high * most:
            return columns, each
    return most, high


def _runs(spots: list[QPointF], over_gap: frozenset[int]) -> Iterator[list[QPointF]]:
    cuts = [0, *sorted(over_gap), len(spots)]
    yield from (spots[start:end] for start, end in pairwise(cuts) if end - start > 1)


def _sorted(plot: SmallPlot, spots: list[QPointF]) -> tuple[list[QPointF], list[QPointF], list[QPointF]]:
    """The places of signed points, of those taken over, and of those that are not signed."""
    found = list[QPointF](), list[QPointF](), list[QPointF]()
    for spot, at in zip(plot.spots, spots, strict=True):
        found[1 if spot.imported else 0 if spot.final else 2].append(at)
    return found


def _cross(at: QPointF) -> list[QLineF]:
    return [QLineF(at.x() - CROSS, at.y() - CROSS * way, at.x() + CROSS, at.y() + CROSS * way) for way in (1, -1)]


def _fixed(words: str) -> QStaticText:
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return made
