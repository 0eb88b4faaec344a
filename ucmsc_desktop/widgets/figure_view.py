"""Shows a Figure: to look at, to point at, to walk through with the keyboard, to hear, and to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ucmsc_desktop.domain.figure import Axis, Figure
from ucmsc_desktop.domain.figure_layout import lay_out, least_height
from ucmsc_desktop.domain.figure_type import unit
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_ink import ScreenType
from ucmsc_desktop.widgets.figure_over import Owned, highlight, readout
from ucmsc_desktop.widgets.figure_paint import FigurePaint
from ucmsc_desktop.widgets.figure_targets import Found, Target, Targets
from ucmsc_desktop.widgets.figure_walk import Group, groups, step

BEYOND = 300
"""Pixels of height that are kept as a picture beyond what is seen: of a thousand rows thirty are drawn."""
LARGEST, MARGIN = 30_000, 60
NOTHING = Figure("", "", Axis("", 0, 1), Axis("", 0, 1))


class FigureView(QWidget):
    """A Figure. `pointed` and `chosen` name a participant, empty for none; `opened` asks for the chosen one's chart."""

    pointed = Signal(str)
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._figure, self._who = NOTHING, ""
        self._owned: Owned | None = None
        self._here: Target | None = None
        self._under: Found | None = None
        self._spot = QPointF()
        self._paint: FigurePaint | None = None
        self._targets: Targets | None = None
        self._ways: list[Group] = []
        self._slab, self._slab_top = QPixmap(), 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # --- What is shown ---

    def show_figure(self, figure: Figure) -> None:
        """Show a Figure; the highlighted participant stays."""
        self._figure, self._owned = figure, None
        self._here = self._under = None
        self.setAccessibleName(figure.title)
        self.setAccessibleDescription(" ".join(filter(None, [figure.description, *figure.notes])))
        self._renew()

    def figure(self) -> Figure:
        """The Figure that is shown."""
        return self._figure

    def highlight(self, who: str) -> None:
        """Let a participant stand out, none for an empty code."""
        if who != self._who:
            self._who = who
            self.update()

    def highlighted(self) -> str:
        """Who stands out."""
        return self._who

    def place_of(self, who: str) -> QPoint | None:
        """The middle of a participant's first mark or block, None for somebody who has none."""
        frame = self._ready().layout.frame
        spots = [(mark.x, mark.y) for mark in self._figure.marks if mark.who == who]
        spots += [((one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2) for one in self._figure.blocks if one.who == who]
        if frame is None or not spots:
            return None
        x, y = frame.spots(spots[:1])[0]
        return QPoint(round(x), round(y))

    def _renew(self) -> None:
        self._paint = self._targets = None
        self._ways = []
        self._slab = QPixmap()
        self.setMinimumHeight(round(least_height(self._figure, self.width(), ScreenType())))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A panel, as high as its rows ask."""
        return QSize(theme.scaled(460), max(theme.scaled(320), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough to see what it is."""
        return QSize(theme.scaled(240), max(theme.scaled(180), self.minimumHeight()))

    # --- Drawing ---

    def _ready(self) -> FigurePaint:
        if self._paint is None:
            type_ = ScreenType()
            layout = lay_out(self._figure, self.width(), self.height(), type_)
            self._paint = FigurePaint(self._figure, layout, type_, theme.current())
        return self._paint

    def _aim(self) -> Targets | None:
        frame = self._ready().layout.frame
        if self._targets is None and frame is not None:
            self._targets = Targets(self._figure, frame, unit(self._ready().type))
        return self._targets

    def _walk(self) -> list[Group]:
        aim, frame = self._aim(), self._ready().layout.frame
        if not self._ways and aim is not None and frame is not None:
            self._ways = groups(self._figure, frame, aim.all())
        return self._ways

    def _picture_of(self, seen: QRectF) -> QPixmap:
        """The kept picture, drawn anew when what is seen is not on it."""
        ratio = self.devicePixelRatioF()
        high = min(self.height(), round(seen.height()) + BEYOND)
        kept = QRectF(0, self._slab_top, self.width(), self._slab.height() / ratio)
        if self._slab.isNull() or self._slab.devicePixelRatioF() != ratio or not kept.contains(seen):
            top = 0 if high == self.height() else round(seen.center().y() - high / 2)
            self._slab_top = max(0, min(top, self.height() - high))
            self._slab = QPixmap(QSize(self.width(), high) * ratio)
            self._slab.setDevicePixelRatio(ratio)
            self._slab.fill(QColor(theme.current().surface))
            painter = QPainter(self._slab)
            painter.translate(0, -self._slab_top)
            self._ready().draw(painter, self._slab_top, self._slab_top + high)
            painter.end()
        return self._slab

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Put the kept picture down, and over it what stands out, is pointed at or has the keyboard."""
        seen = QRectF(event.rect())
        picture = self._picture_of(seen)
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, self._slab_top), picture)
        self._draw_over(painter)
        painter.end()

    def _draw_over(self, painter: QPainter) -> None:
        look, words, spot = theme.current(), "", QPointF()
        if self._under is not None and self._under.who != self._who:
            self._draw_who(painter, self._under.who, pointed=True)
        self._draw_who(painter, self._who)
        if self._under is not None:
            words, spot = self._under.words or self._under.who, self._spot
        elif self._here is not None and self.hasFocus():
            box = QRectF(QPointF(*self._here.box[:2]), QPointF(*self._here.box[2:])).adjusted(-4, -4, 4, 4)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(box, 3, 3)
            words, spot = self._here.words or self._here.who, box.center()
        if words:
            readout(painter, words, spot, QRectF(self.visibleRegion().boundingRect()).adjusted(3, 3, -3, -3))
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _draw_who(self, painter: QPainter, who: str, *, pointed: bool = False) -> None:
        if who:
            self._owned = self._owned or Owned(self._figure)
            highlight(painter, self._ready(), self._owned, who, pointed=pointed)

    def picture(self, scale: float = 2.0) -> QImage:
        """The whole Figure as an image with whoever stands out, without pointer and focus."""
        scale = min(scale, LARGEST / max(1, self.width(), self.height()))
        image = QImage(QSize(self.width(), self.height()) * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(theme.current().surface))
        painter = QPainter(image)
        self._ready().draw(painter, 0, self.height())
        self._draw_who(painter, self._who)
        painter.end()
        return image

    def save_png(self, path: Path) -> None:
        """Save the picture. Raises OSError when it cannot be written."""
        if not self.picture().save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError(_("The picture could not be written to {path}.").format(path=path))

    # --- Pointer ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what lies under the pointer."""
        self._spot = event.position()
        aim = self._aim()
        self._point(aim.at(self._spot.x(), self._spot.y()) if aim else None)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def _point(self, found: Found | None) -> None:
        before, self._under = self._under, found
        self.setCursor(Qt.CursorShape.PointingHandCursor if found and found.who else Qt.CursorShape.ArrowCursor)
        if found is not None or before is not None:
            self.update()
        if (found.who if found else "") != (before.who if before else ""):
            self.pointed.emit(found.who if found else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose whoever is under the pointer, nobody on empty ground."""
        self.mouseMoveEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._under.who if self._under else "")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the participant's own chart."""
        self.mouseMoveEvent(event)
        if self._under is not None and self._under.who:
            self.opened.emit(self._under.who)

    def _choose(self, who: str) -> None:
        self.highlight(who)
        self.chosen.emit(who)

    # --- Keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk, choose with Enter, and with Enter again ask for the chart."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._here is not None and self._here.who:
            if self._here.who == self._who:
                self.opened.emit(self._who)
            else:
                self._choose(self._here.who)
            return
        target = step(event.key(), self._walk(), self._here)
        if target is None:
            super().keyPressEvent(event)
            return
        moved = self._here is None or self._here.who != target.who
        self._here, self._under = target, None
        self._show_place(target)
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, target.words or target.who))
        if moved:
            self.pointed.emit(target.who)

    def _show_place(self, target: Target) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is not None and inside is not None:
            box = target.box
            spot = self.mapTo(inside, QPoint(round((box.left + box.right) / 2), round((box.top + box.bottom) / 2)))
            area.ensureVisible(spot.x(), spot.y(), MARGIN, MARGIN)

    # --- Looks ---

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._here = self._under = None
        self._renew()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again in the colours of another look or the size of another text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_ways"):
            self._here = self._under = None
            self._renew()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the ring of the focus."""
        super().focusOutEvent(event)
        self.update()
