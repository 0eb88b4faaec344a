"""The visits of a participant in a row: week, state and window of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.style_sheet import CARD_RADIUS

_HEIGHT = 84
_SIDE = 12


@dataclass(frozen=True)
class VisitMark:
    """One visit as the strip shows it: key and label, how it stands (a status and words), and its window in words."""

    key: str
    label: str
    status: Status
    state: str
    window: str = ""
    icon: str = ""


class VisitButton(QAbstractButton):
    """A visit of the strip."""

    def __init__(self, mark: VisitMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark
        self.setCheckable(True)
        self.setText(mark.label)
        self.setAccessibleName(_("{visit}, {state}").format(visit=mark.label, state=mark.state))
        self.setAccessibleDescription(mark.window)
        self.setToolTip(mark.window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the three lines."""
        widest = max(
            QFontMetrics(theme.bold(15)).horizontalAdvance(self.mark.label),
            QFontMetrics(theme.bold(12)).horizontalAdvance(self.mark.state) + theme.scaled(20),
            QFontMetrics(theme.font(12)).horizontalAdvance(self.mark.window),
        )
        return QSize(widest + 2 * _SIDE, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words may be cut when there is no room."""
        return QSize(theme.scaled(72), theme.scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the visit: label, state with its sign, window."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look)
        room = self.width() - 2 * _SIDE
        size = theme.scaled(16)
        third = (self.height() - 16) / 3
        colour = look.status(self.mark.status)[0]
        label = QRectF(_SIDE, 8, room, third)
        self._write(painter, label, self.mark.label, 15, look.accent if self.isChecked() else look.text, strong=True)
        name = self.mark.icon or icons.STATUS_ICONS[self.mark.status] or "circle-dashed"
        sign = icons.pixmap(name, colour, size, self.devicePixelRatioF())
        painter.drawPixmap(_SIDE, round(8 + third + (third - size) / 2), sign)
        state = QRectF(_SIDE + size + 5, 8 + third, room - size - 5, third)
        self._write(painter, state, self.mark.state, 12, colour, strong=True)
        window = QRectF(_SIDE, 8 + 2 * third, room, third)
        self._write(painter, window, self.mark.window, 12, look.secondary, strong=False)
        painter.end()

    def _paint_ground(self, painter: QPainter, look: theme.Theme) -> None:
        marked = self.isChecked() or self.underMouse()
        painter.setBrush(QColor(look.accent_soft if marked else look.surface))
        strong = self.hasFocus() or self.isChecked()
        painter.setPen(QPen(QColor(look.accent if strong else look.border), 2.0 if strong else 1.0))
        inset = 1.0 if strong else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), CARD_RADIUS, CARD_RADIUS)

    @staticmethod
    def _write(painter: QPainter, place: QRectF, words: str, pixels: int, colour: str, *, strong: bool) -> None:
        font = theme.bold(pixels) if strong else theme.font(pixels)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class VisitStrip(QWidget):
    """All visits side by side; a click, or Space, opens one. Arrows move along."""

    chosen = Signal(str)
    """The person opened a visit; its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, VisitButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_visits(self, marks: Sequence[VisitMark], current: str = "") -> None:
        """Show these visits, one of them as the current one."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {mark.key: VisitButton(mark, self) for mark in marks}
        for key, button in self.buttons.items():
            self._row.addWidget(button)
            self._group.addButton(button)
            button.setChecked(key == current)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
