"""A lesion map as lines for paper, where there are no pixels: the outline of the chart and rings around the paint."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import chain

import msgspec
import numpy as np
import numpy.typing as npt

from ucmsc_desktop.body.chart import HEIGHT, WIDTH, Chart, Mask, load_chart
from ucmsc_desktop.body.outline import load_outline
from ucmsc_desktop.body.pack import unpack
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.lesions import LesionMap, MapDrawing, Strokes
from ucmsc_desktop.domain.pasi import PasiEntries

Corners = npt.NDArray[np.intp]


def drawn(casebook: Casebook) -> Casebook:
    """The casebook with a drawing of each lesion map that this chart can show."""
    found = {}
    for kept in casebook.records:
        lesion_map = kept.record.lesion_map if isinstance(kept.record, PasiEntries) else None
        drawing_ = _readable(lesion_map) if lesion_map is not None else None
        if drawing_ is not None:
            found[kept.key.record_id] = drawing_
    return msgspec.structs.replace(casebook, drawings=found)


def _readable(lesion_map: LesionMap) -> MapDrawing | None:
    """A map of another chart stays undrawn; the printed form says so."""
    try:
        return drawing(load_chart(), lesion_map)
    except ValueError:
        return None


def drawing(chart: Chart, lesion_map: LesionMap) -> MapDrawing:
    """One lesion map as lines. Raises ValueError, as `unpack` does, for a map of another chart."""
    silhouettes, cues = _bearings()
    return MapDrawing(WIDTH, HEIGHT, silhouettes, cues, rings(unpack(chart, lesion_map)))


def bare() -> MapDrawing:
    """The chart without paint, to draw on by hand."""
    silhouettes, cues = _bearings()
    return MapDrawing(WIDTH, HEIGHT, silhouettes, cues, ())


@functools.cache
def _bearings() -> tuple[Strokes, Strokes]:
    outline = load_outline()
    fine = chain(*outline.cues.values(), *outline.creases.values())
    return _strokes(outline.silhouettes.values()), _strokes(fine)


def _strokes(lines: Iterable[npt.NDArray[np.float64]]) -> Strokes:
    return tuple(tuple((float(x), float(y)) for x, y in line) for line in lines)


def rings(mask: Mask) -> Strokes:
    """Closed rings along the edges of the painted cells. Filled by the even-odd rule they are the paint, exactly."""
    corners = _corners(mask)
    across, down = _partners(corners[:, 1], corners[:, 0]), _partners(corners[:, 0], corners[:, 1])
    places = [(float(x), float(y)) for x, y in corners]
    left = dict.fromkeys(range(len(places)))
    found = []
    while left:
        start = at = next(iter(left))
        ring = []
        while at in left:
            beside = across[at]
            ring += [places[at], places[beside]]
            del left[at], left[beside]
            at = down[beside]
        if at == start:
            found.append(tuple(ring))
    return tuple(found)


def _corners(mask: Mask) -> Corners:
    """Where the edge of the paint turns, x and y; a place at which two painted cells touch by a corner counts twice."""
    padded = np.pad(mask, 1)
    around = padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]
    odd = around[0] ^ around[1] ^ around[2] ^ around[3]
    touching = (around[0] == around[3]) & (around[1] == around[2]) & (around[0] != around[1])
    y, x = np.concatenate([np.argwhere(odd), *[np.argwhere(touching)] * 2]).T
    return np.stack([x, y], axis=1)


def _partners(line: npt.NDArray[np.intp], along: npt.NDArray[np.intp]) -> list[int]:
    """The other end of the edge at each corner: on any line, the first corner goes with the second, and so on."""
    order = np.lexsort((along, line))
    partners = np.empty_like(order)
    partners[order[0::2]], partners[order[1::2]] = order[1::2], order[0::2]
    found: list[int] = partners.tolist()
    return found
