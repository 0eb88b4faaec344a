"""A sentence that leads somewhere: a row to press, with a sign before it and as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme

SIGN = 18


class LinkRow(QPushButton):
    """A button whose words wrap."""

    def __init__(self, words: str, status: str = "plain", icon: str = "", parent: QWidget | None = None) -> None:
        """Take the sentence and its status (ok, warn, error, info, plain), which gives sign and colour."""
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 8, 8, 8)
        self._row.setSpacing(8)
        self._sign, self._words, self._arrow = QLabel(), QLabel(words), QLabel()
        self._words.setWordWrap(True)
        look = theme.current()
        colour, name = look.status(status)[0], icon or icons.STATUS_ICONS[status] or "circle"
        self._sign.setPixmap(icons.pixmap(name, colour, SIGN, self.devicePixelRatioF()))
        self._arrow.setPixmap(icons.pixmap("chevron-right", look.muted, SIGN, self.devicePixelRatioF()))
        for part in (self._sign, self._words, self._arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            top = Qt.AlignmentFlag.AlignTop if part is self._sign else Qt.AlignmentFlag.AlignVCenter
            self._row.addWidget(part, 1 if part is self._words else 0, top)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height that the words need in the present width."""
        return QSize(160, self._height(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the hint: no line is cut."""
        return self.sizeHint()

    def _height(self, width: int) -> int:
        room = width - 2 * SIGN - 2 * self._row.spacing() - 18
        return max(theme.scaled(theme.TARGET), self._words.heightForWidth(max(room, 60)) + 18)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for another height in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
