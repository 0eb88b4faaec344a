"""The plot of a trajectory with pyqtgraph, which costs 0.3 s of start-up: `trajectory.py` imports this late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QWidget

from ucmsc_desktop.domain.plot_words import PlotStop, plot_stops
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory_canvas import OVER, Canvas
from ucmsc_desktop.widgets.trajectory_drawing import Drawing
from ucmsc_desktop.widgets.trajectory_frame import Frame
from ucmsc_desktop.widgets.trajectory_shown import Shown, whole_days
from ucmsc_desktop.widgets.trajectory_zoom import CLOSER, Days, Zoom

NEAR = 26
"""A click so many pixels from a mark still means it."""
LEAST_SIDE = 100
RING = 10
SLIDE = 0.15

Place = tuple[QPointF, PlotStop]


class TrajectoryPlot:
    """One tab in one plot: lines and marks in days and values, words by the pixel, anew for each size and zoom."""

    def __init__(
        self,
        on_click: Callable[[PlotStop], None],
        on_hover: Callable[[PlotStop | None], None],
        on_zoom: Callable[[], None],
    ) -> None:
        self.zoom = Zoom()
        self._canvas = Canvas(self.draw)
        self._shown: Shown | None = None
        self._chosen: PlotStop | None = None
        self._frame: Frame | None = None
        self._visits_at = 0.0
        self._rings: list[QGraphicsEllipseItem] = []
        self._on_click, self._on_hover, self._on_zoom = on_click, on_hover, on_zoom
        view = self._canvas.view
        view.clicked.connect(self._clicked)
        view.hovered.connect(lambda here: on_hover(self._near(here)))
        view.left.connect(lambda: on_hover(None))
        view.dragged.connect(self._dragged)
        view.turned.connect(self._turned)
        view.slid.connect(self._slid)

    @property
    def widget(self) -> QWidget:
        """What is laid out."""
        return self._canvas.widget

    def show(self, shown: Shown, chosen: PlotStop | None) -> None:
        """Draw a tab when it is next painted, with a ring around the stop that is chosen."""
        self._shown, self._chosen = shown, chosen
        self.zoom.set_whole(*whole_days(shown))
        self.renew()

    def forget(self) -> None:
        """Draw nothing any more."""
        self._shown = self._chosen = self._frame = None
        self.zoom.forget()
        self.draw()

    def renew(self) -> None:
        """Draw afresh when it is next painted."""
        self._canvas.view.stale = True
        self._canvas.view.viewport().update()

    def settle(self) -> None:
        """Draw now what waits to be painted."""
        self._canvas.view.settle()

    def choose(self, chosen: PlotStop) -> None:
        """Move the ring, and the days in sight when the stop lies beyond them."""
        self._chosen = chosen
        seen = self.zoom.days
        self.zoom.show(chosen.day)
        if self.zoom.days != seen:
            self.renew()
        elif not self._canvas.view.stale:
            self._draw_rings()

    def draw(self, ratio: float = 0.0) -> None:
        """Draw everything at the size that the plot has now, for a screen or picture of so many pixels a point."""
        self._canvas.clear(theme.current().surface)
        self._rings = []
        widget = self.widget
        if self._shown is None or widget.width() < LEAST_SIDE or widget.height() < LEAST_SIDE:
            return
        self._canvas.ratio = ratio or widget.devicePixelRatioF()
        drawing = Drawing(self._canvas, theme.current(), self._shown, self.zoom.days, widget.font())
        self._frame = drawing.frame
        drawing.draw()
        self._visits_at = drawing.visits_at
        self._draw_rings()

    def _draw_rings(self) -> None:
        for ring in self._rings:
            self._canvas.remove(ring)
        self._rings = []
        if self._frame is None or self._chosen is None or not self._frame.shows(self._chosen.day):
            return
        for place in self._marks_of(self._chosen, self._frame):
            ring = QGraphicsEllipseItem(QRectF(place.x() - RING, place.y() - RING, 2 * RING, 2 * RING))
            ring.setPen(QPen(QColor(theme.current().text), 2))
            ring.setZValue(OVER + 1)
            self._canvas.put(ring)
            self._rings.append(ring)

    # --- Where things are ---

    def _marks_of(self, stop: PlotStop, frame: Frame) -> list[QPointF]:
        """The marks of a stop: its values, or the cross in the lane of visits."""
        found = [frame.at(value) for _name, value in stop.values]
        return found or [self._in_lane(stop, frame)]

    def _in_lane(self, stop: PlotStop, frame: Frame) -> QPointF:
        """The mark of a stop in the lane of visits."""
        return QPointF(frame.x(stop.day), self._visits_at)

    def places(self) -> list[Place]:
        """All marks in sight with the stops they belong to, those in the lane of visits too."""
        if self._frame is None or self._shown is None:
            return []
        found = []
        for stop in plot_stops(self._shown.course, self._shown.plot):
            if self._frame.shows(stop.day):
                found += [(place, stop) for place in self._marks_of(stop, self._frame)]
                if stop.values:
                    found.append((self._in_lane(stop, self._frame), stop))
        return found

    def _near(self, here: QPointF) -> PlotStop | None:
        near = [(QLineF(here, place).length(), number) for number, (place, _stop) in enumerate(self.places())]
        return self.places()[min(near)[1]][1] if near and min(near)[0] <= NEAR else None

    # --- The mouse ---

    def _clicked(self, here: QPointF) -> None:
        stop = self._near(here)
        if stop is not None:
            self._on_click(stop)

    def _dragged(self, left: float, right: float) -> None:
        if self._frame is not None:
            self.zoom.to(self._frame.day(left), self._frame.day(right))
            self._zoomed()

    def _turned(self, x: float, notches: float) -> None:
        if self._frame is not None:
            self.zoom.by(CLOSER ** (notches / 2), self._frame.day(x), turning=True)
            self._zoomed()

    def _slid(self, notches: float) -> None:
        first, last = self.zoom.days
        step = notches * SLIDE * (last - first)
        if not self.zoom.is_whole:
            self.zoom.to(first + step, last + step, turning=True)
            self._zoomed()

    def _zoomed(self) -> None:
        self.renew()
        self._on_zoom()

    # --- Nearer and further by hand ---

    def look_at(self, days: Days) -> None:
        """See some days, as after a step nearer."""
        self.zoom.to(*days)
        self._zoomed()

    def nearer(self, factor: float) -> None:
        """Look nearer (below 1) or from further, around the stop that is chosen, else the middle."""
        first, last = self.zoom.days
        chosen = self._chosen
        about = float(chosen.day) if chosen is not None and first <= chosen.day <= last else (first + last) / 2
        self.zoom.by(factor, about)
        self._zoomed()

    def back(self) -> None:
        """See again what was seen before."""
        self.zoom.back()
        self._zoomed()

    def whole(self) -> None:
        """See everything."""
        self.zoom.all()
        self._zoomed()
