"""A running infusion as a chip: its participant's code and the countdown in a ring, never a name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ucmsc_desktop.domain.countdown import Countdown
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.fitting import fitting

_HIGH, _HIGH_WIDE = 38, 52
_RING, _RING_WIDE = 18, 30
_PAD, _PAD_WIDE = 2, 10
_FULL = 16 * 360
_TRACK = 60
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunChip(QAbstractButton):
    """Code, ring and time; amber shortly before a set is due, red with an octagon when it is overdue."""

    def __init__(self, parent: QWidget | None = None, *, is_wide: bool = False) -> None:
        """A wide chip says in words too what it counts down to."""
        super().__init__(parent)
        self.countdown: Countdown | None = None
        self.is_wide = is_wide
        self._degrees = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_countdown(self, countdown: Countdown) -> None:
        """Show what an infusion says now; draws only what can be seen to differ."""
        degrees = round(countdown.part * 360)
        old = self.countdown
        self.countdown = countdown
        if old is None or (old.time, old.words, old.status, self._degrees) != (
            countdown.time,
            countdown.words,
            countdown.status,
            degrees,
        ):
            self._degrees = degrees
            self.setAccessibleName(f"{countdown.subject}: {countdown.words}, {countdown.time}")
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its words need."""
        return QSize(theme.scaled(_HIGH), theme.scaled(_HIGH_WIDE if self.is_wide else _HIGH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, ring or sign, and words."""
        del event
        if self.countdown is None:
            return
        look = theme.current()
        ink, ground = look.status(self.countdown.status)
        line = ink if self.hasFocus() or self.countdown.call else ground
        theme.frame(self, ground, line, 2 if self.hasFocus() else 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.scaled(_RING_WIDE if self.is_wide else _RING)
        pad = theme.scaled(_PAD_WIDE if self.is_wide else _PAD)
        ring = QRectF(pad, (self.height() - side) / 2, side, side)
        self._paint_ring(painter, ring, QColor(ink))
        left = ring.right() + pad
        room = QRectF(left, pad, self.width() - left - pad, self.height() - 2 * pad)
        if self.is_wide:
            self._paint_wide(painter, room, self.countdown, ink)
        else:
            self._paint_narrow(painter, room, self.countdown, ink)
        painter.end()

    def _paint_ring(self, painter: QPainter, ring: QRectF, ink: QColor) -> None:
        if self.countdown is not None and (self.countdown.call or self.countdown.status == "ok"):
            name = icons.STATUS_ICONS[self.countdown.status]
            picture = icons.pixmap(name, ink.name(), round(ring.width()), self.devicePixelRatioF())
            painter.drawPixmap(ring.topLeft(), picture)
            return
        thick = ring.width() * 0.14
        inner = ring.adjusted(thick, thick, -thick, -thick)
        track = QColor(ink)
        track.setAlpha(_TRACK)
        painter.setPen(QPen(track, thick))
        painter.drawEllipse(inner)
        painter.setPen(QPen(ink, thick, c=Qt.PenCapStyle.FlatCap))
        painter.drawArc(inner, 90 * 16, round(_FULL * self._degrees / 360))

    def _paint_narrow(self, painter: QPainter, room: QRectF, shown: Countdown, ink: str) -> None:
        half = room.height() / 2
        top = QRectF(room.left(), room.top(), room.width(), half)
        self._write(painter, top, shown.subject, 12, theme.current().text, is_bold=False)
        self._write(painter, top.translated(0, half), shown.brief, 13, ink, is_bold=True)

    def _paint_wide(self, painter: QPainter, room: QRectF, shown: Countdown, ink: str) -> None:
        half, middle = room.height() / 2, room.width() * 0.58
        top = QRectF(room.left(), room.top(), middle, half)
        self._write(painter, top, shown.subject, 15, theme.current().text, is_bold=True)
        self._write(painter, top.translated(0, half), shown.words, 13, theme.current().secondary, is_bold=False)
        time = QRectF(room.left() + middle, room.top(), room.width() - middle, room.height())
        self._write(painter, time, shown.time, 20, ink, is_bold=True, align=_RIGHT)

    @staticmethod
    def _write(
        painter: QPainter,
        room: QRectF,
        words: str,
        size: int,
        ink: str,
        *,
        is_bold: bool,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        painter.setFont(fitting(words, size, room.width(), is_bold=is_bold))
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
        painter.drawText(room, align | Qt.TextFlag.TextDontClip, shown)
