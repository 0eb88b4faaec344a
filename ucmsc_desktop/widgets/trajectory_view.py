"""The view of a trajectory: drawn once when it is painted, and what the mouse does in it."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QRubberBand

from ucmsc_desktop.widgets import theme

DRAG = 8
"""Fewer pixels are a click with an unsteady hand."""
NOTCH = 120
LEAST = (320, 280)


class View(pg.GraphicsView):  # type: ignore[misc]
    """Says where it was clicked, hovered over, dragged across and where the wheel turned, all in pixels."""

    clicked = Signal(QPointF)
    hovered = Signal(QPointF)
    left = Signal()
    """The pointer went away."""
    dragged = Signal(float, float)
    turned = Signal(float, float)
    slid = Signal(float)

    def __init__(self, draw: Callable[[], None]) -> None:
        super().__init__()
        self.stale = True
        self._draw = draw
        self._start: QPointF | None = None
        self._band: QRubberBand | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Enough to see something: the layout gives what is left, not what was drawn before."""
        return QSize(*map(theme.scaled, LEAST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: a page that is smaller scrolls."""
        return QSize(*map(theme.scaled, LEAST))

    def settle(self) -> None:
        """Draw what is stale."""
        if self.stale:
            self.stale = False
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the scene first when it is stale: a page that is laid out in several steps is drawn once."""
        self.settle()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another size makes the scene stale."""
        super().resizeEvent(event)
        self.stale = True

    # --- The mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a click or a drag."""
        self._start = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        event.ignore()  # the chart takes the keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the band that is dragged, or tell what lies under the pointer."""
        if self._start is None:
            self.hovered.emit(event.position())
        elif self._is_drag(event.position()):
            self._show_band(self._start.x(), event.position().x())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing lies under the pointer any more."""
        super().leaveEvent(event)
        self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End a drag or a click."""
        start, self._start = self._start, None
        if self._band is not None:
            self._band.hide()
        if start is None:
            return
        end = event.position()
        if abs(end.x() - start.x()) > DRAG:
            self.dragged.emit(min(start.x(), end.x()), max(start.x(), end.x()))
        else:
            self.clicked.emit(end)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Turn for nearer and further; sideways, or with Shift, along the days."""
        turn = event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            self.slid.emit(-sideways / NOTCH)
        else:
            self.turned.emit(event.position().x(), turn.y() / NOTCH)
        event.accept()

    def _is_drag(self, here: QPointF) -> bool:
        return self._start is not None and abs(here.x() - self._start.x()) > DRAG

    def _show_band(self, one: float, other: float) -> None:
        if self._band is None:
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        left, right = round(min(one, other)), round(max(one, other))
        self._band.setGeometry(QRect(left, 0, right - left, self.viewport().height()))
        self._band.show()
