"""The legend over a chart on paper: only what the chart shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.figure import Shape
from ucmsc_desktop.domain.measures import Measure, Value
from ucmsc_desktop.domain.trajectory import shown_visits
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart_lines import COHORT, DOTS, FINE, GAP, LABEL, LOOKS, MEDIAN, draw_mark
from ucmsc_desktop.reports.chart_scale import Chart
from ucmsc_desktop.reports.page import Ink, Page, Path
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

SAMPLE = 22.0
"""Points from the left of a sample to its words."""


class _Entry(NamedTuple):
    words: str
    ink: Ink = paper.BLUE
    dash: tuple[float, ...] | None = None
    shape: Shape | None = None
    filled: bool = True
    band: Ink | None = None
    width: float = 1.5


def draw_legend(page: Page, type_: Typesetter, top: float, chart: Chart) -> None:
    """The samples with their words in lines over the chart."""
    x, y = page.sheet.left, top - 10
    for entry in _entries(chart):
        wide = SAMPLE + type_.width(entry.words, LABEL)
        if x + wide > page.sheet.right:
            x, y = page.sheet.left, y - 12
        _sample(page, entry, x, y + 3)
        page.say(x + SAMPLE, y, entry.words, LABEL, ink=paper.GREY)
        x += wide + 10


def _entries(chart: Chart) -> Iterator[_Entry]:
    traces = chart.plot.traces
    if len(traces) > 1:
        for trace, (shape, ink) in zip(traces, LOOKS, strict=False):
            yield _Entry(trace.name, ink, (), shape)
    else:
        yield _Entry(traces[0].name, dash=())
    if any(trace.bridged for trace in traces):
        yield _Entry(_("over a gap, or to an approximate day"), dash=GAP)
    yield from _marks([value for trace in traces for value in trace.values])
    if chart.plot.measure in (Measure.PASI, Measure.CHANGE):
        yield _Entry(_("response to own baseline"), paper.GREEN, FINE, width=0.8)
    if chart.spread is not None:
        yield _Entry(_("cohort median (n = {n})").format(n=chart.spread.n), paper.GREY, DOTS, width=MEDIAN)
        yield _Entry(_("cohort middle half"), band=COHORT)
    if shown_visits(chart.protocol, chart.course):
        yield _Entry(_("visit window"), band=paper.BAND)


def _marks(values: Sequence[Value]) -> Iterator[_Entry]:
    native = [value for value in values if not value.imported]
    if any(value.state is State.SIGNED for value in native):
        yield _Entry(_("signed"), shape=Shape.DISC)
    if any(value.state is not State.SIGNED for value in native):
        yield _Entry(_("not signed"), shape=Shape.DISC, filled=False)
    if len(native) < len(values):
        yield _Entry(_("imported"), shape=Shape.SQUARE, filled=False)


def _sample(page: Page, entry: _Entry, x: float, y: float) -> None:
    if entry.band is not None:
        page.box(x + 2, y - 4, 16, 8, entry.band, paper.RULE)
    if entry.dash is not None:
        page.shapes.append(Path(((x, y), (x + 18, y)), entry.width, entry.ink, None, entry.dash))
    if entry.shape is not None:
        draw_mark(page, x + (9 if entry.dash is not None else 12), y, entry.shape, entry.ink, filled=entry.filled)
