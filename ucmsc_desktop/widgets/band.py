"""The band along the top: a surface with a line under it, on which the participant's facts stand."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from ucmsc_desktop.widgets import theme

LINE = 2


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
