"""A control for a gloved hand: a sign, what it does, and below it smaller what to know before."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.fitting import SMALLEST, fitting, width_of

Kind = Literal["plain", "primary", "danger"]
GLOVED = 80
"""What a gloved finger hits, about 20 mm on a laptop's screen."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIGN = 32
_GAP = 14
_SIDE = 14
_TITLE, _BELOW = 19, 13


class BigButton(QAbstractButton):
    """A button of about 20 mm; its words shrink before they are cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: Kind = "plain"
        self.title_size = _TITLE
        self.sign = ""
        self.below = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_words(self, title: str, below: str = "", sign: str = "", kind: Kind = "plain") -> None:
        """Say what the button does, and how much it matters."""
        self.kind, self.sign, self.below = kind, sign, below
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(below)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for sign and words, as high as a gloved finger needs with any size of text."""
        words = max(width_of(self.text(), theme.bold(self.title_size)), width_of(self.below, theme.font(_BELOW)))
        return QSize(self._left_of_words() + words + 2 * _SIDE, GLOVED)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it is wanted, and as narrow as its words can become without the sign."""
        return QSize(self._narrowest() + 2 * _SIDE, self.sizeHint().height())

    def _narrowest(self) -> int:
        return max(width_of(self.text(), theme.bold(SMALLEST)), width_of(self.below, theme.font(SMALLEST)))

    def _left_of_words(self) -> int:
        return theme.scaled(_SIGN) + _GAP if self.sign else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses as Space does."""
        if event.key() in ENTER:
            event.accept()
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def colours(self) -> tuple[str, str, str]:
        """The colours of words, ground and edge."""
        look = theme.current()
        if not self.isEnabled():
            return look.muted, look.ground, look.line
        if self.kind == "primary":
            return look.on_accent, look.accent_strong if self.isDown() else look.accent, look.accent
        if self.kind == "danger":
            return look.on_danger, look.danger, look.danger
        if self.isChecked():
            return look.accent, look.accent_soft, look.accent
        return look.text, look.pressed if self.isDown() else look.surface, look.border

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, sign and words; the focus is a line inside the edge."""
        del event
        ink, ground, edge = self.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        self.paint_ground(painter, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent if self.kind == "plain" else ink), 2.5))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), theme.RADIUS - 2, theme.RADIUS - 2)
        self._paint_words(painter, ink)
        painter.end()

    def paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """Draw what lies between the ground and the words; nothing here."""

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        signed = self._left_of_words()
        if self.width() - 2 * _SIDE - signed < self._narrowest():
            signed = 0
        room = self.width() - 2 * _SIDE - signed
        title = fitting(self.text(), self.title_size, room, is_bold=True)
        below = fitting(self.below, _BELOW, room, is_bold=False)
        widest = max(width_of(self.text(), title), width_of(self.below, below))
        left = max((self.width() - signed - widest) // 2, _SIDE)
        if signed:
            size = theme.scaled(_SIGN)
            painter.drawPixmap(
                left, (self.height() - size) // 2, icons.pixmap(self.sign, ink, size, self.devicePixelRatioF())
            )
            left += signed
        painter.setPen(QColor(ink))
        high, low = QFontMetrics(title).height(), QFontMetrics(below).height() if self.below else 0
        top = (self.height() - high - low) / 2
        centred = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if signed else Qt.AlignmentFlag.AlignHCenter
        )
        for words, font, y, height in ((self.text(), title, top, high), (self.below, below, top + high, low)):
            painter.setFont(font)
            painter.drawText(QRectF(left, y, widest + 2, height), centred, words)
