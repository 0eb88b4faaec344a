"""The floors of the charts: the same points and words drawn by plain pyqtgraph and Qt."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPolygonF
from PySide6.QtWidgets import QApplication, QGraphicsPolygonItem, QTableWidget, QTableWidgetItem, QWidget

from ucmsc_desktop.domain.figure import Block, Dash, Figure, Mark, Stroke
from ucmsc_desktop.domain.word_table import WordTable

DASHES = {Dash.SOLID: Qt.PenStyle.SolidLine, Dash.GAP: Qt.PenStyle.DashLine, Dash.FINE: Qt.PenStyle.DotLine}
SYMBOLS = {"disc": "o", "square": "s", "triangle": "t", "diamond": "d", "cross": "x", "bar": "+", "arrow": "t2"}
INK = QColor("#1B5FAA")


def painted(widget: QWidget) -> None:
    """Paint what is shown, once."""
    widget.show()
    QApplication.processEvents()
    QApplication.processEvents()


def gone(widget: QWidget) -> None:
    """Take a widget away, now."""
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # what was to be deleted later is deleted


def plot(size: tuple[int, int], across: tuple[float, float], up: tuple[float, float]) -> pg.PlotWidget:
    """An empty plot of a size on the screen; a range that is known from the start is not looked for again."""
    made = pg.PlotWidget(background="w")
    made.setFixedSize(*size)
    made.getPlotItem().hideButtons()
    made.setRange(xRange=across, yRange=up, padding=0)
    return made


def say(made: pg.PlotWidget, x: float, y: float, words: str) -> None:
    """Words at a place."""
    item = pg.TextItem(words, color=INK)
    item.setPos(x, y)
    made.addItem(item)


def figure_plot(figure: Figure, size: tuple[int, int]) -> pg.PlotWidget:
    """A figure's lines, bars, marks and words: one item for all that look alike, which is the fastest way."""
    low, high = sorted((figure.y.low, figure.y.high))
    made = plot(size, (figure.x.low, figure.x.high), (low, high))
    made.invertY(figure.y.low > figure.y.high)
    for outline in figure.outlines:
        shape = QGraphicsPolygonItem(QPolygonF([QPointF(x, y) for x, y in outline.points]))
        shape.setBrush(QColor("#C9DDF2"))
        made.addItem(shape)
    _bars(made, figure.blocks)
    _lines(made, figure.strokes)
    _marks(made, figure.marks)
    for caption in figure.captions:
        say(made, caption.x, caption.y, caption.words)
    for side, axis in (("bottom", figure.x), ("left", figure.y)):
        made.getAxis(side).setTicks([list(axis.ticks)])
    return made


def _lines(made: pg.PlotWidget, strokes: Iterable[Stroke]) -> None:
    alike: dict[Any, list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        alike[stroke.ink, stroke.width, stroke.dash].append(stroke)
    for (_ink, wide, dash), group in alike.items():
        points = np.array([point for stroke in group for point in stroke.points])
        joined = np.concatenate([[1] * (len(stroke.points) - 1) + [0] for stroke in group])
        pen = pg.mkPen(INK, width=wide, style=DASHES[dash])
        made.addItem(pg.PlotCurveItem(points[:, 0], points[:, 1], connect=joined.astype(np.int32), pen=pen))


def _marks(made: pg.PlotWidget, marks: Iterable[Mark]) -> None:
    alike: dict[Any, list[Mark]] = defaultdict(list)
    for mark in marks:
        alike[mark.shape, mark.ink, mark.filled, mark.size].append(mark)
    for (shape, _ink, filled, size), group in alike.items():
        x, y = [mark.x for mark in group], [mark.y for mark in group]
        look = {"symbol": SYMBOLS[shape.value], "size": size, "pen": pg.mkPen(INK)}
        made.addItem(pg.ScatterPlotItem(x, y, brush=pg.mkBrush(INK if filled else "w"), **look))


def _bars(made: pg.PlotWidget, blocks: Iterable[Block]) -> None:
    alike: dict[Any, list[Block]] = defaultdict(list)
    for block in blocks:
        alike[block.ink, block.shade].append(block)
    for group in alike.values():
        sides = zip(*(block[:4] for block in group), strict=True)
        x0, y0, x1, y1 = (np.array(side) for side in sides)
        made.addItem(pg.BarGraphItem(x0=x0, y0=y0, x1=x1, y1=y1, brush=pg.mkBrush("#C9DDF2"), pen=None))


def table(words: WordTable, size: tuple[int, int]) -> QTableWidget:
    """A table of the same words."""
    made = QTableWidget(len(words.rows), len(words.heads))
    made.setFixedSize(*size)
    made.setHorizontalHeaderLabels([head for head, _share in words.heads])
    for row, cells in enumerate(words.rows):
        for column, cell in enumerate(cells):
            made.setItem(row, column, QTableWidgetItem(cell))
    return made
