"""The small plots of all participants on paper, drawn as lines, a page after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trellis import SmallPlot, Trellised
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import Disc, Page, Path
from ucmsc_desktop.reports.typeset import Typesetter

COLUMNS = 5
HIGH = 66.0
GAP, HEAD, FOOT = 10.0, 14.0, 8.0
SIZE = 7.5
POINT, CROSS = 1.5, 2.2
BRIDGE = (2.5, 1.8)


def trellis_pdf(
    plots: Trellised, protocol: Protocol, printed: Printed, *, title: str, practice: bool, notes: Sequence[str] = ()
) -> Printout:
    """Print all of them; the notes stand under the title, such as what filters left."""
    flow = Flow(printed.sheet)
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.type.place = title
    flow.say(title, size=18, bold=True)
    for note in (*notes, plots.scale_words, plots.said_words, plots.marks_words):
        flow.say(note, ink=paper.GREY)
    flow.skip(6)
    for start in range(0, len(plots.plots), COLUMNS):
        flow.need(HIGH)
        flow.skip(HIGH)
        for column, plot in enumerate(plots.plots[start : start + COLUMNS]):
            left = flow.sheet.left + column * flow.sheet.width / COLUMNS
            _SmallPen(flow.page, flow.type, plots, left, flow.y).draw(plot)
    return finish(flow, protocol, printed, title=title, practice=practice)


class _SmallPen:
    """Draws one plot from its lower left corner."""

    def __init__(self, page: Page, type_: Typesetter, plots: Trellised, left: float, low: float) -> None:
        self.page, self.type, self.plots = page, type_, plots
        self.left, self.right = left, left + page.sheet.width / COLUMNS - GAP
        self.low, self.top = low + FOOT, low + HIGH - HEAD

    def draw(self, plot: SmallPlot) -> None:
        """Base line, PASI 50, the way, points, code and change."""
        self.page.rule(self.left, self.low, self.right, self.low, 0.5, paper.GREY)
        if plot.half is not None:
            at = self._spot(plot, 0, plot.half)[1]
            self.page.shapes.append(Path(((self.left, at), (self.right, at)), 0.6, paper.GREEN, None, (1.0, 1.4)))
        spots = [self._spot(plot, spot.day, spot.tenths) for spot in plot.spots]
        for place, way in enumerate(pairwise(spots), 1):
            self.page.shapes.append(Path(way, 0.9, paper.BLUE, None, BRIDGE if place in plot.over_gap else ()))
        for day in plot.missed:
            self._cross(*self._spot(plot, day, 0))
        for spot, (x, y) in zip(plot.spots, spots, strict=True):
            if spot.imported:
                self.page.box(x - POINT, y - POINT, 2 * POINT, 2 * POINT, paper.BLUE)
            else:
                fill = paper.BLUE if spot.final else paper.WHITE
                self.page.shapes.append(Disc(x, y, POINT, 0.7, paper.BLUE, fill))
        self._words(plot)

    def _spot(self, plot: SmallPlot, day: float, tenths: float) -> tuple[float, float]:
        across = self.left + self.plots.across(day) * (self.right - self.left)
        return across, self.low + tenths / plot.top * (self.top - self.low)

    def _cross(self, x: float, y: float) -> None:
        for way in (1, -1):
            self.page.rule(x - CROSS, y - CROSS * way, x + CROSS, y + CROSS * way, 0.9, paper.AMBER)

    def _words(self, plot: SmallPlot) -> None:
        said = self.type.clean(plot.said)
        wide = self.type.width(said, SIZE)
        code = self.type.fit(plot.who, SIZE, self.right - self.left - wide - 4, bold=True)
        self.page.say(self.left, self.top + 5, code, SIZE, bold=True)
        self.page.say(self.right - wide, self.top + 5, said, SIZE, ink=paper.GREY)
