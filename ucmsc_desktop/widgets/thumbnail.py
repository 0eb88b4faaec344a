"""A trajectory as small as a stamp, drawn without the chart library: enough to see whether it falls."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.trajectory import response_lines, seen
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

LEFT, RIGHT, TOP, BOTTOM = 36, 64, 22, 26


class CourseThumbnail(QWidget):
    """PASI by day with the response lines of the patient's own baseline; hollow points are not signed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a course."""
        super().__init__(parent)
        self._course = Course("")
        self._last_day = 84
        self._instead = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A stamp, wider than high."""
        return QSize(420, 200)

    def show_course(self, course: Course, last_day: int, instead: str = "") -> None:
        """Draw a course up to a day at least; `instead` is a sentence that is shown in its place."""
        self._course, self._instead = course, instead
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
        for week in range(0, self._last_day // 7 + 1, 4):
            at = self._place(7 * week, 0)
            box = QRectF(at.x() - 40, area.bottom() + 4, 80, theme.scaled(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, _("W{n}").format(n=week))
        self._draw_levels(painter)
        self._draw_missed(painter)
        self._draw_line(painter)

    def _draw_levels(self, painter: QPainter) -> None:
        look = theme.current()
        for line in response_lines(self._course):
            at = self._place(self._last_day, line.largest_tenths)
            painter.setPen(QPen(QColor(look.ok), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._area().left(), at.y()), at)
            painter.setPen(QColor(look.ok))
            high = theme.scaled(18)
            box = QRectF(at.x() + 4, at.y() - high / 2, theme.scaled(RIGHT), high)
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
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(places)
        for point, at in zip(points, places, strict=True):
            signed = point.state is State.SIGNED or point.imported
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.accent if signed else look.surface))
            painter.drawEllipse(at, 4, 4)
        painter.setPen(QColor(look.text))
        painter.setFont(theme.bold(13))
        for number in {0, len(points) - 1}:
            self._draw_value(painter, places[number], points[number].tenths or 0, is_last=number > 0)

    def _draw_value(self, painter: QPainter, at: QPointF, tenths: int, *, is_last: bool) -> None:
        # The line comes from the left, so the last value stands to the right of its point where it finds room.
        wide, high = theme.scaled(44), theme.scaled(20)
        to_right = is_last and at.x() + wide < self._area().right()
        left = at.x() + 2 if to_right else at.x() + (0 if is_last else 10) - wide
        side = Qt.AlignmentFlag.AlignLeft if to_right else Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, at.y() - high - 6, wide, high), side, text.tenths_text(tenths))


class DosePips(QWidget):
    """How many of the planned doses were given: filled pips for whole ones, hollow amber in part, grey for the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without doses."""
        super().__init__(parent)
        self._given, self._planned = 0, 0
        self._partial: frozenset[int] = frozenset()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A row of pips."""
        return QSize(26 * max(1, self._planned), 24)

    def show_doses(self, given: int, planned: int, partial: Collection[int] = ()) -> None:
        """Show how many of how many, and which of those given, counted from 0, were given in part."""
        self._given, self._planned, self._partial = given, planned, frozenset(partial)
        self.setAccessibleName(_("{given} of {planned} doses given").format(given=given, planned=planned))
        self.setAccessibleDescription(_("{n} in part").format(n=len(self._partial)) if self._partial else "")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the pips."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self._planned):
            whole = number < self._given and number not in self._partial
            edge = look.accent if whole else look.warn if number < self._given else look.border
            painter.setPen(QPen(QColor(edge), 2))
            painter.setBrush(QColor(look.accent if whole else look.surface))
            painter.drawEllipse(QPointF(11 + 26 * number, self.height() / 2), 8, 8)
        painter.end()
