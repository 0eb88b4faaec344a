"""A text over several lines in a list that must be seen at once."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_HIGHEST = 10_000


class WrappedLabel(QLabel):
    """Takes the lines that its width needs and never asks for more, so that the rows around it can be low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Keep layouts from bargaining over the height; `resizeEvent` settles it."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line as a wish; the layout gives the width that is left."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.averageCharWidth() * 40, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a few words."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.averageCharWidth() * 20, metrics.lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the lines that the width needs."""
        super().resizeEvent(event)
        room = QRect(0, 0, max(self.width(), 1), _HIGHEST)
        needed = QFontMetrics(self.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
