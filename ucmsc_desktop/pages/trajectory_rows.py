"""The rows of the table beside a trajectory: what the chart's stops say, in as few columns as there is room for."""

from __future__ import annotations

from ucmsc_desktop.domain.course import Missed
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.plot_table import plot_table
from ucmsc_desktop.domain.plot_words import PlotStop, plot_stops
from ucmsc_desktop.domain.word_table import NOTHING
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import STATES
from ucmsc_desktop.widgets.stop_table import StopRow
from ucmsc_desktop.widgets.trajectory_shown import Shown

BEFORE, AFTER = 2, 2
"""Columns of a table around the values: visit and day, status and who assessed."""
PASI_AND_CHANGE = 2
MANY = 3
"""Heads over more values than these stand on two lines."""


def heads_and_rows(shown: Shown) -> tuple[list[str], list[StopRow]]:
    """Visit, values and status of each stop; day, response and assessor are read at the point."""
    table = plot_table(shown.protocol, shown.course, shown.plot)
    heads = [head for head, _share in table.heads]
    scored = shown.plot.measure in (Measure.PASI, Measure.CHANGE)
    last = BEFORE + PASI_AND_CHANGE if scored else len(heads) - AFTER
    stops = plot_stops(shown.course, shown.plot)
    rows = [_row(stop, row, last) for stop, row in zip(stops, table.rows, strict=True)]
    values = heads[BEFORE:last]
    if len(values) > MANY:
        values = ["\n".join(head.rsplit(" ", 1)) for head in values]
    return [heads[0], *values, _("State")], rows


def _row(stop: PlotStop, row: tuple[str, ...], last: int) -> StopRow:
    cells = [words if words != NOTHING else "" for words in (row[0], *row[BEFORE:last])]
    said = row[len(row) - AFTER]
    if stop.empty is not None:
        cells[1] = cells[1] or _("none")
        return StopRow(tuple(cells), "warn", missing_words(stop.empty, said), "calendar-x")
    value = stop.values[0][1]
    if value.imported:
        return StopRow(tuple(cells), "plain", said, "download")
    status, icon = STATES[value.state.value]
    return StopRow(tuple(cells), status, said, icon)


def missing_words(empty: object, said: str) -> str:
    """Why there is no value; a missed visit may have no reason."""
    return _("no reason") if isinstance(empty, Missed) and said == NOTHING else said
