"""The body chart by keyboard: from sub-region to sub-region with the arrows, tools and sizes by letters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from ucmsc_desktop.body.chart import WIDTH
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, SubRegion
from ucmsc_desktop.widgets.body_canvas import QUARTERS, Canvas, Tool
from ucmsc_desktop.widgets.body_paint import drawing

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TOOLS = {Qt.Key.Key_B: Tool.BRUSH, Qt.Key.Key_E: Tool.ERASE, Qt.Key.Key_F: Tool.FILL}
_SIZES = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}
_ASIDE = 1.5


def neighbour(current: SubRegion, step: tuple[int, int]) -> SubRegion:
    """The next sub-region in the direction of an arrow; past the last one to the side it goes on at the other end."""
    for shift in (0, WIDTH * step[0]) if step[0] else (0,):
        costs = [(_cost(current, other, step, shift), other.index) for other in SUB_REGIONS if other is not current]
        cost, index = min((cost, index) for cost, index in costs)
        if cost < float("inf"):
            return SUB_REGIONS[index - 1]
    return current


def _cost(current: SubRegion, other: SubRegion, step: tuple[int, int], shift: float) -> float:
    """How far a sub-region is in a direction: to the side only what is as high, up and down only the same view."""
    here, there = drawing().part_box(current), drawing().part_box(other)
    away = there.center() - here.center() + QPointF(shift, 0)
    if step[0]:
        along, aside = away.x() * step[0], abs(away.y())
        beside = here.top() < there.center().y() < here.bottom() or there.top() < here.center().y() < there.bottom()
    else:
        along, aside = away.y() * step[1], abs(away.x())
        beside = other.view == current.view
    return along + _ASIDE * aside if beside and along >= 1 else float("inf")


def tool_key(canvas: Canvas, key: int) -> bool:
    """Take the tool or the size of a key; answers whether it is one."""
    if key in _TOOLS:
        canvas.set_tool(_TOOLS[Qt.Key(key)])
    elif key in _SIZES:
        place = QUARTERS.index(canvas.quarters) + _SIZES[Qt.Key(key)]
        canvas.set_quarters(QUARTERS[min(max(place, 0), len(QUARTERS) - 1)])
    else:
        return False
    return True
