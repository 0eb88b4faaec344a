"""A tab of a participant's trajectory on paper: values by true day, level lines, the cohort beside, lanes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept, State, of_type
from ucmsc_desktop.domain.course import Course, origin_of
from ucmsc_desktop.domain.event_spans import event_spans
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lanes import lanes
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import seen, shown_visits
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart_legend import draw_legend
from ucmsc_desktop.reports.chart_lines import draw_levels, draw_relapse, draw_spread, draw_traces
from ucmsc_desktop.reports.chart_scale import Chart, Scale, named_weeks, scale
from ucmsc_desktop.reports.labels import Labels
from ucmsc_desktop.reports.lanes import draw_lanes, lanes_high
from ucmsc_desktop.reports.page import OnPage, Page
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

HEIGHT = 330.0
"""How high a chart is with its legend and its lanes of visits and cells; rows of adverse events come to it."""
HEAD, FOOT = 34.0, 18.0


def draw_course(
    page: Page,
    type_: Typesetter,
    top: float,
    course: Course,
    protocol: Protocol,
    records: Sequence[Kept[Record]] = (),
) -> float:
    """The chart of PASI with its lanes, from `top` down over the width of the page. Answers where it ends."""
    if not seen(course):
        page.say(page.sheet.left, top - 20, _("The chart starts with the week-0 PASI."), 10)
        return top - 32
    events = event_spans(records, origin_of(protocol, records))
    return draw_plot(page, type_, top, Chart(protocol, course, plot(Measure.PASI, protocol, course, records), events))


def forms_behind(records: Sequence[Kept[Record]], *scored: type[Record]) -> list[OnPage]:
    """The forms whose entries a chart shows, those of its lanes too, each signed when all of its records are."""
    found = []
    record_types: tuple[type[Record], ...] = (*scored, Infusion, AdverseEvent)
    for record_type in record_types:
        kept = of_type(records, record_type)
        if kept:
            signed = all(one.state is State.SIGNED for one in kept)
            found.append(OnPage("", record_type.form, record_type.version, signed))
    return found


def draw_plot(page: Page, type_: Typesetter, top: float, chart: Chart, high: float = HEIGHT) -> float:
    """One tab from `top` down over the width of the page, `high` points without adverse events. Answers its end."""
    under = lanes(chart.protocol, chart.course, chart.events)
    low = top - high + FOOT + lanes_high(under)
    place = scale(page.sheet, chart, low, top - HEAD)
    # The windows lie under everything, and how far down they reach is known when the lanes are drawn.
    below = Page(page.sheet)
    foot = draw_lanes(below, type_, place, chart, under)
    windows = list(_windows(place, chart))
    for left, right in windows:
        page.box(left, foot, right - left, place.high - foot, paper.BAND)
    page.shapes += below.shapes
    page.words += below.words
    labels = Labels(type_, place.left, place.right, place.low, place.high)
    draw_spread(page, place, chart)
    for edge in chain.from_iterable(windows) if chart.spread is not None else ():
        page.rule(edge, place.low, edge, place.high, 0.25)
    _axes(page, type_, place, chart, foot)
    draw_levels(page, type_, place, chart, labels)
    draw_relapse(page, type_, place, chart, labels)
    draw_traces(page, type_, place, chart, labels)
    if chart.plot.has_values:
        draw_legend(page, type_, top, chart)
    return foot - FOOT


def _windows(place: Scale, chart: Chart) -> Iterator[tuple[float, float]]:
    for visit in shown_visits(chart.protocol, chart.course):
        day = visit.day or 0
        left = max(place.left, place.x(day - visit.early_days))
        right = min(place.right, place.x(day + visit.late_days))
        if right > left:
            yield left, right


def _axes(page: Page, type_: Typesetter, place: Scale, chart: Chart, foot: float) -> None:
    page.rule(place.left, foot, place.left, place.high, 0.7, paper.GREY)
    for level in (place.low, foot):
        page.rule(place.left, level, place.right, level, 0.7, paper.GREY)
    if place.bottom < 0:
        page.rule(place.left, place.y(0), place.right, place.y(0), 0.7, paper.GREY)
    for value in place.ticks():
        y = place.y(value)
        words = text.number_text(int(value))
        page.rule(place.left - 3, y, place.left, y, 0.7, paper.GREY)
        page.say(place.left - 6 - type_.width(words, 9), y - 3, words, ink=paper.GREY)
    middle = (place.low + place.high) / 2
    page.turned.append(paper.Turned(place.left - 36, middle, chart.plot.axis, 9, 90, paper.GREY))
    free = place.left - 30
    for week in named_weeks(chart, place):
        x = place.x(7 * week)
        words = _("Wk {n}").format(n=text.number_text(week))
        half = type_.width(words, 9) / 2
        page.rule(x, foot, x, foot - 3, 0.7, paper.GREY)
        if x - half > free:
            page.say(x - half, foot - 13, words, ink=paper.GREY)
            free = x + half + 6
