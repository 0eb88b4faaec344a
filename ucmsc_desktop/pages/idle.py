"""Notices when nobody has touched a key, the mouse or the screen for a while."""

import time
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}


class IdleWatch(QObject):
    """Listens at the windows themselves, which is cheap. Wall time counts: a computer that slept was not touched."""

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        """Begin to watch; the clock gives seconds."""
        super().__init__(parent)
        self._clock = clock
        self._seconds = 60 * minutes
        self._last = clock()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        cast(QGuiApplication, QGuiApplication.instance()).focusWindowChanged.connect(self.watch)
        self._timer.start(1000 * self._seconds)

    def set_minutes(self, minutes: int) -> None:
        """Wait so many minutes from the last touch."""
        self._seconds = 60 * minutes
        self.look()

    def watch(self, window: QWindow | None) -> None:
        """Listen at a window, once."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def look(self) -> None:
        """Say so when the time is over, else look again when it could be."""
        left = self._seconds - (self._clock() - self._last)
        if left <= 0:
            self._last = self._clock()
            self.idle.emit()
            left = self._seconds
        self._timer.start(int(1000 * min(left, self._seconds)) + 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a touch; the first one after a long sleep locks."""
        del watched
        if event.type() in TOUCHES:
            if self._clock() - self._last >= self._seconds:
                self.look()
            self._last = self._clock()
        return False
