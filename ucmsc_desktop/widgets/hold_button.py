"""A button that acts only when it is held: what cannot be taken back is never done by a slip."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.big_button import ENTER, BigButton

HOLD_MS = 2000
_STEP_MS = 40
_KEYS = (*ENTER, Qt.Key.Key_Space)


class HoldButton(BigButton):
    """Held for two seconds by finger, mouse, Space or Enter; how far it is shows on the button."""

    held = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hold_ms = HOLD_MS
        self._since = QElapsedTimer()
        self._steps = QTimer(self, interval=_STEP_MS)
        self._steps.timeout.connect(self._step)
        self.pressed.connect(self._begin)
        self.released.connect(self._end)

    @property
    def part(self) -> float:
        """How much of the time it has been held, from 0 to 1."""
        if not self._steps.isActive():
            return 0.0
        return min(self._since.elapsed() / max(self.hold_ms, 1), 1.0)

    def _begin(self) -> None:
        self._since.start()
        self._steps.start()
        self.update()

    def _end(self) -> None:
        self._steps.stop()
        self.update()

    def _step(self) -> None:
        if self.part >= 1:
            self._end()
            self.setDown(False)
            self.held.emit()
        self.setAccessibleDescription(
            _("{part} % held").format(part=round(100 * self.part)) if self.part else self.below
        )
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to hold by key; the keyboard's own repeats do not begin again."""
        if event.key() in _KEYS:
            event.accept()
            if not event.isAutoRepeat() and not self.isDown():
                self.setDown(True)
                self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let go by key."""
        if event.key() not in _KEYS:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat() and self.isDown():
            self._let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let go when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._let_go()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Let go when it is not seen any more."""
        super().hideEvent(event)
        self._let_go()

    def _let_go(self) -> None:
        self.setDown(False)
        self._end()

    def paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """Fill from the left as long as it is held."""
        if not self.part:
            return
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.save()
        painter.setClipPath(shape)
        shade = QColor(theme.current().text)
        shade.setAlpha(110)
        painter.fillRect(QRectF(box.left(), box.top(), box.width() * self.part, box.height()), shade)
        painter.restore()
