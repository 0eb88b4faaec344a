"""A participant's trajectory on paper: the chosen tabs, one a page, each with its values in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.course import Course, origin_of
from ucmsc_desktop.domain.event_spans import event_spans
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Measure, Plot, Spread
from ucmsc_desktop.domain.plot_table import plot_table
from ucmsc_desktop.domain.plot_words import events_words, relapse_words, spread_words
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory_words import doses_words
from ucmsc_desktop.reports.chart import draw_plot, forms_behind
from ucmsc_desktop.reports.chart_scale import Chart
from ucmsc_desktop.reports.entries import word_rows
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.text import _

TALL = 390.0
"""How high a chart with a page of its own is."""


def trajectory_pdf(
    protocol: Protocol,
    course: Course,
    records: Sequence[Kept[Record]],
    printed: Printed,
    *,
    practice: bool,
    measures: Sequence[Measure] = (Measure.PASI,),
    people: Mapping[str, str] | None = None,
    spreads: Mapping[Measure, Spread] | None = None,
) -> Printout:
    """Print the chosen tabs; `spreads` has the cohort for the tabs beside which it is drawn."""
    flow = Flow(printed.sheet)
    events = event_spans(records, origin_of(protocol, records))
    for measure in measures:
        found = plot(measure, protocol, course, records, people)
        chart = Chart(protocol, course, found, events, (spreads or {}).get(measure))
        _tab(flow, chart, _forms(found, records))
    title = _("Trajectory {subject}").format(subject=course.subject)
    return finish(flow, protocol, printed, title=title, practice=practice, subject=course.subject)


def _tab(flow: Flow, chart: Chart, forms: Sequence[OnPage]) -> None:
    name = _("{measure}, {subject}").format(measure=_(chart.plot.measure.label), subject=chart.course.subject)
    flow.turn()
    flow.type.place = name
    flow.anchor(name, 0)
    flow.page.forms.update(dict.fromkeys(forms))
    flow.heading(name, 14)
    flow.y = draw_plot(flow.page, flow.type, flow.y, chart, TALL) - 4
    for sentence in _sentences(chart):
        flow.say(sentence)
    first = len(flow.pages)
    table = plot_table(chart.protocol, chart.course, chart.plot)
    if table.rows:
        flow.heading(table.title, 10.5, 60)
        word_rows(flow, table)
    for page in flow.pages[first:]:
        page.forms.update(dict.fromkeys(forms))
    flow.type.place = ""


def _sentences(chart: Chart) -> list[str]:
    course, protocol = chart.course, chart.protocol
    # Of an empty tab the first sentence stands in the chart.
    absent = chart.plot.absent if chart.plot.has_values else chart.plot.absent[1:]
    found = [*absent, spread_words(chart.spread), single_arm_words() if chart.spread is not None else ""]
    if chart.plot.relapse_day is not None:
        found.append(relapse_words(protocol, course))
    if course.doses or course.missed:
        found.append(doses_words(protocol, course))
    return [sentence for sentence in (*found, events_words(chart.events)) if sentence]


def _forms(found: Plot, records: Sequence[Kept[Record]]) -> list[OnPage]:
    """The forms whose values stand on the page: one that is filled for nothing drawn says nothing about it."""
    names = dict.fromkeys(value.form for trace in found.traces for value in trace.values)
    return forms_behind(records, *(FORMS[name] for name in names))
