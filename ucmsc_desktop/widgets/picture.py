"""A picture that can be pressed, as large as its room allows and never distorted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ucmsc_desktop.widgets import theme

_DASHES = (4.0, 4.0)


class Picture(QAbstractButton):
    """Shows an image, or words in a dashed frame while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A thumbnail."""
        return QSize(theme.scaled(200), theme.scaled(150))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough to see what it is."""
        return QSize(160, 110)

    def image(self) -> QImage:
        """The image that is shown, a null image for none."""
        return self._image

    def show_image(self, image: QImage, words: str = "") -> None:
        """Show an image; the words stand where there is none."""
        self._image, self._words = image, words
        self.setEnabled(not image.isNull())
        self.setCursor(Qt.CursorShape.ArrowCursor if image.isNull() else Qt.CursorShape.PointingHandCursor)
        self.update()

    def place(self) -> QRectF:
        """Where the image lies: in the middle, not larger than it is."""
        size = QSizeF(self._image.size())
        room = QSizeF(self.size()) - QSizeF(6, 6)
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        found = QRectF(0, 0, size.width(), size.height())
        found.moveCenter(QRectF(self.rect()).center())
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the image with the ring of focus, or the words."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            line = QPen(QColor(look.border), 1)
            line.setDashPattern(_DASHES)
            painter.setPen(line)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
            painter.setPen(QColor(look.secondary))
            painter.setFont(theme.font(13))
            room = QRectF(self.rect()).adjusted(12, 8, -12, -8)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            place = self.place()
            ratio = self.devicePixelRatioF()
            fitting = self._image.scaled(
                (place.size() * ratio).toSize(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(place, fitting)
            strong = self.hasFocus()
            painter.setPen(QPen(QColor(look.accent if strong else look.border), 2.0 if strong else 1.0))
            painter.drawRect(place.adjusted(-2, -2, 2, 2) if strong else place)
        painter.end()
