"""Room for a notice that may say much: as high as its words where there is height, and scrolling where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ucmsc_desktop.widgets import theme

LEAST = 96
_NO_END = 16_777_215


class NoticeRoom(QScrollArea):
    """Asks for the height of what it holds and never for more than `most`; the keyboard reaches it where it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = _NO_END
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_most(self, most: int | None) -> None:
        """Never be higher than this many pixels; None for as high as the words."""
        self.most = _NO_END if most is None else most
        self._fit()

    def _wanted(self) -> int:
        place = self.widget()
        layout = place.layout() if place is not None else None
        if layout is None:
            return 0
        width = self.viewport().width()
        needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()
        return needed + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height of the words."""
        return QSize(super().sizeHint().width(), min(self._wanted(), self.most))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few lines."""
        return QSize(0, min(self._wanted(), self.most, theme.scaled(LEAST)))

    def _fit(self) -> None:
        highest = min(self._wanted(), self.most)
        if highest != self.maximumHeight():
            self.setMaximumHeight(highest)
            self.updateGeometry()
        scrolls = self._wanted() > self.height()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the words: other ones may need another height."""
        found = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width needs another height."""
        super().resizeEvent(event)
        self._fit()
