"""A ring that empties or fills with time, with the countdown in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.fitting import fitting

_LEAST = 120
_WANTED = 216
_STROKE = 0.07
_SIGN = 22
_FULL = 16 * 360


class Ring(QWidget):
    """A part of a circle in the colour of a status; above, in and below its middle stand words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = 0.0
        self.status: Status = "info"
        self.above, self.middle, self.below = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_time(self, part: float, status: Status, above: str, middle: str, below: str) -> None:
        """Show how much of the time has passed, from 0 to 1, and the words; draws only when something changed."""
        shown = (round(part, 3), status, above, middle, below)
        if shown == (self.part, self.status, self.above, self.middle, self.below):
            return
        self.part, self.status, self.above, self.middle, self.below = shown
        self.setAccessibleName(f"{above} {middle} {below}".strip())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A circle that is read from some steps away."""
        return QSize(theme.scaled(_WANTED), theme.scaled(_WANTED))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The smallest circle in which the words have room."""
        return QSize(theme.scaled(_LEAST), theme.scaled(_LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the track, the part that has passed, and the words."""
        del event
        look = theme.current()
        colour = look.status(self.status)[0]
        side = min(self.width(), self.height())
        stroke = side * _STROKE
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        inner = circle.adjusted(stroke, stroke, -stroke, -stroke)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line), stroke))
        painter.drawEllipse(inner)
        painter.setPen(QPen(QColor(colour), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self.part > 0:
            painter.drawArc(inner, 90 * 16, -round(_FULL * min(self.part, 1.0)))
        self._paint_words(painter, inner.adjusted(stroke, stroke, -stroke, -stroke), colour)
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRectF, colour: str) -> None:
        look, middle = theme.current(), room.center().y()
        high = room.height() * 0.17
        lines = (
            (self.above, 13, look.secondary, middle - 2.15 * high, high, False),
            (self.middle, 40, colour, middle - 1.15 * high, 2.3 * high, True),
            (self.below, 12, look.secondary, middle + 1.15 * high, high, False),
        )
        for words, size, ink, top, height, is_big in lines:
            # The circle is narrower above and below its middle.
            width = room.width() * (1.0 if is_big else 0.86)
            painter.setFont(fitting(words, size, width, is_bold=is_big))
            painter.setPen(QColor(ink))
            box = QRectF(room.center().x() - width / 2, top, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if self.status in ("warn", "error"):
            size = theme.scaled(_SIGN)
            sign = icons.pixmap(icons.STATUS_ICONS[self.status], colour, size, self.devicePixelRatioF())
            painter.drawPixmap(round(room.center().x() - size / 2), round(middle + 2.15 * high), sign)
