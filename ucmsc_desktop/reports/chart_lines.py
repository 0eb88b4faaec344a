"""The lines of a chart on paper: the cohort beside, levels with their names, the relapse, and the traces with marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.figure import Shape
from ucmsc_desktop.domain.figure_shapes import OUTLINES, around
from ucmsc_desktop.domain.measures import Measure, Trace, Value
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart_scale import GUTTER, Chart, Scale
from ucmsc_desktop.reports.labels import Labels
from ucmsc_desktop.reports.page import Disc, Ink, Page, Path
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

LABEL = 8.5
APART = 11.0
"""Points from one name at the right to the next."""
GAP, FINE, DOTS = (5.0, 3.0), (1.5, 2.0), (0.8, 3.0)
MEDIAN = 1.9
"""The width of the cohort's median, which tells its dots from those of the levels."""
COHORT: Ink = (0.84, 0.85, 0.86)
MANY = 40
"""Above so many values the marks are small and only the first, the last and the extremes are written beside them."""
LOOKS: tuple[tuple[Shape, Ink], ...] = (
    (Shape.DISC, paper.BLUE),
    (Shape.SQUARE, paper.AMBER),
    (Shape.TRIANGLE, paper.GREEN),
    (Shape.DIAMOND, paper.BLACK),
)
"""The mark and the ink of each trace of a chart: the mark tells them apart in grey."""


def draw_spread(page: Page, place: Scale, chart: Chart) -> None:
    """The middle half of the cohort as a grey band and its median dotted, as far as the chart reaches."""
    spread = chart.spread
    inside = [n for n, day in enumerate(spread.days) if place.x(day) <= place.right] if spread is not None else []
    if spread is None or len(inside) < 2:
        return
    x = [place.x(spread.days[n]) for n in inside]
    highs = [place.y(float(spread.highs[n])) for n in inside]
    lows = [place.y(float(spread.lows[n])) for n in inside]
    corners = (*zip(x, highs, strict=True), *reversed(list(zip(x, lows, strict=True))))
    page.shapes.append(Path(corners, 0.4, paper.RULE, COHORT, (), True))
    medians = tuple(zip(x, [place.y(float(spread.medians[n])) for n in inside], strict=True))
    page.shapes.append(Path(medians, MEDIAN, paper.GREY, None, DOTS))


def draw_levels(page: Page, type_: Typesetter, place: Scale, chart: Chart, labels: Labels) -> None:
    """Level lines, such as PASI 50, 75 and 90 of the own baseline, each with its name at the right."""
    baseline = chart.course.baseline
    if not chart.plot.has_values:
        return
    if chart.plot.measure in (Measure.PASI, Measure.CHANGE) and not chart.plot.levels:
        words = _("No response lines: {reason}").format(reason=_why(chart.course))
        for index, line in enumerate(type_.wrap(words, LABEL, GUTTER - 8)):
            page.say(place.right + 6, place.high - 10 - APART * index, line, LABEL, ink=paper.GREY)
        return
    start, lowest = place.x(baseline.day) if baseline is not None else place.left, place.high
    for level in chart.plot.levels:
        y = place.y(float(level.value))
        page.shapes.append(Path(((start, y), (place.right, y)), 0.9, paper.GREEN, None, FINE))
        labels.avoid_line(start, y, place.right, y)
        lowest = min(y, lowest - APART)
        page.shapes.append(Path(((place.right, y), (place.right + 6, lowest)), 0.5, paper.GREEN))
        page.say(place.right + 8, lowest - 3, level.label, LABEL, ink=paper.GREEN)


def _why(course: Course) -> str:
    return _("baseline PASI is 0") if course.baseline_tenths == 0 else _("no baseline PASI")


def draw_relapse(page: Page, type_: Typesetter, place: Scale, chart: Chart, labels: Labels) -> None:
    """An upright line at the day on which PASI 50 was lost again, with its word."""
    if chart.plot.relapse_day is None:
        return
    x, words = place.x(chart.plot.relapse_day), _("relapse")
    page.shapes.append(Path(((x, place.low), (x, place.high)), 0.9, paper.AMBER, None, GAP))
    labels.avoid_line(x, place.low, x, place.high)
    wide = type_.width(words, LABEL)
    left = x + 4 if x + 4 + wide <= place.right else x - 4 - wide
    page.say(left, place.high - 9, words, LABEL, ink=paper.AMBER)
    labels.avoid_box(left, place.high - 11, left + wide, place.high)


def draw_traces(page: Page, type_: Typesetter, place: Scale, chart: Chart, labels: Labels) -> None:
    """Solid between consecutive visits, dashed across one without a value; a signed mark is filled, another hollow.

    What was taken over from an earlier record is a square.
    """
    traces = chart.plot.traces
    if not chart.plot.has_values:
        _say_why(page, type_, place, chart.plot.absent[0])
        return
    for trace, (shape, ink) in zip(traces, LOOKS, strict=False):
        _trace(page, place, trace, shape, ink, labels)
    if len(traces) > 1:
        _name_ends(page, type_, place, traces)
        return
    for trace in traces:
        for value in _written(trace.values):
            labels.place(page, place.x(value.day), place.y(float(value.value)), value.words)


def _say_why(page: Page, type_: Typesetter, place: Scale, sentence: str) -> None:
    for index, line in enumerate(type_.wrap(sentence, 10, place.right - place.left - 24)):
        page.say(place.left + 12, (place.low + place.high) / 2 - 14 * index, line, 10)


def _trace(page: Page, place: Scale, trace: Trace, shape: Shape, ink: Ink, labels: Labels) -> None:
    spots = [(place.x(value.day), place.y(float(value.value))) for value in trace.values]
    for number, (before, after) in enumerate(pairwise(spots), 1):
        page.shapes.append(Path((before, after), 1.5, ink, None, GAP if number in trace.bridged else ()))
        labels.avoid_line(*before, *after)
    radius = 3.4 if len(spots) <= MANY else 1.7
    for value, (x, y) in zip(trace.values, spots, strict=True):
        drawn = Shape.SQUARE if value.imported else shape
        draw_mark(page, x, y, drawn, ink, filled=value.state is State.SIGNED, radius=radius)
        labels.avoid_box(x - 4, y - 4, x + 4, y + 4)


def draw_mark(page: Page, x: float, y: float, shape: Shape, ink: Ink, *, filled: bool, radius: float = 3.4) -> None:
    """One mark of a trace."""
    fill = ink if filled else paper.WHITE
    if shape is Shape.DISC:
        page.shapes.append(Disc(x, y, radius, 1.4, ink, fill))
        return
    corners = around(OUTLINES[shape], 0.0, 0.0, 2 * radius)
    page.area([(x + dx, y - dy) for dx, dy in corners], fill, ink, 1.2)


def _written(values: Sequence[Value]) -> Sequence[Value]:
    if len(values) <= MANY:
        return values
    by_height = sorted(values, key=lambda value: value.value)
    telling = (values[0], values[-1], by_height[0], by_height[-1])
    return [value for value in values if any(value is one for one in telling)]


def _name_ends(page: Page, type_: Typesetter, place: Scale, traces: Sequence[Trace]) -> None:
    """The name and the last value of each trace at the right, moved apart, with a leader from where it ends."""
    ends = [
        (trace.values[-1], trace.name, ink) for trace, (_shape, ink) in zip(traces, LOOKS, strict=False) if trace.values
    ]
    free = place.high + APART
    named: list[tuple[float, Value, str, Ink]] = []
    for value, name, ink in sorted(ends, key=lambda end: -end[0].value):
        free = min(place.y(float(value.value)), free - APART)
        named.append((free, value, name, ink))
    lift = max(0.0, place.low + 3 - free)
    for y, value, name, ink in named:
        start = (place.x(value.day) + 5, place.y(float(value.value)))
        page.shapes.append(Path((start, (place.right + 6, y + lift)), 0.4, ink, None, DOTS))
        words = type_.fit(_("{name} {value}").format(name=name, value=value.words), LABEL, GUTTER - 8)
        page.say(place.right + 8, y + lift - 3, words, LABEL, ink=ink)
