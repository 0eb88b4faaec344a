"""The pieces of which pages are made: cards, chips that say a status, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme

if TYPE_CHECKING:
    from ucmsc_desktop.domain.casebook import State

Status = Literal["ok", "warn", "error", "info", "plain"]
CHIP_RADIUS = 6
_CHIP_HEIGHT = 28
_SIDE = 10
_GAP = 6
_NEVER_CUT = 240
# By the codes of State, which is not imported: the log-in screen has cards and needs no records.
STATES: dict[str, tuple[Status, str]] = {
    "": ("plain", "circle-dashed"),
    "draft": ("info", "pencil"),
    "saved": ("info", "circle-check"),
    "signed": ("ok", "signature"),
}
"""How final a record is: status and icon by the code of its state."""


class Card(QFrame):
    """A rounded surface that holds what belongs together; how it looks is in the style sheet."""


class SectionTitle(QLabel):
    """The title of a card; how it looks is in the style sheet."""


class Chip(QWidget):
    """A status in words, with a sign and a colour that say the same. Hidden while it has no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status: Status = "plain"
        self._words = ""
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_status(self, status: Status, words: str, icon: str = "") -> None:
        """Say a status (ok, warn, error, info or plain); another icon than the status's own may be named."""
        self.status, self._words = status, words
        self._icon = icon or icons.STATUS_ICONS[status]
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def show_state(self, state: State | None, words: str) -> None:
        """Say how final a record is."""
        status, icon = STATES["" if state is None else state.value]
        self.set_status(status, words, icon)

    def text(self) -> str:
        """The words."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for sign and words in one line."""
        return chip_size(self._words, self._icon)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Long words may be cut when there is no room; they are in the tooltip then."""
        return QSize(min(self.sizeHint().width(), theme.scaled(_NEVER_CUT)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, sign and words."""
        del event
        painter = QPainter(self)
        draw_chip(painter, self.rect(), self.status, self._words, self._icon)
        painter.end()


def chip_size(words: str, icon: str) -> QSize:
    """Room for sign and words in one line."""
    sign = theme.scaled(16) + _GAP if icon else 0
    width = QFontMetrics(theme.bold(13)).horizontalAdvance(words)
    return QSize(2 * _SIDE + sign + width + 1, theme.scaled(_CHIP_HEIGHT))


def draw_chip(painter: QPainter, place: QRect, status: Status, words: str, icon: str) -> None:
    """Draw ground, sign and words; words that find no room are cut."""
    from PySide6.QtCore import Qt  # late: the log-in shows no chip, and Qt's enums cost its start 10 ms

    colour, ground = theme.current().status(status)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(place), CHIP_RADIUS, CHIP_RADIUS)
    left = place.left() + _SIDE
    if icon:
        size = theme.scaled(16)
        sign = icons.pixmap(icon, colour, size, painter.device().devicePixelRatio())
        painter.drawPixmap(left, place.top() + (place.height() - size) // 2, sign)
        left += size + _GAP
    font = theme.bold(13)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    room = place.right() + 1 - left - _SIDE + 1
    written = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(left, place.top(), room, place.height()), Qt.AlignmentFlag.AlignVCenter, written)
