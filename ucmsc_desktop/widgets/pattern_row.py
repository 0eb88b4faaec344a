"""Pictures of one region with known involvement: the person picks the one that looks like the skin before them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.body.chart import Mask, load_chart
from ucmsc_desktop.body.patterns import INVOLVEMENTS, pattern
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, SubRegion
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_paint import COVER, VIEWS, drawing, view_box

_WIDE, _HIGH, _NARROWEST = 68, 88, 52
_WORDS = 22
_MARGIN = 5
_BETWEEN = 14.0
_EDGE = 6.0
_ARM = 17.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(INVOLVEMENTS) - 1}


@dataclass(frozen=True)
class Window:
    """Sub-regions that are shown together, the box of the chart around them, and how it is turned."""

    parts: tuple[SubRegion, ...]
    box: QRectF
    turned: QTransform

    @property
    def place(self) -> QRectF:
        """The box around the sub-regions as they are turned."""
        box = QRectF()
        for part in self.parts:
            box = box.united(self.turned.map(drawing().parts[part.id]).boundingRect())
        return box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)


@lru_cache(maxsize=4)
def windows(region: Region) -> tuple[Window, ...]:
    """How a region is shown: front and back side by side; arms hang straight, so that they are drawn larger."""
    arms = region is Region.UPPER_LIMBS
    found = []
    for view in VIEWS:
        for side in (".right", ".left") if arms else ("",):
            here = [part for part in SUB_REGIONS if part.region is region and part.view == view]
            parts = tuple(part for part in here if part.id.endswith(side))
            box = reduce(QRectF.united, (drawing().part_box(part) for part in parts))
            turned = QTransform()
            if arms:
                turned.rotate(-_ARM if box.center().x() < view_box(view).center().x() else _ARM)
            found.append(Window(parts, box.adjusted(-1, -1, 1, 1), turned))
    return tuple(sorted(found, key=lambda window: window.box.left()))


def picture(region: Region, pct: int, size: QSize, ratio: float) -> QPixmap:
    """A region with so many % involved, as large as it goes in a size at a ratio of device pixels."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    shown = [(window, window.place) for window in windows(region)]
    wide = sum(place.width() for _window, place in shown) + _BETWEEN * (len(shown) - 1)
    high = max(place.height() for _window, place in shown)
    scale = min(size.width() / wide, size.height() / high)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate((size.width() - wide * scale) / 2, (size.height() - high * scale) / 2)
    mask = pattern(load_chart(), region, pct)
    left = 0.0
    for window, place in shown:
        painter.save()
        painter.translate(left, 0)
        painter.scale(scale, scale)
        painter.translate(-place.topLeft())
        painter.setTransform(window.turned, True)
        drawing().draw_parts(painter, window.parts, 0.9)
        painter.setClipPath(reduce(QPainterPath.united, (drawing().parts[part.id] for part in window.parts)))
        drawing().draw_cues(painter, window.parts[0].view, 0.7)
        _draw_paint(painter, mask, window.box, scale * ratio)
        painter.restore()
        left += (place.width() + _BETWEEN) * scale
    painter.end()
    return made


def _draw_paint(painter: QPainter, mask: Mask, box: QRectF, by: float) -> None:
    """Draw a part of a mask, made small in two steps, so that a plaque is never lost between two pixels."""
    place = box.toAlignedRect()
    shown = mask[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
    colour = QColor(theme.current().lesion)
    colour.setAlphaF(COVER)
    pixels = np.where(shown, np.uint32(_premultiplied(colour)), np.uint32(0))
    high, wide = pixels.shape
    whole = QImage(pixels.tobytes(), wide, high, 4 * wide, QImage.Format.Format_ARGB32_Premultiplied)
    small = QSize(max(round(2 * wide * by), 1), max(round(2 * high * by), 1))
    smooth = whole.scaled(small, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(QRectF(QPointF(place.topLeft()), QPointF(place.left() + wide, place.top() + high)), smooth)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alphaF()
    red, green, blue = (round(part * alpha) for part in (colour.red(), colour.green(), colour.blue()))
    return colour.alpha() << 24 | red << 16 | green << 8 | blue


class PatternButton(QAbstractButton):
    """One picture with its % under it."""

    def __init__(self, pct: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pct = pct
        self.picture: QPixmap | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setText(text.quantity(pct, "%"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A stamp."""
        return QSize(theme.scaled(_WIDE), _HIGH)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for a finger."""
        return QSize(_NARROWEST, _HIGH - 12)

    def picture_size(self) -> QSize:
        """The room over the %."""
        return QSize(self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN - theme.scaled(_WORDS)).expandedTo(
            QSize(8, 8)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture and the %, and a frame around what is chosen."""
        del event
        look = theme.current()
        chosen, under = self.isChecked(), self.underMouse() and self.isEnabled()
        strong = chosen or self.hasFocus()
        ground = look.accent_soft if chosen else look.ground if under or self.isDown() else look.surface
        theme.frame(self, ground, look.accent if strong else look.line, 2.0 if strong else 1.0)
        painter = QPainter(self)
        if self.picture is not None:
            painter.drawPixmap(_MARGIN, _MARGIN, self.picture)
        painter.setFont(theme.bold(13))
        painter.setPen(QColor(look.accent if chosen else look.text))
        words = QRectF(0, self.height() - theme.scaled(_WORDS) - 2, self.width(), theme.scaled(_WORDS))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 5, 5)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pick with Enter as with Space; arrows are the row's, and the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class PatternRow(QWidget):
    """Nine pictures of one region. They are drawn one by one while nothing else is to be done, and kept."""

    picked = Signal(int)
    """The person picked the picture of so many %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.region = Region.HEAD
        self.read_only = False
        self._kept: dict[tuple[Region, int], QPixmap] = {}
        self._made_for: tuple[object, ...] = ()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_one)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self.buttons = [PatternButton(pct, self) for pct in INVOLVEMENTS]
        for button in self.buttons:
            row.addWidget(button)
            button.clicked.connect(lambda _checked, pct=button.pct: self._pick(pct))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._rove(0)
        self._name()

    # What the page sets

    def set_region(self, region: Region) -> None:
        """Show the pictures of a region; none is chosen then."""
        if region is not self.region:
            self.region = region
            self.set_chosen(None)
            self._name()
            self._restart()

    def set_chosen(self, pct: int | None) -> None:
        """Frame the picture of a %, or none."""
        for number, button in enumerate(self.buttons):
            button.setChecked(button.pct == pct)
            if button.pct == pct:
                self._rove(number)

    def chosen(self) -> int | None:
        """The % of the framed picture."""
        return next((button.pct for button in self.buttons if button.isChecked()), None)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Let the pictures be looked at only."""
        self.read_only = read_only
        for button in self.buttons:
            button.setEnabled(not read_only)

    def _pick(self, pct: int) -> None:
        self.set_chosen(pct)
        self.picked.emit(pct)

    def _name(self) -> None:
        region = _(self.region.label)
        self.setAccessibleName(_("{region}, pictures of involvement").format(region=region))
        for button in self.buttons:
            words = _("{region}, {pct} involved").format(region=region, pct=text.quantity(button.pct, "%"))
            button.setAccessibleName(words)

    # Keys

    def _rove(self, number: int) -> None:
        """One picture is in the tab order, the arrows go to the others."""
        for place, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == number else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from picture to picture with the arrows."""
        at = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), 0)
        if event.key() in _STEPS:
            at = min(max(at + _STEPS[Qt.Key(event.key())], 0), len(self.buttons) - 1)
        elif event.key() in _ENDS:
            at = _ENDS[Qt.Key(event.key())]
        else:
            super().keyPressEvent(event)
            return
        self._rove(at)
        self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    # Pictures

    def is_drawn(self) -> bool:
        """Whether all pictures of the region are there."""
        return all(button.picture is not None for button in self.buttons) and not self._timer.isActive()

    def _restart(self) -> None:
        for button in self.buttons:
            button.picture = self._kept.get((self.region, button.pct))
            button.update()
        if self.isVisible() and not all(button.picture is not None for button in self.buttons):
            self._timer.start()

    def _draw_one(self) -> None:
        button = next((button for button in self.buttons if button.picture is None), None)
        if button is None or not self.isVisible():
            self._timer.stop()
            return
        made = picture(self.region, button.pct, button.picture_size(), self.devicePixelRatioF())
        self._kept[self.region, button.pct] = button.picture = made
        button.update()

    def _forget(self) -> None:
        """Drop the pictures when they would be drawn in another way now."""
        sizes = tuple(button.picture_size().toTuple() for button in self.buttons)
        made_for = (sizes, theme.current().name, self.devicePixelRatioF())
        if made_for != self._made_for:
            self._made_for = made_for
            self._kept.clear()
            self._restart()

    def event(self, event: QEvent) -> bool:
        """Draw anew for another size, look or screen, after the buttons have their places."""
        answer = super().event(event)
        kinds = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.PaletteChange)
        if event.type() in (*kinds, QEvent.Type.DevicePixelRatioChange) and hasattr(self, "buttons"):
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._forget()
        return answer

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to draw."""
        super().showEvent(event)
        self._forget()
        self._restart()
