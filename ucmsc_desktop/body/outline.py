"""What drawing the chart needs from `body.svg`, as points: sub-regions, silhouettes, and strokes that give bearings."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.assets import asset
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, View

Polyline = npt.NDArray[np.float64]
"""Points as rows of x and y, in chart units."""

_PATH = re.compile(r'<(?P<kind>path|g)(?: id="(?P<id>[^"]*)")?[^>]*?(?: d="(?P<d>[^"]*)")?/?>')


class Outline(msgspec.Struct, frozen=True, eq=False):
    """The drawing: closed polygons by sub-region and by view, open strokes by view."""

    sub_regions: dict[str, Polyline]
    silhouettes: dict[View, Polyline]
    cues: dict[View, list[Polyline]]
    """Fine strokes, such as collar bone, knee cap and shoulder blade."""
    creases: dict[View, list[Polyline]]
    """Strokes that are drawn stronger: brows, mouth, navel, folds of the buttocks."""


def read_outline(path: Path) -> Outline:
    """Read the drawing from an SVG file that consists of straight lines only."""
    outline = Outline({}, {}, {"front": [], "back": []}, {"front": [], "back": []})
    known = {sub_region.id for sub_region in SUB_REGIONS}
    group = ""
    for found in _PATH.finditer(path.read_text(encoding="utf-8")):
        name = found["id"] or ""
        if found["kind"] == "g":
            group = name or group
            continue
        view: View = "front" if (name or group).startswith("front") else "back"
        if name in known:
            outline.sub_regions[name] = _points(found["d"])
        elif name:
            outline.silhouettes[view] = _points(found["d"])
        else:
            (outline.creases if group.endswith(".bold") else outline.cues)[view].append(_points(found["d"]))
    return outline


def _points(path: str) -> Polyline:
    return np.array([[float(number) for number in point.split()] for point in re.findall(r"[ML]([^MLZ]+)", path)])


@functools.cache
def load_outline() -> Outline:
    """The drawing that travels with the program, read once."""
    return read_outline(asset("body/body.svg"))
