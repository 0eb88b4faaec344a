"""The drawing of a trajectory with pyqtgraph, which costs 0.3 s of start-up: `trajectory.py` imports this late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsSimpleTextItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import (
    Stop,
    dose_marks,
    is_taken_over,
    response_lines,
    seen,
    segments,
    shown_visits,
    stops,
)
from ucmsc_desktop.domain.trajectory_words import state_words
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.theme import Theme
from ucmsc_desktop.widgets.trajectory_frame import Frame, frame, value_ticks, week_ticks
from ucmsc_desktop.widgets.trajectory_labels import ACROSS_COURSE, ACROSS_RESPONSE, Crowd, around, in_lane, spread

MANY = 40
"""Above so many values the marks are small and only the first, the last and the extremes are written beside them."""
NEAR = 26
"""A click so many pixels from a mark still means it."""
VISITS, CELLS = 0, 1
LEADING = 6
"""Pixels over and under the capitals of a word together."""


class TrajectoryPlot:
    """One course in one plot: lines and marks in days and PASI, words by the pixel, anew when the size changes."""

    def __init__(self, on_click: Callable[[Stop], None]) -> None:
        self.widget: QWidget = pg.PlotWidget(antialias=True)
        self._plot: Any = self.widget.getPlotItem()
        self._box: Any = self._plot.getViewBox()
        self._protocol: Protocol | None = None
        self._course = Course("")
        self._chosen: Stop | None = None
        self._frame: Frame | None = None
        self._words: list[QGraphicsItem] = []
        self._on_click = on_click
        self._keep_still()
        self._box.sigResized.connect(lambda _box: self.draw())
        self._plot.scene().sigMouseClicked.connect(self._clicked)

    def _keep_still(self) -> None:
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._box.setMouseEnabled(False, False)
        self._box.disableAutoRange()
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.getAxis("left").setWidth(60)
        self._plot.getAxis("bottom").setHeight(28)

    def show(self, course: Course, protocol: Protocol, chosen: Stop | None) -> None:
        """Draw a course, with a ring around the stop that is chosen."""
        self._course, self._protocol, self._chosen = course, protocol, chosen
        self.draw()

    def forget(self) -> None:
        """Draw nothing any more."""
        self._course, self._protocol, self._chosen, self._frame = Course(""), None, None, None
        self.draw()

    def draw(self, ratio: float = 0.0) -> None:
        """Draw everything at the size that the plot has now, for a screen or picture of so many pixels a point."""
        self._clear()
        look = theme.current()
        self.widget.setBackground(look.surface)  # type: ignore[attr-defined]
        width, height = self._box.width(), self._box.height()
        if self._protocol is None or width < 100 or height < 100:
            return
        drawing = _Drawing(self._plot, look, self._protocol, self._course, self.widget.font())
        drawing.ratio = ratio or self.widget.devicePixelRatioF()
        self._frame = drawing.draw(width, height, self._chosen)
        self._words = drawing.words

    def _clear(self) -> None:
        for item in self._words:
            self._plot.scene().removeItem(item)
        self._words = []
        self._plot.clear()

    def _clicked(self, event: Any) -> None:
        here = self._box.mapFromScene(event.scenePos())
        near = [(QLineF(here, place).length(), number) for number, (place, _stop) in enumerate(self._places())]
        if near and min(near)[0] <= NEAR:
            self._on_click(self._places()[min(near)[1]][1])

    def _places(self) -> list[tuple[QPointF, Stop]]:
        if self._frame is None:
            return []
        found: list[tuple[QPointF, Stop]] = []
        for stop in stops(self._course):
            if isinstance(stop, Point) and stop.tenths is not None:
                found.append((self._frame.at(stop), stop))
            found.append((QPointF(self._frame.x(stop.day), self._frame.lane(VISITS)), stop))
        return found


class _Drawing:
    """One drawing of one course at one size."""

    def __init__(self, plot: Any, look: Theme, protocol: Protocol, course: Course, font: QFont) -> None:
        self.words: list[QGraphicsItem] = []
        self.ratio = 1.0
        self._plot = plot
        self._box = plot.getViewBox()
        self._look = look
        self._protocol = protocol
        self._course = course
        base = QFontInfo(font).pixelSize()
        self._plain = _sized(font, base - 1)
        self._small_bold = _sized(font, base - 2, bold=True)
        self._bold = _sized(font, base, bold=True)
        self._points = seen(course)
        self._many = len(self._points) > MANY

    def draw(self, width: float, height: float, chosen: Stop | None) -> Frame:
        """Draw, and answer the frame in which it was drawn."""
        lines = response_lines(self._course)
        left = max(_width(self._small_bold, name) for name in self._lane_names()) + 40
        right = max([_width(self._plain, line.label) + 22 for line in lines], default=44)
        self._frame = frame(self._protocol, self._course, width, height, left, right)
        self._crowd = Crowd(self._frame.area)
        self._box.setXRange(self._frame.day(0), self._frame.day(width), padding=0)
        self._box.setYRange(self._frame.value(height), self._frame.value(0), padding=0)
        self._draw_axes()
        self._draw_windows()
        self._draw_responses()
        self._draw_course()
        self._draw_visits()
        if not is_taken_over(self._course):
            self._draw_doses()
        if not self._points:
            self._say_what_is_awaited()
        if chosen is not None:
            self._ring(chosen)
        return self._frame

    def _lane_names(self) -> list[str]:
        return [_("Visits")] if is_taken_over(self._course) else [_("Visits"), _("Million cells")]

    # --- The ground ---

    def _draw_axes(self) -> None:
        narrowest = _width(self._plain, _("Wk {week}").format(week=88)) + 8
        ticks = {
            "bottom": week_ticks(self._protocol, self._course, self._frame, narrowest),
            "left": value_ticks(self._frame, 44),
        }
        for name, named in ticks.items():
            axis = self._plot.getAxis(name)
            axis.setPen(self._pen(self._look.line))
            axis.setTextPen(self._look.secondary)
            axis.setTickFont(self._plain)
            axis.setTicks([named])
        self._plot.getAxis("left").setLabel(
            _("PASI"), **{"font-size": f"{self._plain.pixelSize()}px", "color": self._look.secondary}
        )
        self._line([QLineF(0, self._frame.zero, self._frame.width, self._frame.zero)], self._pen(self._look.line))
        for number, name in enumerate(self._lane_names()):
            middle = self._frame.lane(number)
            self._write(name, self._small_bold, self._look.secondary, QPointF(6, middle - _high(self._small_bold) / 2))

    def _draw_windows(self) -> None:
        visits = shown_visits(self._protocol, self._course)
        if not visits:
            return
        bands = pg.BarGraphItem(
            x0=[(visit.day or 0) - visit.early_days for visit in visits],
            x1=[(visit.day or 0) + visit.late_days for visit in visits],
            y0=self._frame.value(self._frame.height),
            y1=self._frame.value(0),
            pen=None,
            brush=self._look.accent_soft,
        )
        self._plot.addItem(bands)

    def _draw_responses(self) -> None:
        lines = response_lines(self._course)
        levels = [self._frame.across(float(line.exact_tenths) / 10) for line in lines]
        pen = self._pen(self._look.ok, 1, dash=[7, 4])
        self._line(levels, pen)
        self._crowd.avoid(levels, ACROSS_RESPONSE)
        height = _high(self._plain)
        centres = spread([level.y1() for level in levels], height + 2, 0, self._frame.zero)
        for line, level, centre in zip(lines, levels, centres, strict=True):
            corner = QPointF(level.x2() + 16, centre - height / 2)
            self._crowd.take(self._write(line.label, self._plain, self._look.ok, corner))
            self._lead(QLineF(level.p2(), QPointF(level.x2() + 13, centre)))

    def _lead(self, line: QLineF) -> None:
        leader = QGraphicsLineItem(line, self._box)
        leader.setPen(QPen(QColor(self._look.ok), 1))
        self.words.append(leader)

    # --- The course ---

    def _draw_course(self) -> None:
        ways = segments(self._protocol, self._course)
        width = 1.0 if self._many else 2.4
        for bridged in (False, True):
            lines = [
                QLineF(self._frame.at(way.start), self._frame.at(way.end)) for way in ways if way.bridged is bridged
            ]
            self._line(lines, self._pen(self._look.accent, width, dash=[4, 3] if bridged else None))
            self._crowd.avoid(lines, ACROSS_COURSE)
        size = 6 if self._many else 13
        self._mark([(self._frame.at(point), point) for point in self._points], size)
        for point in self._points:
            self._crowd.take(_square(self._frame.at(point), size))
        for point in self._told():
            self._tell(point)

    def _told(self) -> list[Point]:
        if not self._points or not self._many:
            return self._points[:1] + self._points[:0:-1]
        by_height = sorted(self._points, key=lambda point: point.tenths or 0)
        return list(dict.fromkeys([self._points[0], self._points[-1], by_height[-1], by_height[0]]))

    def _tell(self, point: Point) -> None:
        value = text.tenths_text(point.tenths or 0)
        apart = point.state is State.DRAFT or (point.imported and not is_taken_over(self._course))
        for words in [f"{value} {state_words(point)}", value] if apart else [value]:
            size = QSizeF(_width(self._bold, words), _high(self._bold))
            place = self._crowd.settle(around(self._frame.at(point), size, 7 if self._many else 11))
            if place is not None:
                self._write(words, self._bold, self._look.text, place.topLeft())
                return

    def _say_what_is_awaited(self) -> None:
        words = _("Chart starts with the week-0 PASI")
        middle = self._frame.left + (self._frame.width - self._frame.left - self._frame.right) / 2
        corner = QPointF(middle - _width(self._bold, words) / 2, self._frame.zero / 2)
        self._write(words, self._bold, self._look.secondary, corner)

    def _ring(self, stop: Stop) -> None:
        is_value = isinstance(stop, Point) and stop.tenths is not None
        place = QPointF(self._frame.x(stop.day), self._frame.lane(VISITS))
        if is_value and isinstance(stop, Point):
            place = self._frame.at(stop)
        self._scatter([place], "o", 23, None, pg.mkPen(self._look.accent, width=2))

    # --- The lanes ---

    def _draw_visits(self) -> None:
        middle = self._frame.lane(VISITS)
        present = [(QPointF(self._frame.x(point.day), middle), point) for point in self._points]
        self._mark(present, 5 if self._many else 12)
        absent: list[tuple[int, str]] = [(missed.day, _("missed")) for missed in self._course.missed]
        absent += [
            (point.day, _(point.missing.label) if point.missing else _("incomplete"))
            for point in self._course.points
            if point.tenths is None
        ]
        crosses = [(QPointF(self._frame.x(day), middle), (words,), False) for day, words in sorted(absent)]
        self._lane(crosses, [place for place, _point in present], "x")

    def _draw_doses(self) -> None:
        middle = self._frame.lane(CELLS)
        marks = dose_marks(self._protocol, self._course)
        triangles = [
            (QPointF(self._frame.x(mark.day), middle), (mark.label, mark.short), mark.complete) for mark in marks
        ]
        self._lane(triangles, [], "t1")

    def _lane(
        self, marks: Sequence[tuple[QPointF, Sequence[str], bool]], others: Sequence[QPointF], symbol: str
    ) -> None:
        """Draw marks of a lane with their words: whole ones filled, the others in the colour of a warning."""
        warn = self._look.warn
        whole = [place for place, _words, complete in marks if complete]
        partial = [place for place, _words, complete in marks if not complete]
        self._scatter(whole, symbol, 15, self._look.accent, pg.mkPen(self._look.accent))
        filled = warn if symbol == "x" else self._look.surface
        self._scatter(partial, symbol, 15, filled, pg.mkPen(warn, width=1.8))
        crowd = Crowd(QRectF(0, 0, self._frame.width, self._frame.height + 2))
        crowd.take(*(_square(place, 17) for place in (*others, *whole, *partial)))
        for place, choices, complete in marks:
            self._write_in_lane(crowd, place, choices, self._look.secondary if complete else warn)

    def _write_in_lane(self, crowd: Crowd, mark: QPointF, choices: Sequence[str], colour: str) -> None:
        for words in choices:
            size = QSizeF(_width(self._plain, words), _high(self._plain))
            settled = crowd.settle(in_lane(mark, size, 11))
            if settled is not None:
                self._write(words, self._plain, colour, settled.topLeft())
                return

    # --- Marks, lines and words ---

    def _mark(self, marks: Iterable[tuple[QPointF, Point]], size: int) -> None:
        """Draw assessments: round, or square when imported; filled when signed, hollow when not."""
        look = self._look
        kinds: dict[tuple[bool, bool], list[QPointF]] = {}
        for place, point in marks:
            kinds.setdefault((point.imported, point.state is State.SIGNED), []).append(place)
        for (imported, signed), places in kinds.items():
            brush, pen = (look.accent, look.surface) if signed else (look.surface, look.accent)
            width = 1.0 if size < 10 else 1.5 if signed else 2.4
            self._scatter(places, "s" if imported else "o", size, brush, pg.mkPen(pen, width=width))

    def _scatter(self, places: Sequence[QPointF], symbol: str, size: int, brush: str | None, pen: QPen) -> None:
        if places:
            x = [self._frame.day(place.x()) for place in places]
            y = [self._frame.value(place.y()) for place in places]
            self._plot.addItem(pg.ScatterPlotItem(x, y, symbol=symbol, size=size, brush=brush, pen=pen))

    def _pen(self, colour: str, width: float = 1.0, dash: list[int] | None = None) -> QPen:
        """A pen for lines in days and PASI: Qt keeps its width in pixels of the device, whatever they measure."""
        pen: QPen = pg.mkPen(colour, width=width * self.ratio, dash=dash)
        return pen

    def _line(self, lines: Iterable[QLineF], pen: QPen) -> None:
        ends = [end for line in lines for end in (line.p1(), line.p2())]
        if ends:
            x = [self._frame.day(end.x()) for end in ends]
            y = [self._frame.value(end.y()) for end in ends]
            self._plot.addItem(pg.PlotCurveItem(x, y, pen=pen, connect="pairs", antialias=True))

    def _write(self, words: str, font: QFont, colour: str, corner: QPointF) -> QRectF:
        item = QGraphicsSimpleTextItem(words, self._box)
        item.setFont(font)
        item.setBrush(QColor(colour))
        item.setPos(corner - QPointF(0, QFontMetricsF(font).ascent() - _high(font) + LEADING / 2))
        item.setZValue(10)
        self.words.append(item)
        return QRectF(corner, QSizeF(_width(font, words), _high(font)))


def _sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(pixels, 8))
    sized.setBold(bold)
    return sized


def _width(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(words)


def _high(font: QFont) -> float:
    """How high words are without the room that a font keeps for other scripts."""
    return QFontMetricsF(font).capHeight() + LEADING


def _square(middle: QPointF, size: float) -> QRectF:
    return QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
