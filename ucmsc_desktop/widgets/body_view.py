"""A view of the body chart: draws it, shows brush and cursor, and hands what a person does to the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.body import brush, count
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import body_keys, theme
from ucmsc_desktop.widgets.body_canvas import Canvas, Tool
from ucmsc_desktop.widgets.body_input import Input, is_touch
from ucmsc_desktop.widgets.body_paint import CHART, drawing

_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_AROUND = 4


class BodyView(QWidget):
    """The ground of the map of the whole chart and of its enlarged pane."""

    enlarge_wanted = Signal()
    """The person asks for the other of map and enlarged pane."""

    def __init__(self, parent: QWidget | None = None, canvas: Canvas | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas or Canvas(self)
        self._input = Input(self)
        self._layers: dict[Region | None, QPixmap] = {}
        self._ring: tuple[QPointF, float] | None = None
        self.by_keys = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAccessibleName(_("Body chart"))
        self.canvas.dabbed.connect(self._show_paint)
        self.canvas.changed.connect(self._show_change)
        self._show_change()

    # What a subclass says

    def to_view(self) -> QTransform:
        """From chart units to places of the view."""
        raise NotImplementedError

    def shown_box(self) -> QRectF:
        """The part of the chart that is drawn and can be painted."""
        return CHART

    def pinch(self, factor: float, centre: QPointF, shift: QPointF) -> None:
        """Two fingers moved apart by a factor, and on."""
        raise NotImplementedError

    def draw_words(self, painter: QPainter) -> None:
        """Write what belongs to the ground."""

    def space(self) -> None:
        """Do what the space bar does."""
        self.canvas.fill(self.canvas.cursor)

    def stop_stroke(self) -> None:
        """End the stroke that is made here and keep what is painted."""
        self._input.stop()

    # Places

    def chart_at(self, place: QPointF) -> tuple[float, float] | None:
        """The point of the chart under a place of the view, None beside the chart."""
        point = self.to_view().inverted()[0].map(place)
        within = self.shown_box().contains(point) and QRectF(self.rect()).contains(place)
        return (point.x(), point.y()) if within else None

    def point_at(self, place: QPointF | None) -> None:
        """Show the brush at a place, as wide as it paints there, or nowhere."""
        point = None if place is None or self.canvas.read_only else self.chart_at(place)
        reach = 0.0
        if point is not None and self.canvas.tool is not Tool.FILL:
            reach = brush.radius(self.canvas.chart, *point, self.canvas.quarters)
        before, self._ring = self._ring, (place, reach * self._scale()) if place is not None and reach else None
        for ring in (before, self._ring):
            if ring is not None:
                self.update(_box(ring).toAlignedRect())

    def _scale(self) -> float:
        return self.to_view().m11()

    def mouse_gone(self) -> None:
        """Take the brush away."""
        self.point_at(None)

    # Events

    def event(self, event: QEvent) -> bool:
        """Give fingers, mouse and pen to the input; end a stroke when the window is left."""
        if isinstance(event, QTouchEvent) and is_touch(event):
            if event.type() == QEvent.Type.TouchBegin:
                self._focus_by_hand()
            return self._input.touch(event)
        if event.type() in _MOUSE:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._focus_by_hand()
            return self._input.mouse(event) or super().event(event)  # type: ignore[arg-type]
        if isinstance(event, QKeyEvent) and self._takes_back(event):
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self._input.stop()
        elif event.type() == QEvent.Type.Leave:
            self.mouse_gone()
        return super().event(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        """Esc in mid-stroke takes the stroke back, before it means anything to the window."""
        if event.key() != Qt.Key.Key_Escape or not self.canvas.is_painting:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.canvas.cancel()
        return True

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802 - Qt's name
        """Paint with the pen."""
        if event.type() == QEvent.Type.TabletPress:
            self._focus_by_hand()
        self._input.tablet(event)

    def _focus_by_hand(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._show_cursor(shown=False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus, and the cursor to whom comes by keyboard."""
        super().focusInEvent(event)
        self._show_cursor(shown=event.reason() in _BY_KEY)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """End the stroke."""
        super().focusOutEvent(event)
        self._input.stop()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """End the stroke: its line would be torn."""
        super().resizeEvent(event)
        self._input.stop()
        self.forget_layers()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """End the stroke."""
        super().hideEvent(event)
        self._input.stop()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look, the size of text and what is enabled."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.canvas.paint.set_colour(theme.current().lesion)
            self.forget_layers()
        elif event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._input.stop()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move the cursor, Space and Enter paint under it, letters take tools; the rest is the page's."""
        pressed = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if pressed or not self._key(event.key()):
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        if key in body_keys.ARROWS:
            self._show_cursor(shown=True)
            self.canvas.set_cursor(body_keys.neighbour(self.canvas.cursor, body_keys.ARROWS[Qt.Key(key)]))
        elif key == Qt.Key.Key_M:
            self.enlarge_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self.space()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.canvas.read_only:
            self.canvas.fill(self.canvas.cursor)
        else:
            return not self.canvas.read_only and body_keys.tool_key(self.canvas, key)
        return True

    @property
    def sub_region_name(self) -> str:
        """The sub-region under the cursor of the keys, in words."""
        return _(self.canvas.cursor.label)

    def _show_cursor(self, *, shown: bool) -> None:
        if shown is not self.by_keys:
            self.by_keys = shown
            self.update()

    # Look

    def _show_paint(self, changed: QRectF) -> None:
        self.update(self.to_view().mapRect(changed).toAlignedRect().adjusted(-2, -2, 2, 2))
        if not self.canvas.is_painting:
            self.describe()

    def _show_change(self) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor if self.canvas.read_only else Qt.CursorShape.CrossCursor)
        self.describe()
        self.update()

    def describe(self) -> None:
        """Say the sub-region under the cursor and how much of it is painted."""
        pct = count.sub_region_pct(self.canvas.chart, self.canvas.mask, self.canvas.cursor)
        words = _("{place}: {pct} painted").format(place=self.sub_region_name, pct=text.quantity(pct, "%"))
        self.setAccessibleDescription(words)

    def forget_layers(self) -> None:
        """Draw the ground anew."""
        self._layers.clear()
        self.update()

    def _layer(self, region: Region | None) -> QPixmap:
        """The ground with a region active; the lines that lie over the paint for None."""
        ratio = self.devicePixelRatioF()
        kept = self._layers.get(region)
        if kept is None or kept.devicePixelRatio() != ratio:
            kept = self._layers[region] = self._drawn(region, ratio)
        return kept

    def _drawn(self, region: Region | None, ratio: float) -> QPixmap:
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(QColor(theme.current().surface) if region else Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setTransform(self.to_view(), True)
        painter.setClipRect(self.shown_box())
        if region:
            drawing().draw_skin(painter, region)
        else:
            drawing().draw_lines(painter)
        painter.restore()
        if region:
            self.draw_words(painter)
        painter.end()
        return layer

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground, the paint, the lines over it, and brush and cursor."""
        del event
        ground, lines = self._layer(self.canvas.region), self._layer(None)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, ground)
        painter.save()
        painter.setTransform(self.to_view(), True)
        painter.setClipRect(self.shown_box())
        self.canvas.paint.draw(painter)
        painter.restore()
        painter.drawPixmap(0, 0, lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ring is not None:
            self._draw_ring(painter, *self._ring)
        if self.hasFocus():
            self._draw_focus(painter)
        painter.end()

    def _draw_ring(self, painter: QPainter, place: QPointF, reach: float) -> None:
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashes = QPen(QColor(look.accent), 1.6)
        dashes.setDashPattern([3.5, 2.5])
        for pen in (QPen(QColor(look.surface), 2.6), dashes):
            painter.setPen(pen)
            painter.drawEllipse(place, reach, reach)

    def _draw_focus(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.by_keys:
            path: QPainterPath = self.to_view().map(drawing().parts[self.canvas.cursor.id])
            for colour, width in ((look.surface, 6.0), (look.accent, 3.0)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawPath(path)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)


def _box(ring: tuple[QPointF, float]) -> QRectF:
    place, reach = ring
    side = reach + _AROUND
    return QRectF(place.x() - side, place.y() - side, 2 * side, 2 * side)
