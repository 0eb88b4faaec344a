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
from ucmsc_desktop.reports.casebook import Printout
from ucmsc_desktop.reports.chart import draw_plot, forms_behind
from ucmsc_desktop.reports.chart_scale import Sheet
from ucmsc_desktop.reports.entries import word_rows
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Furniture, Printed
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.paint import About, digest, paint
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
    flow = Flow()
    events = event_spans(records, origin_of(protocol, records))
    for measure in measures:
        found = plot(measure, protocol, course, records, people)
        sheet = Sheet(protocol, course, found, events, (spreads or {}).get(measure))
        _tab(flow, sheet, _forms(found, records))
    hashed = digest(flow.pages)
    flow.type.place = _("head and foot")
    Furniture(protocol, course.subject, printed, practice, hashed).put(flow.pages, flow.type)
    title = _("Trajectory {subject}").format(subject=course.subject)
    about = About(title, printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at)
    return Printout(paint(flow.pages, about), len(flow.pages), hashed, flow.type.unprintable)


def _tab(flow: Flow, sheet: Sheet, forms: Sequence[OnPage]) -> None:
    name = _("{measure}, {subject}").format(measure=_(sheet.plot.measure.label), subject=sheet.course.subject)
    flow.turn()
    flow.type.place = name
    flow.anchor(name, 0)
    flow.page.forms.update(dict.fromkeys(forms))
    flow.heading(name, 14)
    flow.y = draw_plot(flow.page, flow.type, flow.y, sheet, TALL) - 4
    for sentence in _sentences(sheet):
        flow.say(sentence)
    first = len(flow.pages)
    table = plot_table(sheet.protocol, sheet.course, sheet.plot)
    if table.rows:
        flow.heading(table.title, 10.5, 60)
        word_rows(flow, table)
    for page in flow.pages[first:]:
        page.forms.update(dict.fromkeys(forms))
    flow.type.place = ""


def _sentences(sheet: Sheet) -> list[str]:
    course, protocol = sheet.course, sheet.protocol
    # Of an empty tab the first sentence stands in the chart.
    absent = sheet.plot.absent if sheet.plot.has_values else sheet.plot.absent[1:]
    found = [*absent, spread_words(sheet.spread), single_arm_words() if sheet.spread is not None else ""]
    if sheet.plot.relapse_day is not None:
        found.append(relapse_words(protocol, course))
    if course.doses or course.missed:
        found.append(doses_words(protocol, course))
    return [sentence for sentence in (*found, events_words(sheet.events)) if sentence]


def _forms(found: Plot, records: Sequence[Kept[Record]]) -> list[OnPage]:
    """The forms whose values stand on the page: one that is filled for nothing drawn says nothing about it."""
    names = dict.fromkeys(value.form for trace in found.traces for value in trace.values)
    return forms_behind(records, *(FORMS[name] for name in names))
