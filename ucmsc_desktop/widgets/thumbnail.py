"""A trajectory as small as a stamp, drawn without the chart library: enough to see whether it falls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.trajectory import Segment, response_lines, seen
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory_labels import spread

LEFT, RIGHT, TOP, BOTTOM = 36, 64, 30, 26
WIDE, HIGH = 40, 20
"""The room of a value."""
LEVEL = 15
"""How high the name of a level is."""
MANY = 40
"""More points than these are drawn small."""
WEEK, STEPS = 38, (4, 8, 12, 24, 52, 104, 208)
"""The room of the name of a week, and how many weeks may lie between two of them."""


class CourseThumbnail(QWidget):
    """PASI by day with the response lines of the patient's own baseline.

    Hollow points are not signed, squares were taken over from an earlier record: as in the large chart.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a course."""
        super().__init__(parent)
        self._course = Course("")
        self._last_day = 84
        self._instead = ""
        self._gaps: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A stamp, wider than high."""
        return QSize(420, 200)

    def show_course(
        self, course: Course, last_day: int, instead: str = "", ways: Sequence[Segment] | None = None
    ) -> None:
        """Draw a course up to a day at least; `instead` is a sentence that is shown in its place.

        `ways` says which lines from one PASI to the next are dashed; without it none is.
        """
        self._course, self._instead = course, instead
        self._gaps = frozenset(place for place, way in enumerate(ways or ()) if way.bridged)
        self._last_day = max([last_day, *(point.day for point in course.points)])
        values = [text.tenths_text(point.tenths or 0) for point in self._seen()]
        self.setAccessibleName(_("PASI over time"))
        self.setAccessibleDescription(instead or _(", ").join(values))
        self.update()

    def _seen(self) -> list[Point]:
        return seen(self._course)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw axes, levels, line and points, or the sentence."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        if self._instead or not self._seen():
            painter.setPen(QColor(theme.current().secondary))
            words = self._instead or _("The chart starts with the first PASI.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, words)
        else:
            self._draw(painter)
        painter.end()

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(*(theme.scaled(side) for side in (LEFT, TOP, -RIGHT, -BOTTOM)))

    def _top(self) -> int:
        return max(10, *(point.tenths or 0 for point in self._seen()))

    def _place(self, day: float, tenths: float) -> QPointF:
        area = self._area()
        first = min(0, *(point.day for point in self._seen()), 0)
        x = area.left() + area.width() * (day - first) / max(1, self._last_day - first)
        return QPointF(x, area.bottom() - area.height() * tenths / self._top())

    def _draw(self, painter: QPainter) -> None:
        look, area = theme.current(), self._area()
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QColor(look.secondary))
        for week in self._weeks():
            at = self._place(7 * week, 0)
            box = QRectF(at.x() - 40, area.bottom() + 4, 80, theme.scaled(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, _("W{n}").format(n=week))
        self._draw_levels(painter)
        self._draw_missed(painter)
        self._draw_line(painter)

    def _weeks(self) -> range:
        """The weeks that are named: so many that their names stand apart."""
        last = self._last_day // 7
        wide = theme.scaled(WEEK)
        steps = (step for step in STEPS if self._place(7 * step, 0).x() - self._place(0, 0).x() >= wide)
        return range(0, last + 1, next(steps, last + 1))

    def _draw_levels(self, painter: QPainter) -> None:
        look, area, high = theme.current(), self._area(), theme.scaled(LEVEL)
        lines = response_lines(self._course)
        places = [self._place(self._last_day, line.largest_tenths) for line in lines]
        centres = spread([place.y() for place in places], high, 0, area.bottom() + high / 2)
        for line, place, centre in zip(lines, places, centres, strict=True):
            painter.setPen(QPen(QColor(look.ok), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), place.y()), place)
            painter.setPen(QColor(look.ok))
            box = QRectF(place.x() + 4, centre - high / 2, theme.scaled(RIGHT), high)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"PASI {line.threshold}")

    def _draw_missed(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(theme.current().warn), 2))
        for missed in self._course.missed:
            at = self._place(missed.day, 0)
            for way in (-1, 1):
                painter.drawLine(at + QPointF(-4, -4 * way), at + QPointF(4, 4 * way))

    def _draw_line(self, painter: QPainter) -> None:
        look, points = theme.current(), self._seen()
        places = [self._place(point.day, point.tenths or 0) for point in points]
        pen = QPen(QColor(look.accent), 1 if len(points) > MANY else 2)
        for way, (start, end) in enumerate(pairwise(places)):
            pen.setStyle(Qt.PenStyle.DashLine if way in self._gaps else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(start, end)
        for point, at in zip(points, places, strict=True):
            _draw_mark(painter, point, at, 2 if len(points) > MANY else 4)
        painter.setPen(QColor(look.text))
        painter.setFont(theme.bold(13))
        last = self._last_place(places[-1])
        self._write(painter, last, points[-1].tenths or 0)
        if len(points) > 1:
            first = self._first_place(places[0], last)
            self._write(painter, first, points[0].tenths or 0)

    @staticmethod
    def _write(painter: QPainter, place: QRectF, tenths: int) -> None:
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text.tenths_text(tenths))

    def _last_place(self, at: QPointF) -> QRectF:
        """To the right of the last point where there is room, else to the left on the side where no line comes from."""
        wide, high = theme.scaled(WIDE), theme.scaled(HIGH)
        over = at.y() - high - 6
        if at.x() + wide < self._area().right():
            return QRectF(at.x() + 2, over, wide, high)
        heights = [point.tenths or 0 for point in self._seen()[-2:]]
        falls, finds_room = heights[0] > heights[-1], at.y() + high + 6 < self._area().bottom()
        return QRectF(at.x() - wide, at.y() + 6 if falls and finds_room else over, wide, high)

    def _first_place(self, at: QPointF, taken: QRectF) -> QRectF:
        """Over the first point, or under it where the last value of a day nearby stands over both."""
        wide, high = theme.scaled(WIDE), theme.scaled(HIGH)
        over = QRectF(max(at.x() + 10 - wide, 0), at.y() - high - 6, wide, high)
        if not over.intersects(taken):
            return over
        under = over.translated(0, high + 12)
        beside = QRectF(max(at.x() - 6 - wide, 0), at.y() - high / 2, wide, high)
        return under if under.bottom() < self._area().bottom() and not under.intersects(taken) else beside


def _draw_mark(painter: QPainter, point: Point, at: QPointF, reach: int) -> None:
    look = theme.current()
    painter.setPen(QPen(QColor(look.accent), 2 if reach > 2 else 1))
    painter.setBrush(QColor(look.accent if point.state is State.SIGNED else look.surface))
    if point.imported:
        painter.drawRect(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
    else:
        painter.drawEllipse(at, reach, reach)
