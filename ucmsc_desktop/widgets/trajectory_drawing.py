"""One drawing of a trajectory: the ground, the levels, the cohort behind it, the lines, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPen

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.measures import Level, Trace, Value
from ucmsc_desktop.domain.trajectory import is_taken_over, shown_visits
from ucmsc_desktop.domain.trajectory_words import state_words
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.theme import Theme
from ucmsc_desktop.widgets.trajectory_canvas import Canvas, Fonts, Look, cut, high, size, square, width
from ucmsc_desktop.widgets.trajectory_frame import AXIS, EDGE, Frame
from ucmsc_desktop.widgets.trajectory_labels import ACROSS_COURSE, ACROSS_RESPONSE, Crowd, around, spread
from ucmsc_desktop.widgets.trajectory_lanes import LaneDrawing, thickness
from ucmsc_desktop.widgets.trajectory_shown import Shown, span
from ucmsc_desktop.widgets.trajectory_styles import (
    IMPORTED,
    IQR_ALPHA,
    MEDIAN,
    RELAPSE,
    RESPONSE,
    Style,
    bridge_dash,
    styles,
)
from ucmsc_desktop.widgets.trajectory_ticks import value_ticks, week_ticks
from ucmsc_desktop.widgets.trajectory_zoom import Days

MANY = 40
"""Above so many values the marks are small and only the first, the last and the extremes are written beside them."""

TICKS = 36
"""Values are named so many pixels apart at least."""


def leaving(trace: Trace, day: float) -> float | None:
    """How high a line is where it leaves the days in sight, None when it does not pass there."""
    for before, after in pairwise(trace.values):
        if before.day <= day < after.day:
            start, end = float(before.value), float(after.value)
            return start + (day - before.day) / (after.day - before.day) * (end - start)
    return None


class Drawing:
    """One drawing at one size; `frame` tells where things came to lie."""

    def __init__(self, canvas: Canvas, look: Theme, shown: Shown, seen: Days, font: QFont) -> None:
        self._canvas = canvas
        self._look = look
        self._shown = shown
        self._fonts = Fonts(font)
        self._styles = styles(look, len(shown.plot.traces))
        self._many = max((len(trace.values) for trace in shown.plot.traces), default=0) > MANY
        self._lanes = LaneDrawing(canvas, look, self._fonts, shown)
        self.frame = self._framed(seen)
        self._crowd = Crowd(self.frame.values.adjusted(2, 1, -2, -1))

    def _framed(self, seen: Days) -> Frame:
        names = [width(self._fonts.small_bold, name) for name in self._lanes.names]
        wide = [width(self._fonts.plain, words) + 30 for words, _place, _colour in self._ends(None)]
        frame = Frame(
            width=self._canvas.view.width(),
            height=self._canvas.view.height(),
            left=max([*names, width(self._fonts.plain, "−100") + high(self._fonts.plain) + 10]) + 12,
            right=max(wide, default=16),
            lanes=0,
            span=span(self._shown, seen),
        )
        return replace(frame, lanes=self._lanes.pack(frame))

    @property
    def visits_at(self) -> float:
        """Pixels of the marks in the lane of visits from the upper edge, once they are drawn."""
        return self._lanes.middle(0)

    def draw(self) -> None:
        """Draw everything, from the ground up."""
        self._canvas.fit(self.frame)
        self._draw_windows()
        self._draw_cohort()
        self._draw_axes()
        self._draw_levels()
        self._draw_relapse()
        for trace, style in zip(self._shown.plot.traces, self._styles, strict=True):
            self._draw_trace(trace, style)
        self._draw_ends()
        self._tell()
        if not self._shown.values:
            self._say_why_empty()
        self._lanes.draw(self.frame)

    # --- The ground ---

    def _draw_axes(self) -> None:
        frame, fonts, look, canvas = self.frame, self._fonts, self._look, self._canvas
        edge = QPen(QColor(look.line))
        days = (frame.day(frame.left), frame.day(frame.values.right()))
        canvas.line(canvas.values, days, (0.0, 0.0), canvas.pen(look.line))
        bottom = frame.under.bottom()
        for start, end in (
            (QPointF(frame.left, 0), QPointF(frame.left, bottom)),
            (QPointF(frame.left, bottom), QPointF(frame.values.right(), bottom)),
        ):
            canvas.rule(start, end, edge)
        narrowest = width(fonts.plain, _("Wk {week}").format(week=88)) + 8
        for day, words in week_ticks(self._shown.protocol, self._shown.course, frame, narrowest):
            x = frame.x(day)
            canvas.rule(QPointF(x, bottom), QPointF(x, bottom + 4), edge)
            corner = QPointF(x - width(fonts.plain, words) / 2, bottom + (AXIS - high(fonts.plain)) / 2 + 1)
            canvas.write(words, fonts.plain, look.secondary, corner)
        for value, words in value_ticks(frame, TICKS):
            y = frame.y(value)
            canvas.rule(QPointF(frame.left - 4, y), QPointF(frame.left, y), edge)
            corner = QPointF(frame.left - 8 - width(fonts.plain, words), y - high(fonts.plain) / 2)
            canvas.write(words, fonts.plain, look.secondary, corner)
        name = cut(fonts.plain, self._shown.plot.axis, frame.floor)
        middle = (frame.floor + width(fonts.plain, name)) / 2
        canvas.write(name, fonts.plain, look.secondary, QPointF(2, middle), turned=True)

    def _draw_windows(self) -> None:
        spans = [
            ((visit.day or 0) - visit.early_days, (visit.day or 0) + visit.late_days)
            for visit in shown_visits(self._shown.protocol, self._shown.course)
        ]
        if spans:
            frame, colour = self.frame, self._look.accent_soft
            self._canvas.bars(self._canvas.values, spans, frame.value(frame.floor), frame.value(0), colour)
            self._canvas.bars(self._canvas.lanes, spans, -frame.lanes, 0, colour)

    def _draw_cohort(self) -> None:
        found = self._shown.spread
        if found is None:
            return
        days = [float(day) for day in found.days]
        ink = QColor(self._look.secondary)
        ink.setAlpha(IQR_ALPHA)
        lows, highs, medians = (list(map(float, row)) for row in (found.lows, found.highs, found.medians))
        self._canvas.band(self._canvas.values, days, lows, highs, ink)
        pen = self._canvas.pen(self._look.secondary, 1.6, MEDIAN)
        self._canvas.line(self._canvas.values, days, medians, pen)
        places = [QPointF(self.frame.x(day), self.frame.y(value)) for day, value in zip(days, medians, strict=True)]
        self._crowd.avoid(map(QLineF, places, places[1:]), ACROSS_RESPONSE)

    def _draw_levels(self) -> None:
        ends = (self.frame.day(self.frame.left), self.frame.day(self.frame.values.right()))
        for level in self._levels():
            pen = self._canvas.pen(self._look.ok, 1, RESPONSE)
            self._canvas.line(self._canvas.values, ends, (float(level.value),) * 2, pen)
            y = self.frame.y(float(level.value))
            self._crowd.avoid([QLineF(self.frame.left, y, self.frame.values.right(), y)], ACROSS_RESPONSE)

    def _levels(self) -> list[Level]:
        return [level for level in self._shown.plot.levels if self._shown.values]

    def _draw_relapse(self) -> None:
        day = self._shown.plot.relapse_day
        if day is None or not self.frame.shows(day):
            return
        frame, font = self.frame, self._fonts.plain
        ends = (frame.value(frame.floor), frame.value(0))
        pen = self._canvas.pen(self._look.error, 1.4, RELAPSE)
        self._canvas.line(self._canvas.values, (day, day), ends, pen)
        x, words = frame.x(day), _("relapse")
        self._crowd.avoid([QLineF(x, 0, x, frame.floor)], ACROSS_COURSE)
        room = size(font, words)
        left = x + 6 if x + 6 + room.width() < frame.values.right() else x - 6 - room.width()
        self._crowd.take(self._canvas.write(words, font, self._look.error, QPointF(left, 4)))

    # --- The lines ---

    def _draw_trace(self, trace: Trace, style: Style) -> None:
        thick = 1.0 if self._many else 2.4 if self._shown.is_single else 1.8
        for bridged, dash in ((False, style.dash), (True, bridge_dash(len(self._styles)))):
            ways = [way for number, way in enumerate(pairwise(trace.values), 1) if (number in trace.bridged) is bridged]
            xs = [float(end.day) for way in ways for end in way]
            ys = [float(end.value) for way in ways for end in way]
            self._canvas.line(self._canvas.values, xs, ys, self._canvas.pen(style.colour, thick, dash), "pairs")
            self._crowd.avoid((QLineF(self.frame.at(a), self.frame.at(b)) for a, b in ways), ACROSS_COURSE)
        side = 6 if self._many else 13 if self._shown.is_single else 11
        self._draw_marks(trace, style, side)
        self._crowd.take(*(square(self.frame.at(value), side) for value in trace.values))

    def _draw_marks(self, trace: Trace, style: Style, side: int) -> None:
        """Marks of assessments: square when imported; filled when signed, hollow when not."""
        kinds: dict[tuple[bool, bool], list[Value]] = {}
        for value in trace.values:
            kinds.setdefault((value.imported, value.state is State.SIGNED), []).append(value)
        for (imported, signed), values in kinds.items():
            fill, edge = (style.colour, self._look.surface) if signed else (self._look.surface, style.colour)
            mark = Look(IMPORTED if imported and self._shown.is_single else style.symbol, fill, edge)
            days, heights = [float(value.day) for value in values], [float(value.value) for value in values]
            self._canvas.marks(self._canvas.values, days, heights, mark, side, thickness(side, signed=signed))

    # --- The words beside the lines ---

    def _ends(self, frame: Frame | None) -> Iterator[tuple[str, QPointF, str]]:
        """What is written right of the values: the levels, or where there are several lines, their names."""
        for level in self._levels():
            yield level.label, QPointF(0, frame.y(float(level.value)) if frame else 0), self._look.ok
        if self._shown.is_single:
            return
        for trace, style in zip(self._shown.plot.traces, self._styles, strict=True):
            last = trace.values[-1] if trace.values else None
            if last is None:
                continue
            if frame is None or frame.shows(last.day):
                yield f"{trace.name} {last.words}", frame.at(last) if frame else QPointF(), style.colour
            elif (height := leaving(trace, frame.day(frame.values.right() - EDGE))) is not None:
                yield trace.name, QPointF(frame.values.right(), frame.y(height)), style.colour

    def _draw_ends(self) -> None:
        found = sorted(self._ends(self.frame), key=lambda end: end[1].y())
        font, edge = self._fonts.plain, self.frame.values.right()
        tall = high(font)
        heights = [min(max(place.y(), 0.0), self.frame.floor) for _words, place, _colour in found]
        centres = spread(heights, tall + 3, 0, self.frame.floor)
        for (words, place, colour), centre in zip(found, centres, strict=True):
            inside = 0 <= place.y() <= self.frame.floor
            if not inside and place.x() == 0:
                continue
            start = QPointF(min(place.x() + 9, edge) if place.x() else edge, place.y())
            pen = QPen(QColor(colour), 1, Qt.PenStyle.SolidLine if not place.x() else Qt.PenStyle.DotLine)
            if inside:
                self._canvas.rule(start, QPointF(edge + 9, centre), pen)
            self._canvas.write(words, font, colour, QPointF(edge + 13, centre - tall / 2))

    def _tell(self) -> None:
        if self._shown.is_single:
            for value in self._told(self._shown.values):
                self._tell_one(value)

    def _told(self, values: list[Value]) -> list[Value]:
        seen = [value for value in values if self.frame.shows(value.day)]
        if len(seen) <= MANY:
            return seen[:1] + seen[:0:-1]
        by_height = sorted(seen, key=lambda value: value.value)
        return list({value.day: value for value in (seen[0], seen[-1], by_height[-1], by_height[0])}.values())

    def _tell_one(self, value: Value) -> None:
        apart = value.state is State.DRAFT or (value.imported and not is_taken_over(self._shown.course))
        for words in [f"{value.words} {state_words(value)}", value.words] if apart else [value.words]:
            font, mark = self._fonts.bold, self.frame.at(value)
            place = self._crowd.settle(around(mark, size(font, words), 7 if self._many else 11), mark)
            if place is not None:
                self._canvas.write(words, font, self._look.text, place.topLeft())
                return

    def _say_why_empty(self) -> None:
        """Say in the middle what the chart waits for; more of it is in the notes over the chart."""
        words = self._shown.plot.absent[0].removesuffix(".") if self._shown.plot.absent else ""
        room, area = size(self._fonts.bold, words), self.frame.values
        if room.width() < area.width():
            corner = QPointF(area.center().x() - room.width() / 2, area.height() / 2)
            self._canvas.write(words, self._fonts.bold, self._look.secondary, corner)
