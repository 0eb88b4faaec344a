"""Paints small plots layer by layer: one pen serves all of them, which is what makes hundreds quick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trellis_grid import WORDS, Drawn

POINT, INSIDE = 5.0, 2.4


def paint(painter: QPainter, plots: Sequence[Drawn]) -> None:
    """Lines, points and words of these plots; the painter stands at the corner of the trellis."""
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    _lines(painter, plots, look)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.accent), 1))
    for plot in plots:
        for run in plot.solid:
            painter.drawPolyline(run)
    _points(painter, [plot.discs for plot in plots], look.accent, POINT, Qt.PenCapStyle.RoundCap)
    _points(painter, [plot.squares for plot in plots], look.accent, POINT, Qt.PenCapStyle.SquareCap)
    _points(painter, [plot.hollow for plot in plots], look.accent, POINT, Qt.PenCapStyle.RoundCap)
    _points(painter, [plot.hollow for plot in plots], look.surface, INSIDE, Qt.PenCapStyle.RoundCap)
    _words(painter, plots, look)


def _lines(painter: QPainter, plots: Sequence[Drawn], look: theme.Theme) -> None:
    layers = (
        ([plot.base for plot in plots], QPen(QColor(look.border), 1)),
        ([line for plot in plots for line in plot.half], QPen(QColor(look.ok), 1)),
        ([line for plot in plots for line in plot.gaps], QPen(QColor(look.accent), 1, Qt.PenStyle.DashLine)),
        ([line for plot in plots for line in plot.missed], QPen(QColor(look.warn), 2)),
    )
    for lines, pen in layers:
        if lines:
            painter.setPen(pen)
            painter.drawLines(lines)


def _points(painter: QPainter, groups: Sequence[QPolygonF], colour: str, size: float, cap: Qt.PenCapStyle) -> None:
    painter.setPen(QPen(QColor(colour), size, Qt.PenStyle.SolidLine, cap))
    for group in groups:
        if not group.isEmpty():
            painter.drawPoints(group)


def _words(painter: QPainter, plots: Sequence[Drawn], look: theme.Theme) -> None:
    painter.setFont(theme.bold(WORDS))
    painter.setPen(QColor(look.text))
    for plot in plots:
        painter.drawStaticText(*plot.code)
    painter.setFont(theme.font(WORDS))
    painter.setPen(QColor(look.secondary))
    for plot in plots:
        painter.drawStaticText(*plot.said)
