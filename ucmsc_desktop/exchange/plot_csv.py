"""The values of a trajectory as CSV: a row for each value of each line, and one for each visit without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.course import Course, Missed
from ucmsc_desktop.domain.measures import Plot
from ucmsc_desktop.domain.plot_words import PlotStop, plot_stops
from ucmsc_desktop.domain.trajectory import Stop
from ucmsc_desktop.exchange.csv_out import Plain, csv_text
from ucmsc_desktop.exchange.plain import quotient

COLUMNS = (
    "subject", "measure", "line", "visit", "day", "day_is_approximate", "value", "missing", "state", "imported", "by",
)  # fmt: skip


def plots_csv(course: Course, plots: Sequence[Plot]) -> str:
    """Values as other programs read them, days from day 0; a negative change is better."""
    rows = (row for plot in plots for stop in plot_stops(course, plot) for row in _rows(plot, stop))
    return csv_text(COLUMNS, (row | {"subject": course.subject} for row in rows))


def _rows(plot: Plot, stop: PlotStop) -> Iterator[dict[str, Plain]]:
    shared: dict[str, Plain] = dict.fromkeys(COLUMNS)
    shared |= {"measure": plot.measure.value, "visit": stop.visit, "day": stop.day}
    if stop.empty is not None:
        yield shared | {"missing": _missing(stop.empty)}
    for line, value in stop.values:
        yield shared | {
            "line": line,
            "value": quotient(value.value),
            "state": value.state.value,
            "imported": value.imported,
            "day_is_approximate": value.approximate,
            "by": value.by,
        }


def _missing(stop: Stop) -> str:
    if isinstance(stop, Missed):
        return f"missed: {stop.reason}" if stop.reason else "missed"
    return stop.missing.value if stop.missing else "incomplete"
