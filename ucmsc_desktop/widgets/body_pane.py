"""The enlarged pane: the active region at two and a half times the scale of the whole chart, on the same canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollBar, QSizePolicy, QToolButton, QWidget

from ucmsc_desktop.body.sub_regions import View
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.body_canvas import Canvas
from ucmsc_desktop.widgets.body_paint import VIEWS, draw_edge_words, drawing, view_box
from ucmsc_desktop.widgets.body_view import BodyView
from ucmsc_desktop.widgets.lens import Lens
from ucmsc_desktop.widgets.segments import Segments

ENLARGED = 2.5
STEP = 1.25
_FINE = 10


class PaneView(BodyView):
    """The chart through a lens, one view at a time."""

    moved = Signal()
    """Another part of the chart is seen, or the same in another size."""

    def __init__(self, parent: QWidget | None = None, canvas: Canvas | None = None) -> None:
        self.view: View = "front"
        self.lens = Lens(view_box("front"))
        self._centred: tuple[Region, View] | None = None
        self._dragged: QPointF | None = None
        super().__init__(parent, canvas)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Body chart, enlarged"))
        self.moved.connect(self.forget_layers)
        self.canvas.changed.connect(self._follow)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the whole chart."""
        return QSize(500, 430)

    # What is seen

    def show_view(self, view: View) -> None:
        """Show the front or the back, with the active region in the middle."""
        if view != self.view:
            self.stop_stroke()
            self.view = view
            self.centre()

    def centre(self) -> None:
        """Show the active region at the pane's own scale."""
        self._centred = (self.canvas.region, self.view)
        self.lens.box = view_box(self.view)
        box = drawing().region_box(self.canvas.region, self.view)
        self.lens.look_at(box.center(), ENLARGED * self.canvas.map_scale)
        self.moved.emit()

    def _follow(self) -> None:
        """Show the region that has become active, or the sub-region that keys went to."""
        part = self.canvas.cursor
        if self._centred is not None and self._centred[0] is not self.canvas.region:
            self.view = self.view if not self.by_keys else part.view
            if self.canvas.is_choosing:
                self._centred = (self.canvas.region, self.view)  # nothing moves under the finger that chose it
                self.moved.emit()
            else:
                self.centre()
        elif self.by_keys:
            self.show_view(part.view)
            box = drawing().part_box(part)
            if not self.lens.seen().contains(box):
                self.lens.look_at(box.center(), self.lens.scale)
                self.moved.emit()

    def zoom(self, factor: float, place: QPointF | None = None) -> None:
        """Enlarge by a factor around a place, else the middle."""
        self.stop_stroke()
        self.lens.zoom(factor, QPointF(self.width(), self.height()) / 2 if place is None else place)
        self.moved.emit()

    def pan(self, shift: QPointF) -> None:
        """Move what is seen by pixels."""
        self.stop_stroke()
        self.lens.pan(shift)
        self.moved.emit()

    # What the ground asks

    def to_view(self) -> QTransform:
        """Through the lens."""
        return self.lens.transform()

    def shown_box(self) -> QRectF:
        """One view: a stroke never goes on into the other."""
        return view_box(self.view)

    def pinch(self, factor: float, centre: QPointF, shift: QPointF) -> None:
        """Zoom and move as two fingers do."""
        self.lens.zoom(factor, centre)
        self.pan(shift)

    def draw_words(self, painter: QPainter) -> None:
        """Write the view, and right and left, at the edges."""
        draw_edge_words(painter, QRectF(self.rect()), self.view)

    def space(self) -> None:
        """Turn the body round."""
        self.show_view(VIEWS[1 - VIEWS.index(self.view)])

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the middle where it is; the first time, go to the active region."""
        super().resizeEvent(event)
        self.lens.set_size(self.size())
        if self._centred is None:
            self.centre()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl, else move."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (turned.y() / 120), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not turned.x():
            self.pan(QPointF(turned.y(), 0) / 2)
        else:
            self.pan(QPointF(turned) / 2)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Drag with the middle button, leave with Esc; everything else paints."""
        if isinstance(event, QMouseEvent) and self._drag(event):
            return True
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._escape(event):
            return True
        return super().event(event)

    def _escape(self, event: QKeyEvent) -> bool:
        if self.canvas.is_painting:
            return False
        # Asked first, so that the window's own Esc does not leave the page.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.enlarge_wanted.emit()
            return True
        return False

    def _drag(self, event: QMouseEvent) -> bool:
        middle = Qt.MouseButton.MiddleButton
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == middle:
            self._dragged = event.position()
        elif event.type() == QEvent.Type.MouseButtonRelease and event.button() == middle:
            self._dragged = None
        elif self._dragged is not None and event.type() == QEvent.Type.MouseMove:
            self.pan(event.position() - self._dragged)
            self._dragged = event.position()
        else:
            return False
        return True


class BodyPane(QWidget):
    """The enlarged view with its head: which view, which region, and how large."""

    enlarge_wanted = Signal()
    """The person asks for the whole chart again."""

    def __init__(self, parent: QWidget | None = None, canvas: Canvas | None = None) -> None:
        super().__init__(parent)
        self.chart_view = PaneView(self, canvas)
        self.canvas = self.chart_view.canvas
        self.views = Segments(self)
        self.views.keeps_one = True
        self.views.set_words((_("Front side"), _("Back side")))
        self.views.setAccessibleName(_("View"))
        self._title = QLabel(self)
        self._titled: Region | None = None
        self._title.setProperty("role", "strong")
        self.smaller, self.larger = self._zoom_button(_("Zoom out")), self._zoom_button(_("Zoom in"))
        self._bars = (QScrollBar(Qt.Orientation.Horizontal, self), QScrollBar(Qt.Orientation.Vertical, self))
        self.setFocusProxy(self.chart_view)
        self._lay_out()
        self._connect()
        self._dress()
        self._show()

    def _zoom_button(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(words)
        button.setFixedSize(theme.TARGET, theme.TARGET)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.views)
        head.addWidget(self._title, 1)
        head.addWidget(self.smaller)
        head.addWidget(self.larger)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(self.chart_view, 1, 0)
        grid.addWidget(self._bars[1], 1, 1)
        grid.addWidget(self._bars[0], 2, 0)

    def _connect(self) -> None:
        self.smaller.clicked.connect(lambda: self.chart_view.zoom(1 / STEP))
        self.larger.clicked.connect(lambda: self.chart_view.zoom(STEP))
        self.views.chosen.connect(lambda index: self.chart_view.show_view(VIEWS[index]))
        self.chart_view.moved.connect(self._show)
        self.chart_view.enlarge_wanted.connect(self.enlarge_wanted)
        self.canvas.changed.connect(self._show)
        for bar in self._bars:
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self._scroll)

    # What the page sets and reads

    def say(self, words: str) -> None:
        """Show words in the head, such as how much of the active region is painted."""
        self._title.setText(words)

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self.chart_view.view

    def show_view(self, view: View) -> None:
        """Show the front or the back."""
        self.chart_view.show_view(view)

    def centre(self) -> None:
        """Show the active region at the pane's own scale again."""
        self.chart_view.centre()

    @property
    def sub_region_name(self) -> str:
        """The sub-region under the cursor of the keys, in words."""
        return self.chart_view.sub_region_name

    # Look

    def _show(self) -> None:
        self.views.set_index(VIEWS.index(self.view))
        if self.canvas.region is not self._titled:
            self._titled = self.canvas.region
            self._title.setText(_(self.canvas.region.label))
        lens = self.chart_view.lens
        seen, box = lens.seen(), lens.box
        spans = (
            (box.left(), box.right(), seen.left(), seen.width()),
            (box.top(), box.bottom(), seen.top(), seen.height()),
        )
        for bar, (low, high, first, length) in zip(self._bars, spans, strict=True):
            blocked = QSignalBlocker(bar)
            bar.setRange(round(low * _FINE), max(round((high - length) * _FINE), round(low * _FINE)))
            bar.setPageStep(max(round(length * _FINE), 1))
            bar.setSingleStep(round(length * _FINE / 12))
            bar.setValue(round(first * _FINE))
            bar.setVisible(length < high - low)
            blocked.unblock()

    def _scroll(self) -> None:
        left, top = (bar.value() / _FINE for bar in self._bars)
        seen = self.chart_view.lens.seen()
        self.chart_view.pan(QPointF(seen.left() - left, seen.top() - top) * self.chart_view.lens.scale)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "larger"):
            self._dress()

    def _dress(self) -> None:
        for button, name in ((self.smaller, "zoom-out"), (self.larger, "zoom-in")):
            button.setIcon(icons.icon(name))
