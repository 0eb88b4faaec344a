"""The lanes under a trajectory: visits, million cells, and adverse events in rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPen

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.lanes import MOST_ROWS, EventBar, Packed, gravest
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.theme import Theme
from ucmsc_desktop.widgets.trajectory_canvas import Canvas, Fonts, Look, cut, high, size, square, width
from ucmsc_desktop.widgets.trajectory_frame import EDGE, Frame
from ucmsc_desktop.widgets.trajectory_labels import Crowd, in_lane
from ucmsc_desktop.widgets.trajectory_shown import Shown

LANE = 34
STACKED, UPPER = 48, 14
"""A lane whose words stand under their marks, and how far from its edge the marks lie then."""
ROW = 24
SHORTEST = 8
MANY = 40
SHARE = 0.36
"""The lanes take no more than this part of the height; events that find no room are counted."""

Marked = tuple[float, Sequence[str], bool]


class LaneDrawing:
    """Draws the lanes of one picture. `pack` comes first: it tells how high they are."""

    def __init__(self, canvas: Canvas, look: Theme, fonts: Fonts, shown: Shown) -> None:
        self._canvas = canvas
        self._look = look
        self._fonts = fonts
        self._shown = shown
        self._packed = Packed((), ())
        self._stacked = [False, False]
        self._taken: dict[int, list[QRectF]] = {}
        lanes = shown.lanes
        events = [_("Adverse events")] if lanes.events else []
        self.names = [_("Visits"), *([_("Million cells")] if lanes.with_cells else []), *events]
        self._plain = len(self.names) - len(events)

    def pack(self, frame: Frame) -> float:
        """Put the events into rows, and answer how many pixels all lanes need."""
        lanes = self._shown.lanes
        visits = [(float(mark.day), mark.words) for mark in lanes.visits]
        cells = [(float(mark.day), mark.label) for mark in lanes.cells if lanes.with_cells]
        self._stacked = [self._lies_near(frame, marks) for marks in (visits, cells)]
        ends = frame.day(frame.left + EDGE), frame.day(frame.values.right() - EDGE)

        def room(span: EventSpan) -> float:
            last = ends[1] if span.ongoing else span.last_day if span.last_day is not None else span.day
            long = max(0.0, min(last, ends[1]) - max(span.day, ends[0]))
            words = width(self._fonts.small, _label(span)) + 26
            return long if long * frame.pixels_per_day > words else long + words / frame.pixels_per_day

        if self._shown.lanes.events:
            spare = SHARE * frame.height - self._plain_height()
            rows = min(MOST_ROWS, max(int(spare / ROW) - 1, 1))
            self._packed = gravest(self._shown.lanes.events, (ceil(ends[0]), floor(ends[1])), room, rows)
        rows = self._packed.rows + bool(self._packed.left_out)
        least = ROW if len(self.names) > self._plain else 0
        return self._plain_height() + max(rows * ROW, least) + 4

    def _plain_height(self) -> float:
        return LANE * self._plain + (STACKED - LANE) * sum(self._stacked)

    def _lies_near(self, frame: Frame, marks: Sequence[tuple[float, str]]) -> bool:
        """Whether marks lie too near to each other for their words between them."""
        seen = [(day, words) for day, words in marks if frame.shows(day)]
        return any(
            words and (after - day) * frame.pixels_per_day < width(self._fonts.plain, words) + 24
            for (day, words), (after, _words) in pairwise(seen)
        )

    def draw(self, frame: Frame) -> None:
        """Draw all lanes."""
        self._frame = frame
        for number, name in enumerate(self.names):
            middle = self.middle(number) if number < self._plain else frame.floor + self._plain_height() + ROW / 2
            corner = QPointF(frame.left - 8 - width(self._fonts.small_bold, name), middle)
            corner -= QPointF(0, high(self._fonts.small_bold) / 2)
            self._canvas.write(name, self._fonts.small_bold, self._look.secondary, corner)
        self._draw_visits()
        if self._shown.lanes.with_cells:
            cells = [(float(mark.day), (mark.label, mark.short), mark.complete) for mark in self._shown.lanes.cells]
            self._lane(1, cells, [], "t1")
        for bar in self._packed.bars:
            self._draw_event(bar)
        if self._packed.left_out:
            self._count_left_out(len(self._packed.left_out))

    def middle(self, number: int) -> float:
        """Pixels of the middle of a lane from the upper edge."""
        above = sum(STACKED if stacked else LANE for stacked in self._stacked[:number])
        return self._frame.floor + above + (UPPER if self._stacked[number] else LANE / 2)

    def _draw_visits(self) -> None:
        marks = self._shown.lanes.visits
        imported = {point.visit for point in self._shown.course.points if point.imported}
        held = [mark for mark in marks if not mark.crossed]
        side = 5 if len(held) > MANY else 12
        kinds: dict[tuple[bool, bool], list[float]] = {}
        for mark in held:
            kinds.setdefault((mark.visit in imported, mark.state is State.SIGNED), []).append(float(mark.day))
        for (is_imported, signed), days in kinds.items():
            accent, surface = self._look.accent, self._look.surface
            fill, edge = (accent, surface) if signed else (surface, accent)
            look = Look("s" if is_imported else "o", fill, edge)
            self._marks(0, days, look, side, thickness(side, signed=signed))
        crosses = [(float(mark.day), (mark.words,), False) for mark in marks if mark.crossed]
        self._lane(0, crosses, [float(mark.day) for mark in held], "x")

    def _marks(self, lane: int, days: Sequence[float], look: Look, side: float, thick: float) -> None:
        heights = [self._frame.floor - self.middle(lane)] * len(days)
        self._canvas.marks(self._canvas.lanes, days, heights, look, side, thick)

    def _lane(self, number: int, marks: Sequence[Marked], others: Sequence[float], symbol: str) -> None:
        """Draw marks of a lane with their words: whole ones filled, the others in the colour of a warning."""
        warn, accent, frame = self._look.warn, self._look.accent, self._frame
        whole = [day for day, _words, complete in marks if complete]
        partial = [day for day, _words, complete in marks if not complete]
        fill = warn if symbol == "x" else self._look.surface
        self._marks(number, whole, Look(symbol, accent, accent), 15, 1)
        self._marks(number, partial, Look(symbol, fill, warn), 15, 1.8)
        middle, stacked = self.middle(number), self._stacked[number]
        tall = STACKED if stacked else LANE
        top = middle - (UPPER if stacked else LANE / 2)
        crowd = Crowd(QRectF(frame.left + EDGE, top, frame.width - frame.left - EDGE, tall))
        crowd.take(*(square(QPointF(frame.x(day), middle), 17) for day in (*others, *whole, *partial)))
        for day, choices, complete in marks:
            if frame.shows(day):
                where = QPointF(frame.x(day), middle)
                self._write(crowd, where, choices, self._look.secondary if complete else warn, under=stacked)

    def _write(self, crowd: Crowd, mark: QPointF, choices: Sequence[str], colour: str, *, under: bool) -> None:
        for words in choices:
            settled = crowd.settle(in_lane(mark, size(self._fonts.plain, words), 11)[under:])
            if settled is not None:
                self._canvas.write(words, self._fonts.plain, colour, settled.topLeft())
                return

    # --- Adverse events ---

    def _draw_event(self, bar: EventBar) -> None:
        frame = self._frame
        pen = QPen(QColor(self._look.error if bar.span.serious else self._look.warn), 4)
        y = frame.floor + self._plain_height() + (bar.row + 0.5) * ROW
        left = max(frame.x(bar.first), frame.left + EDGE)
        right = min(max(frame.x(bar.last), left + SHORTEST), frame.values.right() - EDGE)
        words, place = self._words_of(bar, left, right, y)
        if place.left() > left and place.right() < right:
            self._canvas.rule(QPointF(left, y), QPointF(place.left() - 5, y), pen)
            self._canvas.rule(QPointF(place.right() + 5, y), QPointF(right, y), pen)
        else:
            self._canvas.rule(QPointF(left, y), QPointF(right, y), pen)
        if bar.span.ongoing:
            for slant in (-5, 5):
                self._canvas.rule(QPointF(right - 5, y + slant), QPointF(right, y), QPen(pen.color(), 2))
        self._canvas.write(words, self._fonts.small, pen.color().name(), place.topLeft())

    def _words_of(self, bar: EventBar, left: float, right: float, y: float) -> tuple[str, QRectF]:
        """The words of an event in its bar, right of it, or left; where there is no room for all of them, cut."""
        words = _label(bar.span)
        room = size(self._fonts.small, words)
        corner = QPointF(left + 10, y - room.height() / 2)
        if right - left <= room.width() + 26:
            corner.setX(right + 8)
        row = self._taken.setdefault(bar.row, [])
        place, outside = QRectF(corner, room), self._frame.width - 4
        if place.right() > outside:
            beside = place.translated(left - 8 - place.right(), 0)
            if not any(beside.intersects(other) for other in row) and beside.left() > self._frame.left:
                place = beside
            else:
                place.setRight(outside)
                words = cut(self._fonts.small, words, place.width())
        row.append(place.united(QRectF(left, y - 2, right - left, 4)))
        return words, place

    def _count_left_out(self, count: int) -> None:
        words = text.ngettext("and {n} more event", "and {n} more events", count).format(n=count)
        y = self._frame.under.bottom() - 4 - ROW / 2 - high(self._fonts.small) / 2
        self._canvas.write(words, self._fonts.small, self._look.secondary, QPointF(self._frame.left + 8, y))


def _label(span: EventSpan) -> str:
    """Grade and term, and whether it is serious."""
    return _("{event}, serious").format(event=span.label) if span.serious else span.label


def thickness(side: float, *, signed: bool) -> float:
    """How thick the edge of a mark of a size is: that of a hollow one is seen."""
    return 1.0 if side < 10 else 1.5 if signed else 2.4
