"""A small popup with the legend and the notes of a Figure, each sample as it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QWidget

from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figure_key import key_layout, key_words
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_ink import ScreenType
from ucmsc_desktop.widgets.figure_paint import FigurePaint

WIDE, PAD = 380, 12
_CLOSES = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FigureKey(QFrame):
    """Tells what the marks, lines and shades mean. It closes with Esc, Enter, or a click anywhere."""

    def __init__(self, parent: QWidget, figure: Figure) -> None:
        """Lay out what the Figure has to tell."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words, type_ = key_words(figure), ScreenType()
        layout, high = key_layout(figure, theme.scaled(WIDE), type_)
        self._paint = FigurePaint(figure, layout, type_, theme.current())
        wide = max((one.box.right for one in layout.written), default=0.0)
        self._pad = theme.scaled(PAD)
        self.setFixedSize(round(wide) + 2 * self._pad, round(high) + 2 * self._pad)
        self.setAccessibleName(_("Legend and notes: {title}").format(title=figure.title))
        self.setAccessibleDescription(self.words)

    def show_below(self, widget: QWidget) -> None:
        """Open under a widget, at its right edge, wholly on the screen."""
        room = widget.screen().availableGeometry()
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height()))
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        self.move(left, max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw samples and words on a ground of their own."""
        del event
        look, painter = theme.current(), QPainter(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        painter.setPen(QPen(QColor(look.border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.translate(self._pad, self._pad)
        self._paint.draw(painter, 0, self.height())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click anywhere was to close it."""
        event.accept()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close with the keys that close or confirm."""
        if event.key() in _CLOSES:
            self.close()
        else:
            super().keyPressEvent(event)
