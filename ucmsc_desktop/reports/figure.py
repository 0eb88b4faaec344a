"""Draws a Figure on paper from lines, areas and words: nothing of it is a picture."""

from __future__ import annotations

from collections.abc import Iterable

from ucmsc_desktop.domain.figure import Block, Figure, Ink, Mark, Shape, Stroke
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_labels import tally
from ucmsc_desktop.domain.figure_layout import Layout, Placed, drawn_in_order, faintness, lay_out, sample_length
from ucmsc_desktop.domain.figure_shapes import CROSS, DASHES, OUTLINES, Spot, around
from ucmsc_desktop.domain.figure_type import Face, Written, unit
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.figure_ink import INKS, ON_SHADES, SHADES, SIZES, PaperType, ink_of
from ucmsc_desktop.reports.page import Disc, Page, Path, Turned
from ucmsc_desktop.reports.typeset import Typesetter

MARK_LINE, LEADER = 1.2, 0.4
BASELINE = 0.3
"""How far under the middle of a line its letters stand, in sizes of the font."""


def draw_figure(page: Page, type_: Typesetter, box: tuple[float, float, float, float], figure: Figure) -> None:
    """Draw a Figure into a box of the page: left, bottom, right, top."""
    left, bottom, right, top = box
    layout = lay_out(figure, right - left, top - bottom, PaperType(type_))
    _Pen(page, type_, left, top, layout).draw(figure)


class _Pen:
    """Turns places of the layout, whose y grows downwards, into marks of the page."""

    def __init__(self, page: Page, type_: Typesetter, left: float, top: float, layout: Layout) -> None:
        self.page, self.type, self.left, self.top, self.layout = page, type_, left, top, layout
        self.unit = unit(PaperType(type_))
        self.line = PaperType(type_).line(Face.WORDS)

    def draw(self, figure: Figure) -> None:
        frame, faint = self.layout.frame, faintness(figure)
        if frame is not None:
            for outline in figure.outlines:
                self._path(frame.area(outline.points), None, INKS[outline.ink], closed=True)
            for block in figure.blocks:
                self._block(frame.block(block), block)
            self._axes(frame)
            for one in drawn_in_order(figure):
                share = faint if one.ink is Ink.FAINT else 1.0
                if isinstance(one, Stroke):
                    self._stroke(frame, one._replace(width=share * one.width))
                else:
                    self._mark(one._replace(size=share * one.size), frame.x(one.x), frame.y(one.y))
        for leader in self.layout.leaders:
            self._path(leader, INKS[Ink.SECONDARY], width=LEADER)
        for placed in self.layout.samples:
            self._sample(placed)
        for written in self.layout.written:
            self._write(written)

    def _spots(self, spots: Iterable[Spot]) -> tuple[Spot, ...]:
        return tuple((self.left + x, self.top - y) for x, y in spots)

    def _path(
        self, spots: Iterable[Spot], stroke: paper.Ink | None, fill: paper.Ink | None = None, width: float = 0.5,
        dash: tuple[float, ...] = (), *, closed: bool = False,
    ) -> None:  # fmt: skip
        points = self._spots(spots)
        if points:
            self.page.shapes.append(Path(points, width, stroke, fill, dash, closed))

    def _fill(self, box: Box, fill: paper.Ink, stroke: paper.Ink | None = None) -> None:
        self.page.box(self.left + box.left, self.top - box.bottom, box.wide, box.high, fill, stroke)

    def _block(self, box: Box, block: Block) -> None:
        if block.shade is None:
            self._fill(box, INKS[block.ink])
            return
        self._fill(box, SHADES[block.shade], paper.RULE)
        for bar in tally(box, block.shade, self.line):
            self._fill(bar, ON_SHADES[block.shade])

    def _axes(self, frame: Frame) -> None:
        box = frame.box
        self._path([(box.left, box.top), (box.left, box.bottom)], paper.GREY, width=0.7)
        self._path([(box.left, box.bottom), (box.right, box.bottom)], paper.GREY, width=0.7)
        for tick in self.layout.ticks:
            self._path(tick, paper.GREY, width=0.7)

    def _stroke(self, frame: Frame, stroke: Stroke) -> None:
        for run in frame.runs(stroke.points):
            self._line(run, stroke)

    def _line(self, spots: Iterable[Spot], stroke: Stroke) -> None:
        dash = tuple(length * self.unit for length in DASHES[stroke.dash])
        self._path(spots, INKS[stroke.ink], None, stroke.width * self.unit, dash)

    def _mark(self, mark: Mark, x: float, y: float) -> None:
        ink, size = INKS[mark.ink], mark.size * self.unit
        if mark.shape is Shape.CROSS:
            for corners in CROSS:
                self._path(around(corners, x, y, size), ink, width=MARK_LINE + 0.3)
            return
        fill, inner = ink if mark.filled else paper.WHITE, max(0.4, size - MARK_LINE)
        if mark.shape is Shape.DISC:
            self.page.shapes.append(Disc(self.left + x, self.top - y, inner / 2, MARK_LINE, ink, fill))
        else:
            self._path(around(OUTLINES[mark.shape], x, y, inner), ink, fill, MARK_LINE, closed=True)

    def _sample(self, placed: Placed) -> None:
        like, wide = placed.sample.like, sample_length(placed.sample) * self.line
        if isinstance(like, Stroke):
            self._line([(placed.x, placed.y), (placed.x + wide, placed.y)], like)
        elif isinstance(like, Mark):
            self._mark(like, placed.x + wide / 2, placed.y)
        else:
            half = 0.36 * self.line
            self._block(Box(placed.x, placed.y - half, placed.x + wide, placed.y + half), like)

    def _write(self, one: Written) -> None:
        words, size, box = self.type.clean(one.words), SIZES[one.face], one.box
        x, y = self.left + (box.left + box.right) / 2, self.top - (box.top + box.bottom) / 2
        if one.turned:
            self.page.turned.append(Turned(x, y, words, size, 90, ink_of(one), one.face is not Face.WORDS))
        else:
            bold = one.face is not Face.WORDS
            self.page.say(self.left + box.left, y - BASELINE * size, words, size, bold, ink_of(one))
