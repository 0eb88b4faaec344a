"""Lesions painted on the body chart, as they are kept with an assessment."""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec

from ucmsc_desktop.domain.items import Item
from ucmsc_desktop.text import N_, _


class LesionMap(msgspec.Struct, frozen=True):
    """The painted skin of a body chart: the chart's version, and its cells as the body layer packs them.

    The paint itself is kept and not the strokes, so that what was signed never depends on how a brush is calibrated.
    """

    chart: Annotated[str, Item(label=N_("Version of the chart"))]
    cells: Annotated[bytes, Item(label=N_("Painted cells of the chart"))]

    @property
    def mark(self) -> str:
        """A short mark of the paint: two maps with the same one are the same."""
        return hashlib.sha256(self.chart.encode() + self.cells).hexdigest()[:12]

    def __str__(self) -> str:
        return _("painted, mark {mark}").format(mark=self.mark)


Strokes = tuple[tuple[tuple[float, float], ...], ...]
"""Lines through points (x to the right, y down), in units of the chart."""


class MapDrawing(msgspec.Struct, frozen=True):
    """A lesion map as lines, for those who draw it on paper: the front view in its left half, the back in its right."""

    width: int
    height: int
    silhouettes: Strokes
    cues: Strokes
    lesions: Strokes
    """Closed rings around the painted skin; a ring inside another is a gap in it."""
