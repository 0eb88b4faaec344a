"""Keys, mouse and fingers as a window gets them from the system, each one counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.widgets.body_view import BodyView

from .hands import answer

NAMED = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace, " ": Qt.Key.Key_Space}
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE = 400


def window_of(widget: QWidget) -> QWindow:
    """The window of the system in which a widget lies."""
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def spot(widget: QWidget, at: QPointF | QPoint | None = None) -> QPoint:
    """A place of a widget, else its middle, in its window; it must be in sight and not covered."""
    inside = widget.rect().center() if at is None else QPointF(at).toPoint()
    place = widget.mapTo(widget.window(), inside)
    under = widget.window().childAt(place)
    assert widget.isVisible(), widget.objectName()
    assert under is not None
    assert under is widget or widget.isAncestorOf(under), f"{widget.objectName()} is covered by {under}"
    return place


def on_chart(view: BodyView, x: float, y: float) -> QPointF:
    """Where a point of the chart lies in a view of it."""
    return view.to_view().map(QPointF(x, y))


class Keyboard:
    """Presses keys in the window that is active, wherever the keyboard is."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, keys: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press one key after the other."""
        for key in keys:
            self.key(NAMED.get(key) or Qt.Key(ord(key.upper())), modifier)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press one key."""
        self.count += 1
        window = QApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, key, modifier)


class Mouse:
    """Clicks in the window of a widget."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, widget: QWidget, at: QPointF | QPoint | None = None) -> None:
        """Click on a widget."""
        self.count += 1
        QTest.mouseClick(window_of(widget), LEFT, PLAIN, spot(widget, at))

    def stroke(self, view: BodyView, *points: tuple[float, float]) -> None:
        """Draw a line over points of the chart."""
        self.count += 1
        window, places = window_of(view), [spot(view, on_chart(view, *point)) for point in points]
        QTest.mousePress(window, LEFT, PLAIN, places[0])
        for place in places:
            QTest.mouseMove(window, place)
        QTest.mouseRelease(window, LEFT, PLAIN, places[-1])


class Finger:
    """One finger on the screen of a widget."""

    device: Any = None

    def __init__(self) -> None:
        self.count = 0
        # One screen for all tests: Qt keeps every device that was ever made.
        Finger.device = Finger.device or QTest.createTouchDevice()

    def tap(self, widget: QWidget, at: QPointF | QPoint | None = None) -> None:
        """Touch a widget and lift the finger."""
        self.count += 1
        window, place = window_of(widget), spot(widget, at)
        QTest.touchEvent(window, self.device).press(0, place, window)
        QTest.touchEvent(window, self.device).release(0, place, window)

    def stroke(self, view: BodyView, *points: tuple[float, float]) -> None:
        """Draw a line over points of the chart."""
        self.count += 1
        window, places = window_of(view), [spot(view, on_chart(view, *point)) for point in points]
        QTest.touchEvent(window, self.device).press(0, places[0], window)
        for place in places[1:]:
            QTest.touchEvent(window, self.device).move(0, place, window)
        QTest.touchEvent(window, self.device).release(0, places[-1], window)


def answered(act: Callable[[SignDialog], object]) -> list[SignDialog]:
    """Answer the next sign dialog when it has come to the front; one that is left open after it is closed."""

    def once(dialog: SignDialog) -> None:
        try:
            for _time in range(PATIENCE):
                if not dialog.ui.password.hasFocus() or QApplication.focusWindow() is not dialog.windowHandle():
                    QTest.qWait(5)
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    return answer(SignDialog, once)
