"""Draws the marks of Figures with QPainter, many of one look at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ucmsc_desktop.domain.figure import Mark, Shape
from ucmsc_desktop.domain.figure_shapes import CROSS, OUTLINES, Spot, around
from ucmsc_desktop.widgets.figure_ink import pen

LINE, CROSS_LINE = 1.8, 2.2


def draw_marks(
    painter: QPainter, like: Mark, spots: Sequence[Spot], colour: QColor, ground: QColor, size: float
) -> None:
    """Draw marks like one, at some places, of a size; a hollow one is filled with the ground."""
    if like.shape is Shape.CROSS:
        painter.setPen(pen(colour, CROSS_LINE))
        for x, y in spots:
            for corners in CROSS:
                painter.drawLine(*_points(around(corners, x, y, size)))
        return
    if like.shape is Shape.DISC and like.filled:
        # A point of a round pen is a disc, and thousands of them are one call.
        painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(_points(spots))
        return
    painter.setPen(pen(colour, LINE))
    painter.setBrush(colour if like.filled else ground)
    inner = size - LINE
    for x, y in spots:
        if like.shape is Shape.DISC:
            painter.drawEllipse(QPointF(x, y), inner / 2, inner / 2)
        else:
            painter.drawPolygon(_points(around(OUTLINES[like.shape], x, y, inner)))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _points(spots: Sequence[Spot]) -> list[QPointF]:
    return [QPointF(x, y) for x, y in spots]
