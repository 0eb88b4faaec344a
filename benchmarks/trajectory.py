"""Opening a trajectory beside plain pyqtgraph that draws the same points, and whether memory stays flat."""

import gc
import itertools
from pathlib import Path
from typing import Any

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QGraphicsView

from benchmarks import bare, courses, rows
from benchmarks.measure import Figure, in_turn
from benchmarks.memory import flat, resident
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.course import course, origin_of
from ucmsc_desktop.domain.event_spans import event_spans
from ucmsc_desktop.domain.lanes import Lanes, lanes
from ucmsc_desktop.domain.measures import Measure, Plot
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import PlannedVisit
from ucmsc_desktop.domain.trajectory import shown_visits
from ucmsc_desktop.pages.trajectory import TrajectoryPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

OPEN = "open a trajectory / raw rows + pyqtgraph of its points"
SIZE = (1202, 612)
PARTICIPANTS = 60
IN_TURN = 500
Drawn = tuple[Plot, Lanes, list[PlannedVisit]]


def lines(folder: Path, runs: int) -> list[str]:
    """Opening, and memory after many."""
    app = QApplication.instance() or QApplication([])
    theme.apply(app, theme.LIGHT)  # type: ignore[arg-type]
    courses.make(folder, PARTICIPANTS)
    study = Study.open(folder, USER, PASSWORD)
    found = [_opening(study, folder, runs).line(), _memory(study)]
    study.close()
    return found


def _open(study: Study, subject: str) -> TrajectoryPage:
    page = TrajectoryPage(study, subject)
    page.resize(*SIZE)
    bare.painted(page)
    return page


def _opening(study: Study, folder: Path, runs: int) -> Figure:
    subjects = study.subjects()
    drawn = {subject: _drawn(study, subject) for subject in subjects}
    page = _open(study, subjects[0])
    views = [view.size() for view in page.findChildren(QGraphicsView) if view.isVisible()]
    size = max((size.width(), size.height()) for size in views)
    bare.gone(page)
    connection, ours_next, floor_next = rows.connected(folder), itertools.cycle(subjects), itertools.cycle(subjects)

    def ours() -> None:
        bare.gone(_open(study, next(ours_next)))

    def floor() -> None:
        subject = next(floor_next)
        rows.read(connection, subject)
        made = _bare(drawn[subject], size)
        bare.painted(made)
        bare.gone(made)

    return in_turn(OPEN, ours, floor, 1.5, runs)


def _drawn(study: Study, subject: str) -> Drawn:
    protocol, records = study.protocol, study.records(subject)
    shown = course(protocol, subject, records)
    under = lanes(protocol, shown, event_spans(records, origin_of(protocol, records)))
    return plot(Measure.PASI, protocol, shown, records), under, shown_visits(protocol, shown)


def _bare(drawn: Drawn, size: tuple[int, int]) -> pg.PlotWidget:
    """The same windows, lines, points, levels and lanes as a person would draw them with the library alone."""
    found, under, visits = drawn
    days = [visit.day or 0 for visit in visits]
    high = 1.1 * max([float(found.high), *(float(value.value) for trace in found.traces for value in trace.values)])
    made = bare.plot(size, (days[0] - 7, days[-1] + 7), (-high / 3, high))
    starts = [day - visit.early_days for day, visit in zip(days, visits, strict=True)]
    ends = [day + visit.late_days for day, visit in zip(days, visits, strict=True)]
    made.addItem(pg.BarGraphItem(x0=starts, x1=ends, y0=0, y1=high, brush=pg.mkBrush("#EEF2F6"), pen=pg.mkPen(None)))
    for level in found.levels:
        height = float(level.value)
        made.addItem(pg.PlotCurveItem([days[0], days[-1]], [height, height], pen=pg.mkPen(bare.INK)))
        bare.say(made, days[-1], height, level.label)
    for trace in found.traces:
        places = [value.day for value in trace.values], [float(value.value) for value in trace.values]
        made.addItem(pg.PlotCurveItem(*places, pen=pg.mkPen(bare.INK, width=2), antialias=True))
        made.addItem(pg.ScatterPlotItem(*places, size=10, brush=pg.mkBrush(bare.INK), antialias=True))
    _lanes(made, under, -high / 12)
    made.getAxis("bottom").setTicks([[(day, visit.label) for day, visit in zip(days, visits, strict=True)]])
    return made


def _lanes(made: pg.PlotWidget, under: Lanes, step: float) -> None:
    look: dict[str, Any] = {"size": 9, "brush": pg.mkBrush(bare.INK)}
    made.addItem(pg.ScatterPlotItem([mark.day for mark in under.visits], [step] * len(under.visits), **look))
    made.addItem(pg.ScatterPlotItem([mark.day for mark in under.cells], [2 * step] * len(under.cells), **look))
    for mark in under.cells:
        bare.say(made, mark.day, 2 * step, mark.label)
    for span in under.events:
        last = span.last_day if span.last_day is not None else span.day + 7
        made.addItem(pg.BarGraphItem(x0=[span.day], x1=[last], y=[3 * step], height=-step / 2, brush=bare.INK))
        bare.say(made, span.day, 3 * step, span.label)


def _memory(study: Study) -> str:
    subjects, after = itertools.cycle(study.subjects()), []
    for number in range(IN_TURN):
        bare.gone(_open(study, next(subjects)))
        if number % 20 == 0:
            gc.collect()
            after.append(resident() / 1e6)
    return flat(after, f"{IN_TURN} trajectories")
