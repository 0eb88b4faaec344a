"""A text over several lines in a list that must be seen at once."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ucmsc_desktop.widgets.heights import ask_height

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

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Show words, with the lines that they need at the present width."""
        super().setText(words)
        if self.isVisible():  # before it is laid out its width says nothing
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the lines of what was said while it was hidden."""
        super().showEvent(event)
        self._fit()

    def words(self) -> str:
        """The words as they are read."""
        return self.text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the lines that the width needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, max(self.width(), 1), _HIGHEST)
        needed = QFontMetrics(self.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.words()).height()
        ask_height(self, needed)
