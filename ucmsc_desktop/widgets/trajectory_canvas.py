"""What a trajectory is drawn on with pyqtgraph: a box for values, one for lanes, and words by the pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsPathItem, QGraphicsSimpleTextItem, QWidget

from ucmsc_desktop.widgets.trajectory_frame import Frame
from ucmsc_desktop.widgets.trajectory_view import View

LEADING = 6
"""Pixels over and under the capitals of a word together."""
OVER = 10


@dataclass(frozen=True)
class Look:
    """How a mark looks: its shape by pyqtgraph's name, its ground and its edge."""

    symbol: str
    fill: str
    edge: str


class Canvas:
    """Two boxes of one time axis without menus, buttons and mouse of their own: those cost more than the drawing."""

    def __init__(self, draw: Callable[[], None]) -> None:
        self.view = View(draw)
        self._root = pg.GraphicsWidget()
        self.view.setCentralItem(self._root)
        self.values, self.lanes = self._box(), self._box()
        self.ratio = 1.0
        self.written: list[QGraphicsItem] = []

    def _box(self) -> Any:
        box = pg.ViewBox(enableMenu=False, enableMouse=False)
        box.setParentItem(self._root)  # not at birth: it would not notice that it came into a scene
        box.disableAutoRange()
        return box

    @property
    def widget(self) -> QWidget:
        """What is laid out."""
        widget: QWidget = self.view
        return widget

    def clear(self, ground: str) -> None:
        """Take everything away."""
        for item in self.written:
            self.view.scene().removeItem(item)
        self.written = []
        for box in (self.values, self.lanes):
            box.clear()
        self.view.setBackground(ground)

    def fit(self, frame: Frame) -> None:
        """Let the boxes span what the frame shows: days, and values over the lanes or pixels in them."""
        days = (frame.day(frame.left), frame.day(frame.values.right()))
        for box, place in ((self.values, frame.values), (self.lanes, frame.under)):
            box.setGeometry(place)
            box.setRange(xRange=days, yRange=(0, 1), padding=0, update=False)
        self.values.setRange(yRange=(frame.value(frame.floor), frame.value(0)), padding=0)
        self.lanes.setRange(yRange=(-frame.lanes, 0), padding=0)

    def put(self, item: QGraphicsItem) -> None:
        """Lay an item by the pixel over the boxes."""
        item.setParentItem(self._root)
        self.written.append(item)

    def remove(self, item: QGraphicsItem) -> None:
        """Take away an item that was put."""
        self.written.remove(item)
        self.view.scene().removeItem(item)

    # Lines, areas and marks

    def pen(self, colour: str, width: float = 1.0, dash: Sequence[float] | None = None) -> QPen:
        """A pen for lines in days and values: Qt keeps its width in pixels of the device, whatever they measure."""
        pen: QPen = pg.mkPen(colour, width=width * self.ratio, dash=dash)
        return pen

    def line(self, box: Any, xs: Sequence[float], ys: Sequence[float], pen: QPen, connect: str = "all") -> None:
        """Draw a line, or with `pairs` one between each two ends."""
        if xs:
            box.addItem(pg.PlotCurveItem(list(xs), list(ys), pen=pen, connect=connect, antialias=True))

    def bars(self, box: Any, spans: Iterable[tuple[float, float]], low: float, high: float, colour: str) -> None:
        """Fill rectangles of one height."""
        path = QPainterPath()
        for start, end in spans:
            path.addRect(QRectF(start, low, end - start, high - low))
        self.area(box, path, QColor(colour))

    def band(self, box: Any, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float], ink: QColor) -> None:
        """Fill what lies between two lines."""
        upper = [QPointF(x, y) for x, y in zip(xs, highs, strict=True)]
        lower = [QPointF(x, y) for x, y in zip(xs, lows, strict=True)]
        path = QPainterPath()
        path.addPolygon(QPolygonF([*upper, *reversed(lower)]))
        self.area(box, path, ink)

    def area(self, box: Any, path: QPainterPath, ink: QColor) -> None:
        """Fill an outline."""
        item = QGraphicsPathItem(path)
        item.setPen(QPen(Qt.PenStyle.NoPen))
        item.setBrush(ink)
        box.addItem(item)

    def marks(
        self, box: Any, days: Sequence[float], heights: Sequence[float], look: Look, size: float, thick: float
    ) -> None:
        """Draw marks of one kind."""
        if days:
            pen = pg.mkPen(look.edge, width=thick)
            marks = pg.ScatterPlotItem(
                list(days), list(heights), symbol=look.symbol, size=size, brush=look.fill, pen=pen
            )
            box.addItem(marks)

    # Words

    def write(self, words: str, font: QFont, colour: str, corner: QPointF, *, turned: bool = False) -> QRectF:
        """Write words by the pixel, from their upper left corner; turned ones read upwards from the lower left."""
        item = QGraphicsSimpleTextItem(words, self._root)
        item.setFont(font)
        item.setBrush(QColor(colour))
        lift = QFontMetricsF(font).ascent() - high(font) + LEADING / 2
        if turned:
            item.setRotation(-90)
        item.setPos(corner - (QPointF(lift, 0) if turned else QPointF(0, lift)))
        item.setZValue(OVER)
        self.written.append(item)
        return QRectF(corner, size(font, words))

    def rule(self, start: QPointF, end: QPointF, pen: QPen) -> None:
        """Draw a line by the pixel."""
        item = QGraphicsLineItem(start.x(), start.y(), end.x(), end.y(), self._root)
        item.setPen(pen)
        item.setZValue(OVER - 1)
        self.written.append(item)


class Fonts:
    """The letters of a chart, at the size that the person chose."""

    def __init__(self, font: QFont) -> None:
        base = QFontInfo(font).pixelSize()
        self.plain = _sized(font, base - 1)
        self.small = _sized(font, base - 2)
        self.small_bold = _sized(font, base - 2, bold=True)
        self.bold = _sized(font, base, bold=True)


def cut(font: QFont, words: str, room: float) -> str:
    """Words, cut where they are longer than their room."""
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(pixels, 8))
    sized.setBold(bold)
    return sized


def width(font: QFont, words: str) -> float:
    """How wide words are."""
    return QFontMetricsF(font).horizontalAdvance(words)


def high(font: QFont) -> float:
    """How high words are without the room that a font keeps for other scripts."""
    return QFontMetricsF(font).capHeight() + LEADING


def size(font: QFont, words: str) -> QSizeF:
    """The room of words."""
    return QSizeF(width(font, words), high(font))


def square(middle: QPointF, side: float) -> QRectF:
    """The room of a mark."""
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
