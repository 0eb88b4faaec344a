"""The band along the top: a surface with a line under it, and words on it that give way where room is short."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel

from ucmsc_desktop.widgets import theme

LINE = 2
LEAST = 24


class Band(QFrame):
    """A strip of the surface colour; its `tone` says which line closes it: accent, or a thin grey one."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the strip and draw its line."""
        del event
        look = theme.current()
        strong = self.property("tone") != "quiet"
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        thick = LINE if strong else 1
        line = QRect(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, QColor(look.accent if strong else look.line))
        painter.end()


class Elided(QLabel):
    """Words of which each line ends in an ellipsis where there is no room for it; the tooltip has them whole."""

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Show words."""
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The full height, and little width."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme.scaled(LEAST)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what there is room for."""
        del event
        lines, metrics, end = self.text().split("\n"), self.fontMetrics(), Qt.TextElideMode.ElideRight
        words = "\n".join(metrics.elidedText(line, end, self.width()) for line in lines)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), words)
        painter.end()
