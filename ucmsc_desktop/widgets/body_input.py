"""Mouse, finger and pen on a view of the body chart, each turned into strokes; two fingers pinch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

from ucmsc_desktop.widgets.body_canvas import Canvas

PEN_REST = 0.5
"""Seconds after a pen was seen in which a hand on the screen is no finger that paints."""
_YOUNG = 0.3
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Hand(Enum):
    """What makes a stroke."""

    MOUSE = auto()
    FINGER = auto()
    PEN = auto()


class View(Protocol):
    """What the input needs from a view of the chart."""

    canvas: Canvas

    def chart_at(self, place: QPointF) -> tuple[float, float] | None:
        """The point of the chart under a place of the view, None beside the chart."""

    def point_at(self, place: QPointF | None) -> None:
        """Show the brush at a place, or nowhere."""

    def pinch(self, factor: float, centre: QPointF, shift: QPointF) -> None:
        """Two fingers moved apart by a factor, and on."""


class PenGuard:
    """Knows whether a pen was seen a moment ago: then the hand that holds it lies on the screen too.

    It goes by the pen's own events alone. That a pen goes away is told to the application only, and a listener there
    would hear every event of the program, those of objects that are just being taken down among them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = -math.inf

    def seen(self) -> None:
        """Note an event of a pen."""
        self._seen = self._clock()

    def is_near(self) -> bool:
        """Whether a pen was here a moment ago; a pen that hovers tells of itself all the time."""
        return self._clock() - self._seen < PEN_REST


class Input:
    """Turns events of one view into strokes on its canvas. One hand paints at a time; the others wait."""

    def __init__(self, view: View, clock: Callable[[], float] = time.monotonic) -> None:
        self._view, self._clock = view, clock
        self.pen = PenGuard(clock)
        self._hand: Hand | None = None
        self._finger = -1
        self._began = 0.0
        self._pinching = False

    # Strokes, whoever makes them

    def _begin(self, hand: Hand, place: QPointF, *, erase: bool = False) -> None:
        point = self._view.chart_at(place)
        if point is None or self._view.canvas.is_painting:
            return
        self._hand, self._began = hand, self._clock()
        self._view.canvas.begin(*point, erase=erase)

    def _move(self, hand: Hand, place: QPointF) -> None:
        point = self._view.chart_at(place)
        if self._hand is hand and point is None:
            self._view.canvas.lift()
        elif self._hand is hand and point is not None:
            self._view.canvas.move(*point)

    def _end(self, hand: Hand) -> None:
        if self._hand is hand:
            self._hand = None
            self._view.canvas.end(lifted=True)

    def stop(self) -> None:
        """End the stroke of this view, as when it is resized or hidden, and keep what is painted."""
        if self._hand is not None:
            self._hand = None
            self._view.canvas.end()

    def _take_back(self) -> None:
        if self._hand is not None:
            self._hand = None
            self._view.canvas.cancel()

    # Mouse

    def mouse(self, event: QMouseEvent) -> bool:
        """Paint with the left button; what Qt or the system makes up from touches is left out."""
        if made_up(event):
            return True
        place = event.position()
        if event.type() == QEvent.Type.MouseMove:
            self._view.point_at(place)
            self._move(Hand.MOUSE, place)
        elif event.button() != Qt.MouseButton.LeftButton:
            return False
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._begin(Hand.MOUSE, place)
        else:
            self._move(Hand.MOUSE, place)
            self._end(Hand.MOUSE)
        return True

    # Pen

    def tablet(self, event: QTabletEvent) -> bool:
        """Paint with the tip of a pen and erase with its other end; a palm that came before is taken back."""
        self.pen.seen()
        place = event.position()
        if self._hand is Hand.FINGER:
            self._take_back() if self._is_young(PEN_REST) else self.stop()
        if event.type() == QEvent.Type.TabletPress and event.button() == Qt.MouseButton.LeftButton:
            self._begin(Hand.PEN, place, erase=event.pointerType() == QPointingDevice.PointerType.Eraser)
        elif event.type() == QEvent.Type.TabletRelease and event.button() == Qt.MouseButton.LeftButton:
            self._move(Hand.PEN, place)
            self._end(Hand.PEN)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(Hand.PEN, place)
        self._view.point_at(place)
        event.accept()
        return True

    # Fingers

    def touch(self, event: QTouchEvent) -> bool:
        """Paint with one finger, pinch with two; with a pen near nothing at all."""
        event.accept()
        if event.type() == QEvent.Type.TouchCancel or self.pen.is_near():
            if self._hand is Hand.FINGER:
                self.stop()
            self._pinching = False
            return True
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchBegin and len(down) == 1:
            self._finger = down[0].id()
            self._begin(Hand.FINGER, down[0].position())
        elif len(down) == 2 and (self._pinching or self._may_pinch()):
            self._pinch(down[0], down[1])
        elif self._hand is Hand.FINGER:
            self._follow(event)
        if event.type() == QEvent.Type.TouchEnd:
            self._pinching = False
        return True

    def _follow(self, event: QTouchEvent) -> None:
        mine = next((point for point in event.points() if point.id() == self._finger), None)
        if mine is not None:
            self._move(Hand.FINGER, mine.position())
        if mine is None or mine.state() == QEventPoint.State.Released or event.type() == QEvent.Type.TouchEnd:
            self._end(Hand.FINGER)

    def _is_young(self, seconds: float) -> bool:
        return self._clock() - self._began < seconds

    def _may_pinch(self) -> bool:
        """Two fingers seldom land at once: the first has begun a stroke that was none."""
        if self._hand is Hand.FINGER and self._is_young(_YOUNG):
            self._take_back()
        self._pinching = self._hand is None
        return self._pinching

    def _pinch(self, one: QEventPoint, other: QEventPoint) -> None:
        self._view.pinch(*pinch_of(one, other))


def pinch_of(one: QEventPoint, other: QEventPoint) -> tuple[float, QPointF, QPointF]:
    """By what factor two fingers moved apart, what lies between them, and by how much that moved."""
    now, before = (one.position(), other.position()), (one.lastPosition(), other.lastPosition())
    apart, were = (max(math.hypot(*(a - b).toTuple()), 1.0) for a, b in (now, before))
    centre, was = ((a + b) / 2 for a, b in (now, before))
    return apart / were, centre, centre - was


def made_up(event: QMouseEvent) -> bool:
    """Whether a mouse event repeats what a finger or a pen did."""
    kinds = (QInputDevice.DeviceType.TouchScreen, QInputDevice.DeviceType.Stylus)
    return event.source() != Qt.MouseEventSource.MouseEventNotSynthesized or event.deviceType() in kinds


def is_touch(event: QEvent) -> bool:
    """Whether an event is one of fingers."""
    return event.type() in _TOUCHES
