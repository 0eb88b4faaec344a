"""The line of a participant in a plot of all: solid parts, and dashed ones over what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.figure import Dash, Ink, Stroke
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import segments

Spot = tuple[float, float]


def ways(protocol: Protocol, course: Course, shown: list[Point], place: Callable[[Point], Spot]) -> Iterator[Stroke]:
    """Strokes through the points that are shown; to a day that is known only about the way is dashed too."""
    wanted = {id(point) for point in shown}
    # What has no PASI keeps its place, so that the way over it is told from one between neighbours.
    kept = tuple(point for point in course.points if point.tenths is None or id(point) in wanted)
    run: list[Spot] = []
    for way in segments(protocol, msgspec.structs.replace(course, points=kept)):
        start, end = place(way.start), place(way.end)
        if way.bridged:
            yield from _solid(course, run)
            run = []
            yield Stroke((start, end), Ink.FAINT, 1.0, Dash.GAP, course.subject)
        else:
            run = [*run, end] if run else [start, end]
    yield from _solid(course, run)


def _solid(course: Course, run: list[Spot]) -> Iterator[Stroke]:
    if run:
        yield Stroke(tuple(run), Ink.FAINT, 1.0, Dash.SOLID, course.subject)
