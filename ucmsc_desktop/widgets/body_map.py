"""The whole body chart, front and back, on which lesions are painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import body_paint
from ucmsc_desktop.widgets.body_canvas import Canvas, Tool
from ucmsc_desktop.widgets.body_view import BodyView

FIGURES = QRectF(4, 10, 1052, 990)
"""What of the chart is always in sight."""
_SPREAD = 1.25


class BodyMap(BodyView):
    """Front and back, always wholly in sight. Paint comes by brush, by filling, and by keyboard."""

    painted = Signal(object)
    """A stroke has ended and changed the paint: the new map, None when nothing is painted any more."""
    counted = Signal(dict)
    """The paint changed, also in the middle of a stroke: the painted % by region."""
    region_chosen = Signal(object)
    """The person touched another region than the active one."""

    def __init__(self, parent: QWidget | None = None, canvas: Canvas | None = None) -> None:
        super().__init__(parent, canvas)
        self._spread = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.canvas.painted.connect(self.painted)
        self.canvas.counted.connect(self.counted)
        self.canvas.region_chosen.connect(self.region_chosen)

    # What the page sets and reads

    def map(self) -> LesionMap | None:
        """What is painted, None when nothing is."""
        return self.canvas.map()

    def set_map(self, lesions: LesionMap | None) -> None:
        """Show a map; a stroke that is being made is ended first. Raises ValueError for a map of another chart."""
        self.canvas.set_map(lesions)

    def set_region(self, region: Region) -> None:
        """Make a region the active one."""
        self.canvas.set_region(region)

    def set_tool(self, tool: Tool) -> None:
        """Take another tool."""
        self.canvas.set_tool(tool)

    def set_quarters(self, quarters: int) -> None:
        """Take a brush of 1, 2, 4 or 8 quarters of a palm."""
        self.canvas.set_quarters(quarters)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Let the paint be looked at only; a tap still chooses a region."""
        self.canvas.set_read_only(read_only)

    # Geometry

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """About as large as half a page."""
        return QSize(526, 495)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Smaller, a hand on the chart is no place to paint."""
        return QSize(320, 301)

    def to_view(self) -> QTransform:
        """The whole chart, as large as it goes, in the middle."""
        scale = min((self.width() - 4) / FIGURES.width(), (self.height() - 4) / FIGURES.height())
        corner = QPointF(self.width(), self.height()) / 2 - FIGURES.center() * scale
        return QTransform(scale, 0, 0, scale, corner.x(), corner.y())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Note the scale, of which the enlarged pane is a multiple."""
        super().resizeEvent(event)
        self.canvas.map_scale = self.to_view().m11()

    def pinch(self, factor: float, centre: QPointF, shift: QPointF) -> None:
        """The chart stays wholly in sight: spreading two fingers asks for the enlarged pane."""
        del centre, shift
        before, self._spread = self._spread, max(self._spread * factor, 0.1)
        if before < _SPREAD <= self._spread:
            self._spread = 1.0
            self.enlarge_wanted.emit()

    def draw_words(self, painter: QPainter) -> None:
        """Write which view is which, and right and left."""
        move = self.to_view()
        body_paint.draw_words(painter, move.mapRect(body_paint.CHART), move.m11())
