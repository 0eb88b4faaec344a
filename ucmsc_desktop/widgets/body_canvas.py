"""The paint on a body chart, its tools and the stroke that is being made: what the map and its enlarged pane share."""

from __future__ import annotations

from enum import Enum

import numpy as np
from PySide6.QtCore import QObject, QRectF, Signal

from ucmsc_desktop.body import brush, count, pack
from ucmsc_desktop.body.chart import Chart, Mask, load_chart
from ucmsc_desktop.body.sub_regions import SubRegion
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_paint import PaintImage

QUARTERS = brush.SIZES
"""The sizes of the brush, in quarters of a palm."""
_GRID = 8


class Tool(Enum):
    """What a touch of the chart does."""

    BRUSH = "brush"
    ERASE = "erase"
    FILL = "fill"


class Canvas(QObject):
    """Paint in chart units, whatever the size of the views on it; one stroke is one change."""

    painted = Signal(object)
    """A stroke has ended and changed the paint: the new map, None when nothing is painted any more."""
    counted = Signal(dict)
    """The paint changed, also in the middle of a stroke: the painted % by region."""
    region_chosen = Signal(object)
    """A stroke or a tap that has ended began in another region than the active one."""
    dabbed = Signal(QRectF)
    """The paint changed in this box of the chart: views show it now."""
    changed = Signal()
    """Tool, size, active region, cursor or being read-only changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart = load_chart()
        self.mask: Mask = self.chart.blank()
        self.paint = PaintImage(self.chart, theme.current().lesion)
        self.tool, self.quarters, self.read_only = Tool.BRUSH, 4, False
        self.region = Region.HEAD
        self.is_choosing = False
        """Whether the region that becomes active now was chosen by touching it."""
        self.cursor: SubRegion = self._first_of(self.region)
        self.map_scale = 0.5
        """Pixels of a chart unit in the view of the whole chart, of which the enlarged pane is a multiple."""
        self._map: LesionMap | None = None
        self._before: Mask | None = None
        self._last: tuple[float, float] | None = None
        self._erasing = False
        self._began_in: Region | None = None

    # What the page sets and reads

    def map(self) -> LesionMap | None:
        """What is painted, None when nothing is."""
        return self._map

    def set_map(self, lesions: LesionMap | None) -> None:
        """Show a map; a stroke that is being made is ended first. Raises ValueError for a map of another chart."""
        self.end()
        if lesions != self._map:
            self.mask = self.chart.blank() if lesions is None else pack.unpack(self.chart, lesions)
            self._map = lesions
            self._update()

    def set_region(self, region: Region) -> None:
        """Make a region the active one; the cursor of the keys goes there."""
        if region is not self.region:
            self.region = region
            if self.cursor.region is not region:
                self.cursor = self._first_of(region)
            self.changed.emit()

    def set_tool(self, tool: Tool) -> None:
        """Take another tool."""
        if tool is not self.tool:
            self.end()
            self.tool = tool
            self.changed.emit()

    def set_quarters(self, quarters: int) -> None:
        """Take a brush of 1, 2, 4 or 8 quarters of a palm. Raises ValueError for another size."""
        if quarters not in QUARTERS:
            raise ValueError(f"There is no brush of {quarters} quarters of a palm.")
        if quarters != self.quarters:
            self.quarters = quarters
            self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Let the paint be looked at only; a tap still chooses a region."""
        if read_only != self.read_only:
            self.end()
            self.read_only = read_only
            self.changed.emit()

    def set_cursor(self, sub_region: SubRegion) -> None:
        """Move the cursor of the keys."""
        if sub_region is not self.cursor:
            self.cursor = sub_region
            self.changed.emit()

    def _first_of(self, region: Region) -> SubRegion:
        return next(sub_region for sub_region in self.chart.sub_regions if sub_region.region is region)

    # Strokes

    @property
    def is_painting(self) -> bool:
        """Whether a stroke is being made."""
        return self._before is not None

    def begin(self, x: float, y: float, *, erase: bool = False) -> None:
        """Begin a stroke at a point in chart units; `erase` is the other end of a pen."""
        self.end()
        touched = self.chart.at(x, y)
        self._began_in = touched.region if touched else None
        self._before, self._last = self.mask.copy(), None
        self._erasing = erase or self.tool is Tool.ERASE
        if self.tool is not Tool.FILL or erase:
            self.move(x, y)
        elif touched and not self.read_only:
            brush.fill(self.chart, self.mask, touched)
            self._show()

    def move(self, x: float, y: float) -> None:
        """Paint from the last point to this one; does nothing without a stroke."""
        if self._before is None or self.read_only or (self.tool is Tool.FILL and not self._erasing):
            return
        # A fine grid takes the last digits away in which the scales of two screens differ.
        point = (round(x * _GRID) / _GRID, round(y * _GRID) / _GRID)
        if point != self._last:
            points = [point] if self._last is None else [self._last, point]
            self._last = point
            brush.stroke(self.chart, self.mask, points, self.quarters, erase=self._erasing)
            self._show()

    def lift(self) -> None:
        """Stop painting where the chart was left; the stroke goes on where it is touched again."""
        self._last = None

    def end(self, *, lifted: bool = False) -> None:
        """End the stroke and keep what is painted; tells everybody when it changed something.

        Only a hand that was `lifted` chooses a region: a stroke that is cut short must not move the page.
        """
        before, self._before = self._before, None
        if before is None:
            return
        if not np.array_equal(before, self.mask):
            self._tell()
        if lifted and self._began_in not in (None, self.region):
            self.is_choosing = True
            self.region_chosen.emit(self._began_in)
            self.is_choosing = False

    def cancel(self) -> None:
        """Take back the stroke that is being made, as when a second finger shows that it was none."""
        before, self._before = self._before, None
        if before is not None:
            self.mask = before
            self._show()

    def fill(self, sub_region: SubRegion) -> None:
        """Paint a whole sub-region, or clear it with the eraser in hand, as a stroke of its own."""
        self.end()
        before = self.mask.copy()
        if not self.read_only:
            brush.fill(self.chart, self.mask, sub_region, erase=self.tool is Tool.ERASE)
        if not np.array_equal(before, self.mask):
            self._show()
            self._tell()

    def _update(self) -> None:
        box = self.paint.sync(self.mask)
        if not box.isEmpty():
            self.dabbed.emit(box)

    def _show(self) -> None:
        self._update()
        self.counted.emit(count.percentages(self.chart, self.mask))

    def _tell(self) -> None:
        self._map = pack.pack(self.chart, self.mask) if self.mask.any() else None
        self.painted.emit(self._map)
