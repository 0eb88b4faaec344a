"""A number with what it counts: a press shows the list behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.big_button import BigButton
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.fitting import fitting, width_of

HEIGHT = 60
WIDTH = 92
_NUMBER, _BELOW = 21, 12
_SIDE, _SIGN = 5, 18


class NumberTile(BigButton):
    """A number above its words; it can be the one that is chosen. A `status` is told by a sign before the number."""

    def __init__(self, number: int, words: str, status: Status = "plain", parent: QWidget | None = None) -> None:
        """Say the number and what it counts."""
        super().__init__(parent)
        self.setCheckable(True)
        self.number, self.status = number, status
        self.set_words(str(number), words, "triangle-alert" if status == "warn" else "")
        self.setAccessibleName(f"{words}: {number}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """High enough for a finger, whatever the size of the text."""
        return QSize(theme.scaled(WIDTH), theme.scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: tiles of a row are alike."""
        return self.sizeHint()

    def colours(self) -> tuple[str, str, str]:
        """As any button; one with a status has its ink."""
        ink, ground, edge = super().colours()
        if self.status == "plain" or self.isChecked():
            return ink, ground, edge
        return theme.current().status(self.status)[0], ground, edge

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        number, below = theme.bold(_NUMBER), fitting(self.below, _BELOW, self.width() - 2 * _SIDE, is_bold=False)
        high, low = QFontMetrics(number).height(), QFontMetrics(below).height()
        top = (self.height() - high - low) / 2
        room = QRectF(_SIDE, 0, self.width() - 2 * _SIDE, self.height())
        if self.sign:
            size = theme.scaled(_SIGN)
            left = (self.width() - width_of(self.text(), number)) // 2 - size - _SIDE
            sign = icons.pixmap(self.sign, ink, size, self.devicePixelRatioF())
            painter.drawPixmap(max(left, _SIDE), round(top + (high - size) / 2), sign)
        painter.setPen(QColor(ink))
        for words, font, y, height in ((self.text(), number, top, high), (self.below, below, top + high, low)):
            painter.setFont(font)
            room.setTop(y)
            room.setHeight(height)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
