"""A participant's course drawn on paper: PASI by true day, response lines, lanes for visits and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain import trajectory
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.labels import Labels
from ucmsc_desktop.reports.lanes import draw_lanes
from ucmsc_desktop.reports.page import Disc, Page, Path
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

HEIGHT = 330.0
GUTTER = 82.0
LANE, LANES = 44.0, 86.0
STEPS = (10, 20, 50, 100, 200)
LABEL = 8.5
GAP, FINE = (5.0, 3.0), (1.5, 2.0)


class Scale(msgspec.Struct, frozen=True):
    """How days and tenths of PASI become points on the page: the frame of the plot and its two ranges."""

    left: float
    right: float
    low: float
    high: float
    first_day: float
    last_day: float
    highest: int
    foot: float

    def x(self, day: float) -> float:
        """Where a day lies."""
        return self.left + (day - self.first_day) / (self.last_day - self.first_day) * (self.right - self.left)

    def y(self, tenths: float) -> float:
        """Where a PASI in tenths lies."""
        return self.low + tenths / self.highest * (self.high - self.low)


def draw_course(page: Page, type_: Typesetter, top: float, course: Course, protocol: Protocol) -> None:
    """The chart over the width of the page, `HEIGHT` points high from `top` down."""
    seen = trajectory.seen(course)
    if not seen:
        page.say(paper.LEFT, top - 20, _("The chart starts with the week-0 PASI."), 10)
        return
    own_visits = not all(point.imported for point in course.points)
    scale = _scale(course, seen, protocol, top, own_visits=own_visits)
    if own_visits:
        _windows(page, scale, protocol)
    _axes(page, type_, scale, protocol, own_visits=own_visits)
    labels = Labels(type_, scale.left, scale.right, scale.low, scale.high)
    _responses(page, type_, scale, course, labels)
    _line(page, scale, course, seen, protocol, labels)
    for point in seen:
        labels.place(page, scale.x(point.day), scale.y(point.tenths or 0), text.tenths_text(point.tenths or 0))
    draw_lanes(page, type_, (scale.left, scale.right, scale.low - 17), scale.x, course, protocol.dose.tolerance_pct)
    _legend(page, type_, top, own_visits=own_visits)


def _scale(course: Course, seen: Sequence[Point], protocol: Protocol, top: float, *, own_visits: bool) -> Scale:
    days = [point.day for point in course.points]
    days += [dose.day for dose in course.doses] + [missed.day for missed in course.missed]
    planned = [visit.day or 0 for visit in protocol.timed_visits] if own_visits else []
    first, last = min([0, *days]), max([7, *days, *planned])
    pad = max(3.0, (last - first) * 0.04)
    tallest = max(point.tenths or 0 for point in seen) * 1.12
    step = _step(tallest)
    highest = max(int(-(-tallest // step)) * step, step)
    foot = top - HEIGHT + 18
    low = foot + (LANES if course.doses or course.missed else LANE)
    return Scale(paper.LEFT + 62, paper.RIGHT - GUTTER, low, top - 34, first - pad, last + pad, highest, foot)


def _step(tallest: float) -> int:
    return next((step for step in STEPS if tallest / step <= 6), STEPS[-1])


def _windows(page: Page, scale: Scale, protocol: Protocol) -> None:
    for visit in protocol.timed_visits:
        day = visit.day or 0
        left, right = (
            max(scale.left, scale.x(day - visit.early_days)),
            min(scale.right, scale.x(day + visit.late_days)),
        )
        if right > left:
            page.box(left, scale.foot, right - left, scale.high - scale.foot, paper.BAND)


def _axes(page: Page, type_: Typesetter, scale: Scale, protocol: Protocol, *, own_visits: bool) -> None:
    foot = scale.foot
    page.rule(scale.left, foot, scale.left, scale.high, 0.7, paper.GREY)
    page.rule(scale.left, scale.low, scale.right, scale.low, 0.7, paper.GREY)
    page.rule(scale.left, foot, scale.right, foot, 0.7, paper.GREY)
    for tenths in range(0, scale.highest + 1, _step(scale.highest)):
        y = scale.y(tenths)
        words = str(tenths // 10)
        page.rule(scale.left - 3, y, scale.left, y, 0.7, paper.GREY)
        page.say(scale.left - 6 - type_.width(words, 9), y - 3, words, ink=paper.GREY)
    page.turned.append(paper.Turned(scale.left - 34, (scale.low + scale.high) / 2, _("PASI"), 9, 90, paper.GREY))
    free = scale.left - 30
    for week in _weeks(scale, protocol, own_visits=own_visits):
        x = scale.x(7 * week)
        words = _("Wk {n}").format(n=week).replace("-", text.MINUS)
        half = type_.width(words, 9) / 2
        page.rule(x, foot, x, foot - 3, 0.7, paper.GREY)
        if x - half > free:
            page.say(x - half, foot - 13, words, ink=paper.GREY)
            free = x + half + 3


def _weeks(scale: Scale, protocol: Protocol, *, own_visits: bool) -> list[int]:
    if own_visits:
        return [visit.week or 0 for visit in protocol.timed_visits]
    first, last = int(scale.first_day // 7) + 1, int(scale.last_day // 7)
    every = max(1, -(-(last - first + 1) // 13))
    return [week for week in range(first, last + 1) if week % every == 0]


def _responses(page: Page, type_: Typesetter, scale: Scale, course: Course, labels: Labels) -> None:
    """PASI 50, 75 and 90 of the participant's own baseline, each named with the largest total that still reaches it."""
    baseline = course.baseline_tenths
    if not baseline or course.baseline is None:
        reason = _("baseline PASI is 0") if baseline == 0 else _("no baseline PASI")
        lines = type_.wrap(_("No response lines: {reason}").format(reason=reason), LABEL, GUTTER - 8)
        for index, line in enumerate(lines):
            page.say(scale.right + 6, scale.high - 10 - 11 * index, line, LABEL, ink=paper.GREY)
        return
    start, lowest = scale.x(course.baseline.day), scale.high
    for response in trajectory.response_lines(course):
        y = scale.y(float(response.exact_tenths))
        page.shapes.append(Path(((start, y), (scale.right, y)), 0.9, paper.GREEN, None, FINE))
        labels.avoid_line(start, y, scale.right, y)
        lowest = min(y, lowest - 11)
        page.shapes.append(Path(((scale.right, y), (scale.right + 6, lowest)), 0.5, paper.GREEN))
        page.say(scale.right + 8, lowest - 3, response.label, LABEL, ink=paper.GREEN)


def _line(page: Page, scale: Scale, course: Course, seen: Sequence[Point], protocol: Protocol, labels: Labels) -> None:
    """Solid between consecutive visits, dashed across one without a PASI; a signed point is filled, another hollow."""
    for before, after in pairwise(seen):
        x1, y1 = scale.x(before.day), scale.y(before.tenths or 0)
        x2, y2 = scale.x(after.day), scale.y(after.tenths or 0)
        dash = GAP if any(_skipped(course, protocol, before, after)) else ()
        page.shapes.append(Path(((x1, y1), (x2, y2)), 1.5, paper.BLUE, None, dash))
        labels.avoid_line(x1, y1, x2, y2)
    for point in seen:
        x, y = scale.x(point.day), scale.y(point.tenths or 0)
        fill = paper.BLUE if point.state is State.SIGNED else paper.WHITE
        page.shapes.append(Disc(x, y, 3.4, 1.4, paper.BLUE, fill))
        labels.avoid_box(x - 4, y - 4, x + 4, y + 4)


def _skipped(course: Course, protocol: Protocol, before: Point, after: Point) -> Iterator[bool]:
    yield any(before.day < missed.day < after.day for missed in course.missed)
    yield any(before.day < point.day < after.day and point.tenths is None for point in course.points)
    if not before.imported and not after.imported:
        named = {point.visit for point in course.points}
        yield any(
            before.day < (visit.day or 0) < after.day and visit.key not in named for visit in protocol.timed_visits
        )


def _legend(page: Page, type_: Typesetter, top: float, *, own_visits: bool) -> None:
    x, y = paper.LEFT, top - 10
    entries = [
        (_("PASI"), "line"), (_("visit without PASI"), "dashed"), (_("signed"), "filled"),
        (_("not signed"), "hollow"), (_("response to own baseline"), "response"),
    ]  # fmt: skip
    for words, kind in [*entries, (_("visit window"), "band")] if own_visits else entries:
        wide = 22 + type_.width(words, LABEL)
        if x + wide > paper.RIGHT:
            x, y = paper.LEFT, y - 12
        _key(page, kind, x, y + 3)
        page.say(x + 22, y, words, LABEL, ink=paper.GREY)
        x += wide + 10


def _key(page: Page, kind: str, x: float, y: float) -> None:
    if kind in ("filled", "hollow"):
        page.shapes.append(Disc(x + 12, y, 3.4, 1.4, paper.BLUE, paper.BLUE if kind == "filled" else paper.WHITE))
    elif kind == "band":
        page.box(x + 2, y - 4, 16, 8, paper.BAND, paper.RULE)
    else:
        ink, width = (paper.GREEN, 0.8) if kind == "response" else (paper.BLUE, 1.5)
        dash: tuple[float, ...] = {"line": (), "dashed": GAP, "response": FINE}[kind]
        page.shapes.append(Path(((x, y), (x + 18, y)), width, ink, None, dash))
