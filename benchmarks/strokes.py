"""A move of a pen until its paint is on the screen, against a raw painter that draws a disc in a picture."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools
import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Figure, in_turn
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_canvas import Tool
from ucmsc_desktop.widgets.body_map import BodyMap
from ucmsc_desktop.widgets.body_pane import BodyPane
from ucmsc_desktop.widgets.body_view import BodyView

NAME = "stroke move to painted stroke, {where} / raw painter"
LIMIT = 0.016
"""Seconds between two frames of a screen: paint must not come later."""
REACH = 20
ROUND = 27


class Raw(QWidget):
    """The least that paint can cost: a disc in a picture, and the picture on the screen where it changed."""

    def __init__(self) -> None:
        """Begin with an empty picture."""
        super().__init__()
        self.resize(526, 495)
        self._picture = QImage(self.size(), QImage.Format.Format_RGB32)
        self._picture.fill(Qt.GlobalColor.white)

    def dab(self, at: QPointF) -> None:
        """Draw a disc and show it."""
        painter = QPainter(self._picture)
        painter.setBrush(QColor(theme.LIGHT.lesion))
        painter.drawEllipse(at, REACH, REACH)
        painter.end()
        self.repaint(QRect(round(at.x()) - REACH - 2, round(at.y()) - REACH - 2, 2 * REACH + 4, 2 * REACH + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Show the picture where it changed."""
        painter = QPainter(self)
        painter.drawImage(event.rect(), self._picture, event.rect())
        painter.end()


def _places(radius: float) -> Iterator[tuple[float, float]]:
    """Round and round over the chest, as fast as a hand that fills it: 12 units a move."""
    for step in itertools.count():
        angle = 12 * step / radius
        yield 265 + radius * math.cos(angle), 290 + radius * math.sin(angle)


class _Hand:
    """Moves a mouse with the button held over a view of the chart."""

    def __init__(self, view: BodyView) -> None:
        self._view = view
        self._places, self._moves = _places(50), 0
        view.canvas.dabbed.connect(self._paint)
        self._send(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton) -> None:
        at = self._view.to_view().map(QPointF(*next(self._places)))
        held, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._view, QMouseEvent(kind, at, self._view.mapToGlobal(at), button, held, plain))

    def _paint(self, changed: QRectF) -> None:
        # Here no screen asks for frames: what is changed is painted at once.
        self._view.repaint(self._view.to_view().mapRect(changed).toAlignedRect().adjusted(-2, -2, 2, 2))

    def move(self) -> None:
        """One move, and what it changes on the screen; each round erases what the one before painted."""
        self._moves += 1
        if self._moves % ROUND == 0:
            self._send(QEvent.Type.MouseButtonRelease, Qt.MouseButton.LeftButton)
            is_brush = self._view.canvas.tool is Tool.BRUSH
            self._view.canvas.set_tool(Tool.ERASE if is_brush else Tool.BRUSH)
            self._send(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)
        self._send(QEvent.Type.MouseMove, Qt.MouseButton.NoButton)
        QApplication.processEvents()


def figure(where: str, runs: int) -> Figure:
    """The median of a move and of the floor, in one run; `where` is "map" or "pane"."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    chart, raw = BodyMap(), Raw()
    chart.resize(526, 495)
    chart.set_region(Region.TRUNK)
    pane = BodyPane(canvas=chart.canvas)
    pane.resize(526, 560)
    shown = chart if where == "map" else pane
    for window in (shown, raw):
        window.show()
    QApplication.processEvents()
    hand = _Hand(chart if where == "map" else pane.chart_view)
    places = _places(50)
    return in_turn(NAME.format(where=where), hand.move, lambda: raw.dab(QPointF(*next(places))), math.inf, runs)


def lines(runs: int = 400) -> list[str]:
    """The figures of map and pane as lines of the table, held against the time of a frame."""
    found = []
    for where in ("map", "pane"):
        one = figure(where, runs)
        verdict = "reached" if one.ours < LIMIT else "NOT reached"
        found.append(
            f"{one.name:<58} {one.ours * 1000:9.1f} ms {one.floor * 1000:9.1f} ms {one.ratio:6.2f} x  "
            f"(at most {LIMIT * 1000:.0f} ms: {verdict})"
        )
    return found


if __name__ == "__main__":
    print("\n".join(lines()))
