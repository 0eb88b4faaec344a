"""What is painted over the picture of a Figure: the chosen participant, and the words of what is pointed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ucmsc_desktop.domain.figure import Block, Figure, Mark, Stroke
from ucmsc_desktop.domain.figure_frame import Frame
from ucmsc_desktop.domain.figure_type import Face
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_ink import pen
from ucmsc_desktop.widgets.figure_marks import draw_marks
from ucmsc_desktop.widgets.figure_paint import FigurePaint, polygon

EXTRA, HALO = 2.2, 3.0
ROW_ALPHA = 46
WIDEST = 300


class Owned:
    """What of a Figure belongs to whom."""

    def __init__(self, figure: Figure) -> None:
        self.strokes: dict[str, list[Stroke]] = defaultdict(list)
        self.marks: dict[str, list[Mark]] = defaultdict(list)
        self.blocks: dict[str, list[Block]] = defaultdict(list)
        for stroke in figure.strokes:
            self.strokes[stroke.who].append(stroke)
        for mark in figure.marks:
            self.marks[mark.who].append(mark)
        for block in figure.blocks:
            self.blocks[block.who].append(block)

    def middle(self, who: str, frame: Frame) -> float | None:
        """The height at which a participant's row lies."""
        for mark in self.marks.get(who, ()):
            return frame.y(mark.y)
        for block in self.blocks.get(who, ()):
            return (frame.y(block.y0) + frame.y(block.y1)) / 2
        for stroke in self.strokes.get(who, ()):
            return frame.y(stroke.points[0][1])
        return None

    def last(self, who: str, frame: Frame) -> QPointF | None:
        """The place farthest to the right that belongs to a participant."""
        spots = frame.spots([(mark.x, mark.y) for mark in self.marks.get(who, ())])
        spots += [spot for stroke in self.strokes.get(who, ()) for spot in frame.spots(stroke.points[-1:])]
        boxes = map(frame.block, self.blocks.get(who, ()))
        spots += [((box.left + box.right) / 2, box.top) for box in boxes]
        return QPointF(*max(spots)) if spots else None


def highlight(painter: QPainter, paint: FigurePaint, owned: Owned, who: str, *, pointed: bool = False) -> None:
    """Draw a participant again so that they stand out: a band over the row, thick lines, larger marks.

    One who is only pointed at has another colour than the chosen one, and no tag with the code.
    """
    frame = paint.layout.frame
    if frame is None or not who:
        return
    colour = QColor(paint.look.accent if pointed else paint.look.lesion)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = owned.middle(who, frame)
    if paint.figure.rows and middle is not None:
        _row(painter, paint, frame, middle, colour)
    else:
        painter.setPen(QPen(colour, 2))
        for box in map(frame.block, owned.blocks.get(who, ())):
            painter.drawRect(QRectF(box.left, box.top, box.wide, box.high))
        _lines(painter, paint, frame, owned.strokes.get(who, ()), colour)
        for mark in owned.marks.get(who, ()):
            spot, size = (frame.x(mark.x), frame.y(mark.y)), (mark.size + EXTRA) * paint.unit
            draw_marks(painter, mark, [spot], colour, QColor(paint.look.surface), size)
        if not pointed:
            _tag(painter, paint, owned.last(who, frame), who, colour)


def _tag(painter: QPainter, paint: FigurePaint, spot: QPointF | None, who: str, colour: QColor) -> None:
    """The participant's code on a ground of its own, at the right of their last place or wherever it is inside."""
    frame = paint.layout.frame
    if spot is None or frame is None:
        return
    line = paint.type.line(Face.WORDS)
    wide = paint.type.width(who, Face.STRONG) + 0.8 * line
    right = frame.box.right + 0.6 * line
    left = spot.x() + 0.5 * line if spot.x() + 0.5 * line + wide <= right else spot.x() - 0.5 * line - wide
    top = max(frame.box.top, min(spot.y() - 1.9 * line, frame.box.bottom - 1.2 * line))
    place = QRectF(max(frame.box.left, left), top, wide, 1.2 * line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(place, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(paint.look.surface))
    painter.setFont(paint.type.fonts[Face.STRONG])
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, who)


def _row(painter: QPainter, paint: FigurePaint, frame: Frame, middle: float, colour: QColor) -> None:
    high = min(frame.box.high / paint.figure.rows, 2 * paint.type.line(Face.WORDS))
    row = QRectF(2, middle - high / 2, frame.box.right - 2, high)
    band = QColor(colour)
    band.setAlpha(ROW_ALPHA)
    painter.fillRect(row, band)
    painter.setPen(QPen(colour, 1.6))
    painter.drawRect(row)


def _lines(painter: QPainter, paint: FigurePaint, frame: Frame, strokes: Sequence[Stroke], colour: QColor) -> None:
    for stroke in strokes:
        for width, ink in ((stroke.width + EXTRA + HALO, QColor(paint.look.surface)), (stroke.width + EXTRA, colour)):
            painter.setPen(pen(ink, width, stroke.dash))
            for run in frame.runs(stroke.points):
                painter.drawPolyline(polygon(run))


def readout(painter: QPainter, words: str, spot: QPointF, room: QRectF) -> None:
    """Write words in a small box beside a place, inside the room."""
    look = theme.current()
    font = theme.font(12)
    metrics = QFontMetricsF(font)
    pad = theme.scaled(6)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    most = QRectF(0, 0, min(theme.scaled(WIDEST), room.width() - 2 * pad), 10_000)
    text = metrics.boundingRect(most, int(flags), words)
    box = QRectF(0, 0, text.width() + 2 * pad + 1, text.height() + 2 * pad)
    gap = theme.scaled(10)
    left = spot.x() + gap if spot.x() + gap + box.width() <= room.right() else spot.x() - gap - box.width()
    top = spot.y() - gap - box.height() if spot.y() - gap - box.height() >= room.top() else spot.y() + gap
    left = max(room.left(), min(left, room.right() - box.width()))
    box.moveTo(left, max(room.top(), min(top, room.bottom() - box.height())))
    painter.setPen(QPen(QColor(look.border), 1))
    painter.setBrush(QColor(look.surface))
    painter.drawRoundedRect(box, 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(QColor(look.text))
    painter.drawText(box.adjusted(pad, pad, -pad + 1, -pad), int(flags), words)
