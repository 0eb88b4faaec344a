"""Enrolment by day as a rising line, beside the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ucmsc_desktop import text
from ucmsc_desktop.domain.figure import Axis, Dash, Figure, Ink, Mark, Sample, Shape, Stroke
from ucmsc_desktop.domain.figures.shared import named
from ucmsc_desktop.domain.recruitment import Recruitment
from ucmsc_desktop.text import _

MOST_TICKS = 6
DAY_STEPS = (1, 7, 14, 28, 56, 91, 182, 364)
COUNT_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
ROOM = 0.05


def recruitment_figure(found: Recruitment) -> Figure:
    """The number of enrolled participants from the first screening to today, and the planned number by its time."""
    start = min([found.start or found.today, *(one.on for one in found.enrolled)])
    days = [(found.today - start).days, *((one.on - start).days for one in found.enrolled)]
    last = max([7, *days, *([(found.end - start).days] if found.end else [])])
    line = tuple(_steps(found, start))
    return Figure(
        key="recruitment",
        title=_("Enrolled participants"),
        x=_days_axis(start, last),
        y=_count_axis(max(found.planned, found.count, 1)),
        strokes=(*_plan(found, start, last), Stroke(line, Ink.COURSE, 2.0)),
        marks=tuple(_marks(found, start)),
        legend=tuple(_legend(found)),
        notes=tuple(_notes(found)),
        description=found.words(),
    )


def _steps(found: Recruitment, start: date) -> Iterator[tuple[float, float]]:
    """Flat until somebody is enrolled, then up; it ends today."""
    yield 0.0, 0.0
    for number, one in enumerate(found.enrolled):
        day = float((one.on - start).days)
        yield day, float(number)
        yield day, float(number + 1)
    yield (
        float(max((found.today - start).days, *((one.on - start).days for one in found.enrolled), 0)),
        float(len(found.enrolled)),
    )


def _plan(found: Recruitment, start: date, last: int) -> Iterator[Stroke]:
    planned = float(found.planned)
    yield Stroke(((0.0, planned), (float(last), planned)), Ink.RESPONSE, 1.0, Dash.FINE)
    if found.start is not None and found.end is not None:
        places = (((found.start - start).days, 0.0), ((found.end - start).days, planned))
        yield Stroke(places, Ink.SECONDARY, 1.5, Dash.GAP)


def _marks(found: Recruitment, start: date) -> Iterator[Mark]:
    for number, one in enumerate(found.enrolled, 1):
        words = _("{subject}, enrolled {day}, number {n}").format(
            subject=one.subject, day=text.date_text(one.on), n=number
        )
        yield Mark((one.on - start).days, number, Shape.DISC, Ink.COURSE, filled=True, who=one.subject, tell=words)


def _days_axis(start: date, last: int) -> Axis:
    step = next((step for step in DAY_STEPS if last / step < MOST_TICKS), -(-last // MOST_TICKS))
    ticks = tuple((float(day), text.date_text(start + timedelta(days=day))) for day in range(0, last + 1, step))
    return Axis("", -last * ROOM, last * (1 + ROOM), ticks)


def _count_axis(highest: int) -> Axis:
    step = next((step for step in COUNT_STEPS if highest / step <= MOST_TICKS), -(-highest // MOST_TICKS))
    ticks = tuple((float(count), text.number_text(count)) for count in range(0, highest + 1, step))
    return Axis(_("Participants"), 0, highest * (1 + 2 * ROOM), ticks)


def _legend(found: Recruitment) -> Iterator[Sample]:
    yield Sample(_("enrolled"), Stroke((), Ink.COURSE, 2.0))
    yield Sample(_("planned: {n}").format(n=found.planned), Stroke((), Ink.RESPONSE, 1.0, Dash.FINE))
    if found.start is not None and found.end is not None:
        yield Sample(_("plan by time"), Stroke((), Ink.SECONDARY, 1.5, Dash.GAP))


def _notes(found: Recruitment) -> Iterator[str]:
    if found.end is None:
        yield _("No time is planned within which all are to be enrolled.")
    if found.undated:
        yield _("Enrolled, on a day that nobody wrote down: {who}.").format(who=named(found.undated))
