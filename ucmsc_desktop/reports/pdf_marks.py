"""The marks of a page as operators of PDF: strokes of one look together, words with font and ink where they change."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Disc, Hatch, Ink, Painted, Path, Shape, Spot, Turned, Words
from ucmsc_desktop.reports.pdf_font import DocumentFont

Fonts = tuple[DocumentFont, DocumentFont]
"""Regular and bold, which the pages name F0 and F1."""
ROUND = 0.5523
"""How far the handles of a quarter of a circle reach, in radii."""
HATCH_GAP = 2.6
"""Points from one line of the hatching of a lesion to the next, across the page."""
HATCHED = (12.0, 9.0)
"""Width and height of the box of a grade."""


@functools.cache
def _fill(ink: Ink) -> str:
    return "{:.3g} {:.3g} {:.3g} rg".format(*ink)


@functools.cache
def _stroke(ink: Ink) -> str:
    return "{:.3g} {:.3g} {:.3g} RG".format(*ink)


@functools.cache
def _dash(dash: tuple[float, ...]) -> str:
    return f"[{' '.join(f'{step:g}' for step in dash)}] 0 d"


def words(found: Sequence[Words], fonts: Fonts) -> Iterator[str]:
    """All lines of text of a page."""
    yield "BT"
    font: tuple[bool, float] | None = None
    ink: Ink | None = None
    codes = [one.code for one in fonts]
    for one in found:
        if (one.bold, one.size) != font:
            font = (one.bold, one.size)
            yield f"/F{one.bold:d} {one.size:g} Tf"
        if one.ink != ink:
            ink = one.ink
            yield _fill(ink)
        yield f"1 0 0 1 {one.x:.2f} {one.y:.2f} Tm({codes[one.bold](one.text)})Tj"
    yield "ET"


def turned(one: Turned, fonts: Fonts, wide: float, look: str = "") -> str:
    """Words around their middle; `wide` is how wide they are."""
    cos, sin = math.cos(math.radians(one.degrees)), math.sin(math.radians(one.degrees))
    across, down = -wide / 2, -one.size * 0.35
    x, y = one.x + across * cos - down * sin, one.y + across * sin + down * cos
    return (
        f"q {look} {_fill(one.ink)} BT /F{one.bold:d} {one.size:g} Tf "
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm({fonts[one.bold].code(one.text)})Tj ET Q"
    )


def shapes(found: Sequence[Shape]) -> Iterator[str]:
    """Everything that is drawn; plain strokes of one look are one path."""
    for look, group in groupby(found, _look):
        if look is None:
            for shape in group:
                yield from _shape(shape)
            continue
        width, ink = look
        yield f"{width:g} w {_stroke(ink)} [] 0 d"
        for shape in group:
            if isinstance(shape, Path):
                (x1, y1), (x2, y2) = shape.points
                yield f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"
        yield "S"


def _look(shape: Shape) -> tuple[float, Ink] | None:
    if not isinstance(shape, Path) or len(shape.points) != 2 or shape.dash or shape.closed or shape.stroke is None:
        return None
    return shape.width, shape.stroke


def _shape(shape: Shape) -> Iterable[str]:
    match shape:
        case Hatch():
            return (f"q 1 0 0 1 {shape.x:.2f} {shape.y:.2f} cm /H{shape.grade} Do Q",)
        case Painted():
            return _painted(shape.rings) if shape.rings else ()
        case Disc():
            return (f"{_fill(shape.fill)} {_stroke(shape.stroke)} {shape.width:g} w [] 0 d {_circle(shape)} b",)
        case Path():
            return _drawn(shape)


def _drawn(shape: Path) -> Iterator[str]:
    if shape.fill is not None:
        yield _fill(shape.fill)
    if shape.stroke is not None:
        yield f"{_stroke(shape.stroke)} {shape.width:g} w {_dash(shape.dash)}"
    way = _way(shape.points)
    closing = " h" if shape.closed else ""
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    yield f"{way}{closing} {paint[shape.fill is not None, shape.stroke is not None]}"


def _way(points: Sequence[Spot]) -> str:
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join([f"{across:.2f} {up:.2f} l" for across, up in rest])


def _circle(disc: Disc) -> str:
    x, y, r, k = disc.x, disc.y, disc.radius, disc.radius * ROUND
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r), (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r), (x + k, y - r, x + r, y - k, x + r, y),
    )  # fmt: skip
    curves = " ".join("{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*quarter) for quarter in quarters)
    return f"{x + r:.2f} {y:.2f} m {curves}"


def hatching(grade: int) -> str:
    """The box of a severity 0 to 4, the denser the higher."""
    (wide, high), count = HATCHED, (0, 2, 4, 7, 12)[grade]
    lines = []
    for along in ((wide + high) * number / (count + 1) for number in range(1, count + 1)):
        first = (along, 0.0) if along <= wide else (wide, along - wide)
        last = (0.0, along) if along <= high else (along - high, high)
        lines.append(_way((first, last)))
    return f"0.5 w {_stroke(paper.BLACK)} {' '.join(lines)} 0 0 {wide:g} {high:g} re S"


def _painted(rings: Sequence[Sequence[Spot]]) -> Iterator[str]:
    """Grey inside the rings, and a hatching that a copier keeps when it loses the grey."""
    closed = " ".join(f"{_way(ring)} h" for ring in rings)
    spots = [spot for ring in rings for spot in ring]
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    low, high = min(y for _x, y in spots), max(y for _x, y in spots)
    starts = range(int((left - (high - low)) / HATCH_GAP), int(right / HATCH_GAP) + 1)
    yield f"q 0.4 w [] 0 d {_stroke(paper.BLACK)} {_fill(paper.LESION)} {closed} f* {closed} W* n"
    for start in starts:
        yield _way(((start * HATCH_GAP, low), (start * HATCH_GAP + high - low, high)))
    yield f"S Q 0.4 w [] 0 d {_stroke(paper.BLACK)} {closed} S"
