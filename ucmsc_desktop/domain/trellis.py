"""The courses of all participants as small plots of one size: light data, for hundreds of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Point, treatment_end_day
from ucmsc_desktop.domain.figures.shared import is_final
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import seen, segments
from ucmsc_desktop.domain.trajectory_words import point_change, stop_words
from ucmsc_desktop.text import _

FEWEST_TENTHS, MOST_TIMES = 10, 1.5
"""A plot is at least so many tenths of PASI high, and leaves room for so many times the baseline at most."""
FULL = 0.7
"""The part of the width that the days up to the end of treatment keep when there is a long time after it."""


class Spot(NamedTuple):
    """A PASI: its day, the total in tenths, whether it is final, and whether it was taken over."""

    day: int
    tenths: int
    final: bool
    imported: bool


class SmallPlot(NamedTuple):
    """One participant: the points, those that are reached over a gap by their places, days of missed visits.

    The plot is `top` tenths of PASI high. `half` is half of the baseline, the line of PASI 50; `said` stands beside
    the code, `words` tells the rest.
    """

    who: str
    spots: tuple[Spot, ...]
    over_gap: frozenset[int] = frozenset()
    missed: tuple[int, ...] = ()
    half: float | None = None
    top: float = FEWEST_TENTHS
    said: str = ""
    words: str = ""


class Trellised(NamedTuple):
    """All small plots and the days that they share; those after `bend` are drawn narrower."""

    plots: tuple[SmallPlot, ...] = ()
    first_day: int = 0
    bend: int = 84
    last_day: int = 84

    def across(self, day: float) -> float:
        """Where a day lies, 0 at the left edge of a plot and 1 at the right."""
        if self.bend >= self.last_day:
            return (day - self.first_day) / (self.last_day - self.first_day)
        if day <= self.bend:
            return FULL * (day - self.first_day) / (self.bend - self.first_day)
        return FULL + (1 - FULL) * (day - self.bend) / (self.last_day - self.bend)

    @property
    def scale_words(self) -> str:
        """The scale in words."""
        first, bend, last = (
            text.number_text(week) for week in (self.first_day // 7, self.bend // 7, -(-self.last_day // 7))
        )
        words = _("Heights are parts of the own baseline PASI, the line across is PASI 50.")
        if self.bend >= self.last_day:
            return f"{words} {_('Week {first} to {last}.').format(first=first, last=last)}"
        narrow = _("Week {first} to {bend}, then narrower to week {last}.")
        return f"{words} {narrow.format(first=first, bend=bend, last=last)}"

    @property
    def said_words(self) -> str:
        """What stands beside the code."""
        return _("Beside the code: the change of the latest PASI from the baseline.")

    @property
    def marks_words(self) -> str:
        """What the marks mean."""
        return _("Disc: signed PASI; hollow: not signed; square: from an earlier record; cross: visit missed.")


def trellis(protocol: Protocol, members: Sequence[Member]) -> Trellised:
    """A small plot for each, in the order given; who has no PASI keeps a plot that says so.

    Heights are shared as times of the own baseline, so that the same response looks the same; whoever rose far above
    the others has a scale of their own, which the line of PASI 50 shows.
    """
    times = min(MOST_TIMES, max((_times(member) for member in members), default=1.0))
    plots = tuple(_plot(protocol, member, times) for member in members)
    days = [day for plot in plots for day in (*(spot.day for spot in plot.spots), *plot.missed)]
    first, last, end = min([0, *days]), max([7, *days]), treatment_end_day(protocol)
    return Trellised(plots, first, end if last - first > 2 * (end - first) else last, last)


def _times(member: Member) -> float:
    """The highest PASI as times of the baseline, 1 without a baseline."""
    baseline = member.course.baseline_tenths
    return max([1.0, *((point.tenths or 0) / baseline for point in seen(member.course))]) if baseline else 1.0


def _plot(protocol: Protocol, member: Member, times: float) -> SmallPlot:
    course, points = member.course, seen(member.course)
    spots = tuple(Spot(point.day, point.tenths or 0, is_final(point), point.imported) for point in points)
    gaps = (place for place, way in enumerate(segments(protocol, course), 1) if way.bridged)
    baseline = course.baseline_tenths or 0
    top = max([times * baseline if baseline else FEWEST_TENTHS, *(spot.tenths for spot in spots)])
    missed = tuple(missed.day for missed in course.missed)
    last = points[-1] if points else None
    return SmallPlot(
        who=member.subject,
        spots=spots,
        over_gap=frozenset(gaps),
        missed=missed,
        half=baseline / 2 if baseline else None,
        top=top,
        said=_said(member, last),
        words=_words(protocol, member, last),
    )


def _said(member: Member, last: Point | None) -> str:
    if last is None:
        return _("no PASI")
    return point_change(member.course, last) or _("PASI {pasi}").format(pasi=text.tenths_text(last.tenths or 0))


def _words(protocol: Protocol, member: Member, last: Point | None) -> str:
    told = stop_words(protocol, member.course, last) if last is not None else _("No PASI.")
    return _("{subject}. {words}").format(subject=member.subject, words=told)
