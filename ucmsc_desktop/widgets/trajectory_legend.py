"""What the lines and marks of a trajectory mean, in one or two rows over the plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import response_lines, seen, segments, shown_visits
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

SAMPLE = 28
APART = 20

Entry = tuple[str, str]


def entries(protocol: Protocol, course: Course) -> list[Entry]:
    """The kinds of line and mark that a course shows, each with its words."""
    points = seen(course)
    ways = segments(protocol, course)
    native = [point for point in points if not point.imported]
    shown = [
        ("course", _("PASI"), bool(points)),
        ("bridge", _("across a missed visit"), any(way.bridged for way in ways)),
        ("signed", _("signed"), any(point.state is State.SIGNED for point in native)),
        ("open", _("not signed"), any(point.state is not State.SIGNED for point in native)),
        ("imported", _("imported"), len(native) < len(points)),
        ("response", _("response against own baseline"), bool(response_lines(course))),
        ("window", window_words(protocol), bool(shown_visits(protocol, course))),
    ]
    return [(kind, words) for kind, words, is_shown in shown if is_shown]


def window_words(protocol: Protocol) -> str:
    """How wide the windows of visits are, when all are the same."""
    widths = {(visit.early_days, visit.late_days) for visit in protocol.timed_visits}
    if len(widths) == 1:
        early, late = widths.pop()
        if early == late:
            return _("visit window ±{days} d").format(days=early)
    return _("visit window")


class Legend(QWidget):
    """Samples of lines and marks with their words; it grows to a second row where the first is full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._fit()

    def set_entries(self, found: Sequence[Entry]) -> None:
        """Show these and no others."""
        self._entries = list(found)
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(", ".join(words for _kind, words in found))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find out how many rows are needed at this width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the samples and write their words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._metrics()[0])
        for (kind, words), corner in zip(self._entries, self._corners(), strict=True):
            middle = corner + QPointF(0, self._row() / 2)
            _SAMPLES[kind](painter, middle, theme.current())
            painter.setPen(QColor(theme.current().secondary))
            place = QRectF(corner.x() + SAMPLE + 8, corner.y(), self.width(), self._row())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _metrics(self) -> tuple:  # type: ignore[type-arg]
        font = theme.font(13)
        return font, QFontMetrics(font)

    def _row(self) -> int:
        return int(self._metrics()[1].height()) + 3

    def _corners(self) -> list[QPointF]:
        x, y = 0.0, 0.0
        corners = []
        for _kind, words in self._entries:
            width = SAMPLE + 8 + self._metrics()[1].horizontalAdvance(words)
            if x and x + width > self.width():
                x, y = 0.0, y + self._row()
            corners.append(QPointF(x, y))
            x += width + APART
        return corners

    def _fit(self) -> None:
        rows = max((corner.y() for corner in self._corners()), default=0.0) + self._row()
        self.setFixedHeight(int(rows))


def _line(painter: QPainter, middle: QPointF, colour: str, width: float, dashes: Sequence[float] = ()) -> None:
    pen = QPen(QColor(colour), width)
    if dashes:
        pen.setDashPattern(list(dashes))
    painter.setPen(pen)
    painter.drawLine(middle, middle + QPointF(SAMPLE, 0))


def _dot(painter: QPainter, middle: QPointF, pen: str, brush: str) -> None:
    painter.setPen(QPen(QColor(pen), 2))
    painter.setBrush(QColor(brush))
    painter.drawEllipse(middle + QPointF(SAMPLE - 6, 0), 5, 5)


def _square(painter: QPainter, middle: QPointF, pen: str, brush: str) -> None:
    painter.setPen(QPen(QColor(pen), 2))
    painter.setBrush(QColor(brush))
    painter.drawRect(QRectF(middle.x() + SAMPLE - 11, middle.y() - 5, 10, 10))


def _band(painter: QPainter, middle: QPointF, colour: str) -> None:
    painter.fillRect(QRectF(middle.x(), middle.y() - 6, SAMPLE, 12), QColor(colour))


_SAMPLES: dict[str, Callable[[QPainter, QPointF, theme.Theme], None]] = {
    "course": lambda painter, at, look: _line(painter, at, look.accent, 2.4),
    "bridge": lambda painter, at, look: _line(painter, at, look.accent, 2.4, (3, 2)),
    "signed": lambda painter, at, look: _dot(painter, at, look.accent, look.accent),
    "open": lambda painter, at, look: _dot(painter, at, look.accent, look.surface),
    "imported": lambda painter, at, look: _square(painter, at, look.accent, look.surface),
    "response": lambda painter, at, look: _line(painter, at, look.ok, 1.2, (6, 3)),
    "window": lambda painter, at, look: _band(painter, at, look.accent_soft),
}
