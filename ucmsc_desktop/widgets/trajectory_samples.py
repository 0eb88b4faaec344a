"""Samples of the lines and marks of a trajectory, for its legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory_styles import (
    IQR_ALPHA,
    MEDIAN,
    RELAPSE,
    RESPONSE,
    bridge_dash,
    styles,
)

SAMPLE = 30
SIDE = 5.0
_CORNERS = {"t1": (3, -pi / 2), "d": (4, -pi / 2), "s": (4, -pi / 4), "p": (5, -pi / 2)}
"""How many corners a mark has, and where the first lies."""


def draw_sample(painter: QPainter, middle: QPointF, kind: str, place: int, count: int) -> None:
    """Draw the sample of a kind from the middle of its left edge; of a line, the one at its place among so many."""
    look = theme.current()
    if kind == "line":
        style = styles(look, count)[place]
        _line(painter, middle, style.colour, 2.4 if count <= 1 else 1.8, style.dash or ())
        if count > 1:
            _mark(painter, middle + QPointF(SAMPLE / 2, 0), style.symbol, style.colour, style.colour)
    elif kind == "bridge":
        _line(painter, middle, look.accent if count <= 1 else look.secondary, 2.2, bridge_dash(count))
    else:
        _SAMPLES[kind](painter, middle, look)


def _line(painter: QPainter, middle: QPointF, colour: str, width: float, dashes: Sequence[float] = ()) -> None:
    pen = QPen(QColor(colour), width)
    if dashes:
        pen.setDashPattern(list(dashes))
    painter.setPen(pen)
    painter.drawLine(middle, middle + QPointF(SAMPLE, 0))


def _mark(painter: QPainter, middle: QPointF, symbol: str, edge: str, ground: str) -> None:
    painter.setPen(QPen(QColor(edge), 1.6))
    painter.setBrush(QColor(ground))
    if symbol not in _CORNERS:
        painter.drawEllipse(middle, SIDE, SIDE)
        return
    count, first = _CORNERS[symbol]
    angles = [first + 2 * pi * number / count for number in range(count)]
    reach = SIDE * (1.25 if symbol == "s" else 1.15)
    painter.drawPolygon(QPolygonF([middle + QPointF(reach * cos(angle), reach * sin(angle)) for angle in angles]))


def _band(painter: QPainter, middle: QPointF, colour: QColor) -> None:
    painter.fillRect(QRectF(middle.x(), middle.y() - 6, SAMPLE, 12), colour)


def _quartiles(painter: QPainter, at: QPointF, look: theme.Theme) -> None:
    ink = QColor(look.secondary)
    ink.setAlpha(IQR_ALPHA)
    _band(painter, at, ink)


_END = QPointF(SAMPLE - 7, 0)
_SAMPLES: dict[str, Callable[[QPainter, QPointF, theme.Theme], None]] = {
    "signed": lambda painter, at, look: _mark(painter, at + _END, "o", look.accent, look.accent),
    "open": lambda painter, at, look: _mark(painter, at + _END, "o", look.accent, look.surface),
    "imported": lambda painter, at, look: _mark(painter, at + _END, "s", look.accent, look.surface),
    "response": lambda painter, at, look: _line(painter, at, look.ok, 1.2, RESPONSE),
    "relapse": lambda painter, at, look: _line(painter, at, look.error, 1.4, RELAPSE),
    "median": lambda painter, at, look: _line(painter, at, look.secondary, 1.6, MEDIAN),
    "quartiles": _quartiles,
    "window": lambda painter, at, look: _band(painter, at, QColor(look.accent_soft)),
}
