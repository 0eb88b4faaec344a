"""Paints laid-out pages with ReportLab's canvas: the same pages and the same time give the same bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Disc, Hatch, Ink, Page, Painted, Path, Shape, Spot, Turned
from ucmsc_desktop.reports.typeset import BOLD, REGULAR

EVEN_ODD = 0
HATCH_GAP = 2.6
"""Points from one line of the hatching of a lesion to the next, across the page."""
FAINT = 0.13
"""How strong words across the page are: what stands under them stays readable."""


class About(msgspec.Struct, frozen=True):
    """What the document says about itself to a reader program."""

    title: str
    author: str
    subject: str
    at: datetime


def digest(pages: Sequence[Page]) -> str:
    """The SHA-256 of every word on the pages, in order; taken before head, foot and time of printing are added."""
    words = "\f".join("\n".join(mark.text for mark in page.words) for page in pages)
    return hashlib.sha256(words.encode()).hexdigest()


def paint(pages: Sequence[Page], about: About) -> bytes:
    """The pages as a PDF with embedded fonts, bookmarks, title, author and language."""
    from reportlab.pdfgen.canvas import Canvas  # late, for start-up

    target = io.BytesIO()
    language = text.active_language().replace("_", "-")
    canvas: Any = Canvas(target, pagesize=paper.A4, invariant=1, initialFontName=REGULAR, lang=language)
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator("UCMSC Desktop")
    canvas.setDateFormatter(lambda *_moment: _pdf_date(about.at))
    _hatches(canvas, pages)
    for number, page in enumerate(pages):
        _bookmarks(canvas, page, number)
        _shapes(canvas, page.shapes)
        for turned in page.across:
            _turned(canvas, turned, FAINT)
        _words(canvas, page)
        for turned in page.turned:
            _turned(canvas, turned)
        canvas.showPage()
    canvas.showOutline()
    with _binary_streams():
        canvas.save()
    return target.getvalue()


@contextmanager
def _binary_streams() -> Iterator[None]:
    """ReportLab would write its streams as ASCII text, a quarter longer and encoded in Python."""
    from reportlab import rl_config

    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _pdf_date(moment: datetime) -> str:
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")


def _hatches(canvas: Any, pages: Sequence[Page]) -> None:
    """Each hatching is drawn once and used wherever its grade stands."""
    wide, high = 12.0, 9.0
    for grade in sorted({shape.grade for page in pages for shape in page.shapes if isinstance(shape, Hatch)}):
        canvas.beginForm(f"hatch{grade}", -1, -1, wide + 1, high + 1)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColorRGB(*paper.BLACK)
        lines = (0, 2, 4, 7, 12)[grade]
        for along in ((wide + high) * index / (lines + 1) for index in range(1, lines + 1)):
            x1, y1 = (along, 0.0) if along <= wide else (wide, along - wide)
            x2, y2 = (0.0, along) if along <= high else (along - high, high)
            canvas.line(x1, y1, x2, y2)
        canvas.rect(0, 0, wide, high)
        canvas.endForm()


def _bookmarks(canvas: Any, page: Page, number: int) -> None:
    for index, anchor in enumerate(page.anchors):
        key = f"p{number}a{index}"
        canvas.bookmarkHorizontal(key, 0, anchor.y + 4)
        canvas.addOutlineEntry(anchor.title, key, anchor.level)


def _turned(canvas: Any, turned: Turned, alpha: float = 1.0) -> None:
    canvas.saveState()
    if alpha < 1:
        canvas.setFillAlpha(alpha)
    canvas.setFont(BOLD if turned.bold else REGULAR, turned.size)
    canvas.setFillColorRGB(*turned.ink)
    canvas.translate(turned.x, turned.y)
    canvas.rotate(turned.degrees)
    canvas.drawCentredString(0, -turned.size * 0.35, turned.text)
    canvas.restoreState()


def _words(canvas: Any, page: Page) -> None:
    """One text object for the whole page: font and ink are set only where they change."""
    written = canvas.beginText()
    font: tuple[bool, float] | None = None
    ink: Ink | None = None
    for words in page.words:
        if (words.bold, words.size) != font:
            font = (words.bold, words.size)
            written.setFont(BOLD if words.bold else REGULAR, words.size)
        if words.ink != ink:
            ink = words.ink
            written.setFillColorRGB(*ink)
        written.setTextOrigin(words.x, words.y)
        written.textLine(words.text)
    canvas.drawText(written)


def _shapes(canvas: Any, shapes: Sequence[Shape]) -> None:
    """Plain strokes of one look are handed over together."""
    for look, group in groupby(shapes, _look):
        if look is None:
            for shape in group:
                _shape(canvas, shape)
            continue
        width, ink = look
        canvas.setLineWidth(width)
        canvas.setStrokeColorRGB(*ink)
        canvas.setDash()
        canvas.lines([(*shape.points[0], *shape.points[1]) for shape in group if isinstance(shape, Path)])


def _look(shape: Shape) -> tuple[float, Ink] | None:
    if not isinstance(shape, Path) or len(shape.points) != 2 or shape.dash or shape.closed or shape.stroke is None:
        return None
    return shape.width, shape.stroke


def _shape(canvas: Any, shape: Shape) -> None:
    if isinstance(shape, Hatch):
        canvas.saveState()
        canvas.translate(shape.x, shape.y)
        canvas.doForm(f"hatch{shape.grade}")
        canvas.restoreState()
    elif isinstance(shape, Painted):
        _painted(canvas, shape)
    else:
        _drawn(canvas, shape)


def _drawn(canvas: Any, shape: Path | Disc) -> None:
    if shape.fill is not None:
        canvas.setFillColorRGB(*shape.fill)
    if shape.stroke is not None:
        canvas.setStrokeColorRGB(*shape.stroke)
        canvas.setLineWidth(shape.width)
    if isinstance(shape, Disc):
        canvas.setDash()
        canvas.circle(shape.x, shape.y, shape.radius, stroke=1, fill=1)
        return
    canvas.setDash(list(shape.dash))
    path = canvas.beginPath()
    path.moveTo(*shape.points[0])
    for point in shape.points[1:]:
        path.lineTo(*point)
    if shape.closed:
        path.close()
    canvas.drawPath(path, stroke=shape.stroke is not None, fill=shape.fill is not None)


def _painted(canvas: Any, shape: Painted) -> None:
    """Grey inside the rings, and a hatching that a copier keeps when it loses the grey."""
    if not shape.rings:
        return
    canvas.saveState()
    canvas.setDash()
    canvas.setLineWidth(0.4)
    canvas.setStrokeColorRGB(*paper.BLACK)
    canvas.setFillColorRGB(*paper.LESION)
    canvas.drawPath(_closed(canvas, shape.rings), stroke=0, fill=1, fillMode=EVEN_ODD)
    canvas.clipPath(_closed(canvas, shape.rings), stroke=0, fill=0, fillMode=EVEN_ODD)
    spots = [spot for ring in shape.rings for spot in ring]
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    low, high = min(y for _x, y in spots), max(y for _x, y in spots)
    rise = high - low
    starts = range(int((left - rise) / HATCH_GAP), int(right / HATCH_GAP) + 1)
    canvas.lines([(start * HATCH_GAP, low, start * HATCH_GAP + rise, high) for start in starts])
    canvas.restoreState()
    canvas.setLineWidth(0.4)
    canvas.setStrokeColorRGB(*paper.BLACK)
    canvas.drawPath(_closed(canvas, shape.rings), stroke=1, fill=0)


def _closed(canvas: Any, rings: Sequence[Sequence[Spot]]) -> Any:
    path = canvas.beginPath()
    for ring in rings:
        path.moveTo(*ring[0])
        for spot in ring[1:]:
            path.lineTo(*spot)
        path.close()
    return path
