"""All courses in one plot with the median of the cohort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.cohort_spread import counts_words
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.figure import Block, Caption, Dash, Figure, Ink, Mark, Outline, Sample, Stroke
from ucmsc_desktop.domain.figures import shared
from ucmsc_desktop.domain.figures.scales import change_axis, pasi_axis, weeks_axis
from ucmsc_desktop.domain.figures.ways import Spot, ways
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.measures import Spread
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.plots import compared
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.text import _, number_text

FEW, FEW_CODES = 24, 12
"""Up to so many courses each PASI has its mark, of more the last of each; of still fewer the code stands beside it."""


def spaghetti(
    protocol: Protocol, members: Sequence[Member], spread: Spread | None = None, *, change: bool = False
) -> Figure:
    """Each course as a line, PASI or its change in %; the median is bold where there are enough to have one."""
    courses = {member.subject: _Shown(protocol, member.course, change=change) for member in members}
    drawn = [shown for shown in courses.values() if shown.points]
    strokes = tuple(stroke for shown in drawn for stroke in shown.strokes())
    marks = tuple(mark for shown in drawn for mark in shown.marks(every=len(drawn) <= FEW))
    places = [shown.place(point) for shown in drawn for point in shown.points]
    points = [point for shown in drawn for point in shown.points]
    days, heights = [day for day, _height in places], [height for _day, height in places]
    return Figure(
        key="change-lines" if change else "pasi-lines",
        title=_("Change of PASI from baseline") if change else _("PASI of all participants"),
        x=weeks_axis(members, days),
        y=change_axis(heights) if change else pasi_axis(heights),
        outlines=_quartiles(spread),
        strokes=(*strokes, *_median(spread)),
        marks=marks,
        captions=_codes(marks) if len(drawn) <= FEW_CODES else (),
        legend=(*_told(strokes), *shared.point_samples(points), *_spread_told(spread)),
        notes=(*shared.not_drawn(members, compared=change), *_few(members, spread), *shared.oddities(members)),
        description=_description(len(drawn), spread),
    )


class _Shown:
    """One course with the points of it that are drawn; a change has a meaning from the baseline on only."""

    def __init__(self, protocol: Protocol, course: Course, *, change: bool) -> None:
        self._protocol, self._course, self._change = protocol, course, change
        of_change = compared(course) if course.baseline_tenths else []
        self.points = of_change if change else seen(course)

    def place(self, point: Point) -> Spot:
        """Day and PASI, or day and change."""
        if not self._change:
            return point.day, (point.tenths or 0) / 10
        return point.day, -float(improvement_pct(self._course.baseline_tenths, point.tenths) or 0)

    def strokes(self) -> Iterator[Stroke]:
        """The line."""
        return ways(self._protocol, self._course, self.points, self.place)

    def marks(self, *, every: bool) -> Iterator[Mark]:
        """A mark at every point or at the last one."""
        for point in self.points if every else self.points[-1:]:
            tell = shared.point_tell(self._protocol, self._course, point)
            shape, who = shared.shape_of(point), self._course.subject
            yield Mark(*self.place(point), shape, Ink.COURSE, shared.is_final(point), 5.0, who, tell)


def _quartiles(spread: Spread | None) -> tuple[Outline, ...]:
    if spread is None or len(spread.days) < 2:
        return ()
    above = [(float(day), float(high)) for day, high in zip(spread.days, spread.highs, strict=True)]
    below = [(float(day), float(low)) for day, low in zip(spread.days, spread.lows, strict=True)]
    return (Outline((*above, *reversed(below))),)


def _median(spread: Spread | None) -> tuple[Stroke, ...]:
    if spread is None or len(spread.days) < 2:
        return ()
    places = ((float(day), float(value)) for day, value in zip(spread.days, spread.medians, strict=True))
    return (Stroke(tuple(places), Ink.TEXT, 3.0),)


def _codes(marks: Sequence[Mark]) -> tuple[Caption, ...]:
    last = {mark.who: mark for mark in marks}
    return tuple(Caption(mark.x, mark.y, who, who=who) for who, mark in last.items())


def _told(strokes: Sequence[Stroke]) -> Iterator[Sample]:
    if any(stroke.dash is Dash.SOLID for stroke in strokes):
        yield Sample(_("a participant"), Stroke((), Ink.FAINT))
    if any(stroke.dash is Dash.GAP for stroke in strokes):
        yield Sample(_("over a visit without PASI, or to an approximate day"), Stroke((), Ink.FAINT, 1.0, Dash.GAP))


def _spread_told(spread: Spread | None) -> Iterator[Sample]:
    if _median(spread):
        yield Sample(_("median"), Stroke((), Ink.TEXT, 3.0))
        yield Sample(_("first to third quartile"), Block(0, 0, 1, 1, Ink.RANGE))


def _few(members: Sequence[Member], spread: Spread | None) -> Iterator[str]:
    if members and spread is None:
        yield _("A median is drawn where {n} participants or more have a PASI.").format(n=FEWEST)
    if spread is not None and (words := counts_words(spread)):
        yield words


def _description(drawn: int, spread: Spread | None) -> str:
    told = [_("Courses drawn: {n}.").format(n=drawn)]
    if spread is not None and spread.days:
        first, last = (number_text(rounded(spread.medians[place], 1)) for place in (0, -1))
        told.append(
            _("Median {first} on day {start}, {last} on day {end}.").format(
                first=first, start=number_text(spread.days[0]), last=last, end=number_text(spread.days[-1])
            )
        )
    return " ".join(told)
