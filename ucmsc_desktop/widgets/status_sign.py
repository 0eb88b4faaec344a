"""The sign of a status before a line of words, in the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Status

_SIZE = 18


class StatusSign(QLabel):
    """A sign that says a status to the eye, and to assistive technology in a word."""

    def __init__(self, status: Status, said: str, icon: str = "", parent: QWidget | None = None) -> None:
        """Take the status and its word; another icon than the status's own may be named."""
        super().__init__(parent)
        self._status, self._icon = status, icon or icons.STATUS_ICONS[status]
        self.setAccessibleName(said)
        self._draw()

    def _draw(self) -> None:
        colour = theme.current().status(self._status)[0]
        self.setPixmap(icons.pixmap(self._icon, colour, theme.scaled(_SIZE), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw()
