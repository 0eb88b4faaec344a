"""A sentence that a person should see before going on, with a sign and a ground that say how much it matters."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.heights import ask_height

_RADIUS = 8
_SIDE = 10
_ABOVE = 5
_SIGN = 18
_NARROWEST = 140


class Notice(QWidget):
    """A status in one or more sentences, wrapped. Hidden while it has no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status: Status = "plain"
        self.size_of_words = 13
        self._words = ""
        self._icon = ""
        # A width of its own would move what stands beside it whenever the words change.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def set_status(self, status: Status, words: str, icon: str = "") -> None:
        """Say a status (ok, warn, error, info or plain); another icon than the status's own may be named."""
        self.status, self._words = status, words
        self._icon = icon or icons.STATUS_ICONS[status]
        self.setAccessibleName(words)
        self._fit()
        self.setVisible(bool(words))
        self.update()

    def text(self) -> str:
        """The words."""
        return self._words

    def _left(self) -> int:
        return _SIDE + (theme.scaled(_SIGN) + 8 if self._icon else 0)

    def _room(self) -> QRectF:
        return QRectF(self._left(), 0, max(self.width() - self._left() - _SIDE, 1), max(self.height(), 1))

    def _fit(self) -> None:
        if self.width() < _NARROWEST:
            return
        room = QRectF(0, 0, self._room().width(), 10_000)
        metrics = QFontMetricsF(theme.bold(self.size_of_words))
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._words).height()
        ask_height(self, ceil(needed) + 2 * _ABOVE if self._words else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take as many lines as the width needs."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, sign and words."""
        del event
        look = theme.current()
        colour, ground = look.status(self.status)
        theme.frame(self, ground, ground, 1.0, _RADIUS)
        painter = QPainter(self)
        if self._icon:
            size = theme.scaled(_SIGN)
            sign = icons.pixmap(self._icon, colour, size, self.devicePixelRatioF())
            painter.drawPixmap(_SIDE, min((self.height() - size) // 2, size), sign)
        painter.setFont(theme.bold(self.size_of_words))
        painter.setPen(QColor(look.text))
        painter.drawText(self._room(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
