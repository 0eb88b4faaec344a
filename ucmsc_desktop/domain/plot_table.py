"""The values of a tab of a trajectory as a table of words, the same beside the chart, on paper and when copied."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Course, Missed
from ucmsc_desktop.domain.measures import Measure, Plot
from ucmsc_desktop.domain.plot_words import PlotStop, plot_stops, point_of
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES, responds
from ucmsc_desktop.domain.trajectory_words import point_change, state_words, visit_name
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _

VISIT, DAY, STATE, BY = 0.16, 0.08, 0.14, 0.16


def plot_table(protocol: Protocol, course: Course, plot: Plot) -> WordTable:
    """Visit, day, values, how final they are and who made them; a row for each stop."""
    names = _value_heads(plot)
    share = (1 - VISIT - DAY - STATE - BY) / len(names)
    heads = (
        (_("Visit"), VISIT),
        (_("Day"), DAY),
        *((name, share) for name in names),
        (_("Status"), STATE),
        (_("By"), BY),
    )
    rows = tuple(_row(protocol, course, plot, stop) for stop in plot_stops(course, plot))
    return WordTable(_("Values"), heads, rows, plot.absent)


def _value_heads(plot: Plot) -> list[str]:
    if plot.measure in (Measure.PASI, Measure.CHANGE):
        return [_("PASI"), _("Change"), _("Response")]
    names = [trace.name for trace in plot.traces]
    return [*names, _("PASI")] if plot.measure in (Measure.REGION, Measure.SIGN) else names


def _row(protocol: Protocol, course: Course, plot: Plot, stop: PlotStop) -> tuple[str, ...]:
    name, day = visit_name(protocol, stop.visit, stop.day), text.number_text(stop.day)
    wide = len(_value_heads(plot))
    if stop.empty is not None:
        if isinstance(stop.empty, Missed):
            return (name, f"({day})", _("missed"), *[NOTHING] * (wide - 1), stop.empty.reason or NOTHING, NOTHING)
        why = _(stop.empty.missing.label) if stop.empty.missing else _("incomplete")
        return (name, day, *[NOTHING] * wide, why, NOTHING)
    first = stop.values[0][1]
    day = f"≈{text.NO_BREAK_SPACE}{day}" if first.approximate else day
    return (name, day, *_values(course, plot, stop), state_words(first), first.by or NOTHING)


def _values(course: Course, plot: Plot, stop: PlotStop) -> list[str]:
    point = point_of(course, stop.values[0][1])
    total = text.tenths_text(point.tenths) if point is not None and point.tenths is not None else NOTHING
    if plot.measure in (Measure.PASI, Measure.CHANGE) and point is not None:
        if point is course.baseline:
            return [total, _("baseline"), NOTHING]
        change = point_change(course, point)
        reached = [limit for limit in RESPONSES if responds(course.baseline_tenths, point.tenths, limit)]
        best = _("PASI {limit}").format(limit=reached[-1]) if reached and change else NOTHING
        return [total, change or NOTHING, best]
    found = {name: value.words for name, value in stop.values}
    values = [found.get(trace.name, NOTHING) for trace in plot.traces]
    return [*values, total] if plot.measure in (Measure.REGION, Measure.SIGN) else values
