"""The paper under a print: its size, the size of its text, and the margin in which a binder punches its holes."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height of upright paper in points."""
POINTS = (9, 10, 11, 12)
"""The sizes of text from which a person chooses."""
BASE = 9
"""The size of text in which everything is laid out; the whole page grows with the size that was chosen."""
BOUND, FREE = 70.9, 28.4
"""Points of margin on the side of the binder, 25 mm, and opposite; without a binder both sides share them."""
HEAD, FOOT = 74.0, 66.0


class Sheet(msgspec.Struct, frozen=True, dict=True):
    """A sheet of paper. Its measures are in units of layout, a ninth of the size of text each, from the lower left."""

    paper: Literal["A4", "Letter"] = "A4"
    points: int = BASE
    binder: bool = True
    lying: bool = False

    @functools.cached_property
    def scale(self) -> float:
        """Points of paper to one unit of layout."""
        return self.points / BASE

    @functools.cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points, as it is read."""
        wide, high = PAPERS[self.paper]
        return (high, wide) if self.lying else (wide, high)

    @functools.cached_property
    def wide(self) -> float:
        """The width of the whole paper."""
        return self.size[0] / self.scale

    @functools.cached_property
    def high(self) -> float:
        """The height of the whole paper."""
        return self.size[1] / self.scale

    @functools.cached_property
    def left(self) -> float:
        """Where lines begin."""
        return (BOUND if self.binder and not self.lying else (BOUND + FREE) / 2) / self.scale

    @functools.cached_property
    def right(self) -> float:
        """Where lines end."""
        return self.left + self.wide - (BOUND + FREE) / self.scale

    @functools.cached_property
    def edge(self) -> float:
        """The upper edge of what is printed: paper that lies is filed with its upper edge in the binder."""
        return self.high - (BOUND - FREE) / self.scale if self.binder and self.lying else self.high

    @functools.cached_property
    def top(self) -> float:
        """Where the text of a page begins, under its head."""
        return self.edge - HEAD

    @functools.cached_property
    def bottom(self) -> float:
        """Where the text of a page ends, over its foot."""
        return FOOT

    @functools.cached_property
    def width(self) -> float:
        """The width of the text."""
        return self.right - self.left

    @functools.cached_property
    def height(self) -> float:
        """The height of the text."""
        return self.top - self.bottom

    def turned(self) -> Sheet:
        """The same paper lying, for tables of many columns."""
        return msgspec.structs.replace(self, lying=not self.lying)


A4 = Sheet()
