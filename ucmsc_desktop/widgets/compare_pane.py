"""One pane of a comparison of two lesion maps: a map, or what became of it, seen through the lens of all panes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.body.chart import Mask, load_chart
from ucmsc_desktop.body.drawing import rings
from ucmsc_desktop.text import N_
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_input import is_touch, made_up, pinch_of
from ucmsc_desktop.widgets.body_paint import CHART, PaintImage, draw_words, drawing
from ucmsc_desktop.widgets.lens import Lens

STEP = 1.25
_DOTS = 7


class Part(Enum):
    """What became of skin between two visits."""

    CLEARED = N_("Cleared")
    PERSISTING = N_("Persisting")
    NEW = N_("New")


def ring_path(mask: Mask) -> QPainterPath:
    """The edge of what is painted, in chart units."""
    path = QPainterPath()
    for ring in rings(mask):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        path.closeSubpath()
    return path


def draw_part(painter: QPainter, part: Part, path: QPainterPath) -> None:
    """Draw skin by what became of it: hatched within a line, plain, or dark and dotted."""
    look = theme.current()
    if part is Part.CLEARED:
        painter.fillPath(path, QBrush(QColor(look.lesion), Qt.BrushStyle.BDiagPattern))
        painter.strokePath(path, QPen(QColor(look.lesion), 1.4))
    elif part is Part.PERSISTING:
        painter.fillPath(path, _covering(look.lesion))
    else:
        painter.fillPath(path, QColor(look.lesion_new))
        painter.fillPath(path, _dots(look.surface))
        painter.strokePath(path, QPen(QColor(look.lesion_new), 1.4))


def _covering(colour: str) -> QColor:
    made = QColor(colour)
    made.setAlphaF(0.8)
    return made


def _dots(colour: str) -> QBrush:
    tile = QPixmap(_DOTS, _DOTS)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.fillRect(QRectF(2, 2, 2, 2), QColor(colour))
    painter.end()
    return QBrush(tile)


class Sample(QWidget):
    """How one part looks, for the legend."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.setFixedSize(34, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a patch of skin with a lesion."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        painter.fillPath(path, QColor(theme.current().skin))
        draw_part(painter, self.part, path)
        painter.end()


class ComparePane(QWidget):
    """A chart that can be zoomed and moved, together with its neighbours."""

    zoomed = Signal(float, QPointF)
    """The person zooms by a factor around a place."""
    dragged = Signal(QPointF)
    """The person moves the chart by pixels."""

    def __init__(self, lens: Lens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens = lens
        self._paint: PaintImage | None = None
        self._parts: dict[Part, QPainterPath] = {}
        self._sentence = ""
        self._held: QPointF | None = None
        self._kept: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A third of a page."""
        return QSize(380, 364)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Smaller, plaques are lost."""
        return QSize(220, 210)

    # What is shown

    def show_mask(self, mask: Mask) -> None:
        """Show one map."""
        self._clear()
        self._paint = PaintImage(load_chart(), theme.current().lesion)
        self._paint.sync(mask)

    def show_parts(self, parts: dict[Part, Mask]) -> None:
        """Show what became of the skin."""
        self._clear()
        self._parts = {part: ring_path(mask) for part, mask in parts.items()}

    def show_sentence(self, sentence: str) -> None:
        """Show the bare chart, and why there is no more."""
        self._clear()
        self._sentence = sentence

    def _clear(self) -> None:
        self._paint, self._parts, self._sentence = None, {}, ""
        self.redraw()

    def recolour(self) -> None:
        """Follow the look."""
        if self._paint is not None:
            self._paint.set_colour(theme.current().lesion)

    def redraw(self) -> None:
        """Draw anew, as after a zoom."""
        self._kept = None
        self.update()

    # Look

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the chart, or what is kept of it."""
        del event
        ratio = self.devicePixelRatioF()
        if self._kept is None or self._kept.devicePixelRatio() != ratio:
            self._kept = self._drawn(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._kept)
        painter.end()

    def _drawn(self, ratio: float) -> QPixmap:
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(theme.current().surface))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._lens.transform()
        self._in_chart(painter, drawing().draw_skin)
        if self._paint is not None:
            self._in_chart(painter, self._paint.draw)
        for part, path in self._parts.items():
            draw_part(painter, part, look.map(path))
        self._in_chart(painter, drawing().draw_lines)
        draw_words(painter, look.mapRect(CHART), look.m11())
        if self._sentence:
            self._write(painter)
        painter.end()
        return made

    def _in_chart(self, painter: QPainter, draw: Callable[[QPainter], None]) -> None:
        painter.save()
        painter.setTransform(self._lens.transform(), True)
        draw(painter)
        painter.restore()

    def _write(self, painter: QPainter) -> None:
        look = theme.current()
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(theme.font())
        room = QRectF(self.rect()).adjusted(24, 0, -24, 0)
        box = painter.boundingRect(room, int(flags), self._sentence).adjusted(-12, -8, 12, 8)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.setPen(QColor(look.secondary))
        painter.drawText(room, int(flags), self._sentence)

    # Zoom and move

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw for the new size."""
        super().resizeEvent(event)
        self.redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom around the mouse."""
        self.zoomed.emit(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Move with one finger, zoom with two."""
        if not (isinstance(event, QTouchEvent) and is_touch(event)):
            return super().event(event)
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        if len(down) == 2:
            factor, centre, shift = pinch_of(down[0], down[1])
            self.zoomed.emit(factor, centre)
            self.dragged.emit(shift)
        elif len(down) == 1 and event.type() == QEvent.Type.TouchUpdate:
            self.dragged.emit(down[0].position() - down[0].lastPosition())
        event.accept()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the chart; the comparison takes the keyboard."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not made_up(event):
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move the chart."""
        if self._held is not None:
            self.dragged.emit(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        super().mouseReleaseEvent(event)
        self._held = None
