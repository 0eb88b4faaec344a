"""Draws a Figure with QPainter, whole or a strip of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from ucmsc_desktop.domain.figure import Block, Figure, Ink, Mark, Outline, Stroke
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_labels import tally
from ucmsc_desktop.domain.figure_layout import Layout, Placed, drawn_in_order, faintness, sample_length
from ucmsc_desktop.domain.figure_shapes import Spot
from ucmsc_desktop.domain.figure_slices import within
from ucmsc_desktop.domain.figure_type import Face, Written, unit
from ucmsc_desktop.widgets.figure_ink import ScreenType, inks, pen
from ucmsc_desktop.widgets.figure_marks import draw_marks
from ucmsc_desktop.widgets.theme import Theme

OVER = 40.0
"""Pixels by which a mark may reach into a strip from above or below."""
LEADER = 0.8
FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine


class FigurePaint:
    """A Figure that was laid out, in a look."""

    def __init__(self, figure: Figure, layout: Layout, type_: ScreenType, look: Theme) -> None:
        self.figure, self.layout, self.type, self.look = figure, layout, type_, look
        self.inks, self.unit = inks(look), unit(type_)
        self._drawn = inks(look)
        self._drawn[Ink.FAINT].setAlphaF(faintness(figure))

    def draw(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw what lies between two heights."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.layout.frame
        if frame is not None:
            seen = self._seen(frame, top, bottom)
            for outline in seen.outlines:
                self._area(painter, frame, outline)
            for block in seen.blocks:
                self._cell(painter, frame.block(block), block)
            self._axes(painter, frame)
            for _look_alike, group in groupby(drawn_in_order(seen), _look):
                alike = list(group)
                self._lines(painter, frame, [one for one in alike if isinstance(one, Stroke)])
                self._marks(painter, frame, [one for one in alike if isinstance(one, Mark)])
        painter.setPen(pen(self.inks[Ink.SECONDARY], LEADER))
        for start, end in self.layout.leaders:
            painter.drawLine(QPointF(*start), QPointF(*end))
        for placed in self.layout.samples:
            self._sample(painter, placed)
        self.words(painter, (one for one in self.layout.written if one.box.bottom >= top and one.box.top <= bottom))

    def _seen(self, frame: Frame, top: float, bottom: float) -> Figure:
        if top <= frame.box.top and bottom >= frame.box.bottom:
            return self.figure
        low, high = sorted((frame.height_at(top - OVER), frame.height_at(bottom + OVER)))
        return within(self.figure, low, high)

    def _lines(self, painter: QPainter, frame: Frame, alike: Sequence[Stroke]) -> None:
        """Lines of one look, with one pen."""
        for first in alike[:1]:
            painter.setPen(pen(self._drawn[first.ink], first.width, first.dash))
        for stroke in alike:
            for run in frame.runs(stroke.points):
                painter.drawPolyline(polygon(run))

    def _marks(self, painter: QPainter, frame: Frame, alike: Sequence[Mark]) -> None:
        """Marks of one look."""
        for first in alike[:1]:
            spots, ground = frame.spots([(mark.x, mark.y) for mark in alike]), QColor(self.look.surface)
            draw_marks(painter, first, spots, self._drawn[first.ink], ground, first.size * self.unit)

    def words(self, painter: QPainter, written: Iterable[Written]) -> None:
        """Write lines of words where the layout put them."""
        for one in written:
            painter.setFont(self.type.fonts[one.face])
            painter.setPen(self._ink_of(one))
            box = one.box
            if one.turned:
                painter.save()
                painter.translate(_rect(box).center())
                painter.rotate(-90)
                painter.drawText(QRectF(-box.high / 2, -box.wide / 2, box.high, box.wide), FLAGS, one.words)
                painter.restore()
            else:
                painter.drawText(_rect(box), FLAGS, one.words)

    def _ink_of(self, one: Written) -> QColor:
        if one.shade is not None:
            return QColor(self.look.severity_text[one.shade])
        return QColor(self.look.secondary) if one.ink in (Ink.GRID, Ink.FAINT) else self.inks[one.ink]

    def _cell(self, painter: QPainter, box: Box, block: Block) -> None:
        if block.shade is None:
            painter.fillRect(_rect(box), self.inks[block.ink])
            return
        painter.fillRect(_rect(box), QColor(self.look.severity[block.shade]))
        painter.setPen(pen(self.inks[Ink.GRID], 1))
        painter.drawRect(_rect(box))
        for bar in tally(box, block.shade, self.type.line(Face.WORDS)):
            painter.fillRect(_rect(bar), QColor(self.look.severity_text[block.shade]))

    def _area(self, painter: QPainter, frame: Frame, outline: Outline) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks[outline.ink])
        painter.drawPolygon(polygon(frame.area(outline.points)))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _axes(self, painter: QPainter, frame: Frame) -> None:
        box = frame.box
        painter.setPen(pen(QColor(self.look.border), 1))
        painter.drawLine(QPointF(box.left, box.top), QPointF(box.left, box.bottom))
        painter.drawLine(QPointF(box.left, box.bottom), QPointF(box.right, box.bottom))
        for start, end in self.layout.ticks:
            painter.drawLine(QPointF(*start), QPointF(*end))

    def _sample(self, painter: QPainter, placed: Placed) -> None:
        line, like = self.type.line(Face.WORDS), placed.sample.like
        wide = sample_length(placed.sample) * line
        if isinstance(like, Stroke):
            painter.setPen(pen(self.inks[like.ink], like.width, like.dash))
            painter.drawLine(QPointF(placed.x, placed.y), QPointF(placed.x + wide, placed.y))
        elif isinstance(like, Mark):
            size = min(like.size * self.unit, 0.9 * line)
            spot = (placed.x + wide / 2, placed.y)
            draw_marks(painter, like, [spot], self.inks[like.ink], QColor(self.look.surface), size)
        else:
            self._cell(painter, Box(placed.x, placed.y - 0.36 * line, placed.x + wide, placed.y + 0.36 * line), like)


def _look(one: Stroke | Mark) -> tuple[object, ...]:
    if isinstance(one, Stroke):
        return one.ink, one.width, one.dash
    return one.ink, one.shape, one.filled, one.size


def polygon(spots: Iterable[Spot]) -> QPolygonF:
    """Places as Qt has them."""
    return QPolygonF([QPointF(x, y) for x, y in spots])


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.wide, box.high)
