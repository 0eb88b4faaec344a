"""Words tied to a mark: right beside it, joined to it by a thin line, or left out, so that none reads as another's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from math import hypot
from typing import NamedTuple

from ucmsc_desktop.domain.figure import Caption, Figure
from ucmsc_desktop.domain.figure_axes import TIGHT
from ucmsc_desktop.domain.figure_frame import Box, Frame, inside
from ucmsc_desktop.domain.figure_shapes import Spot
from ucmsc_desktop.domain.figure_type import Face, Type, Written, fit, unit

Line = tuple[Spot, Spot]
BESIDE, CLEAR, APART, HAIR = 0.4, 0.7, 0.5, 0.1
"""Lines of words from a mark to its words, from those to any other mark and to other words, and to lines."""
ASIDE, UP = (1.2, 1.8, 2.6, 3.6), tuple(number / 2 for number in range(-8, 9))
"""How far words on a thin line may stand to the side, and up or down, in lines of words."""


class _Spot(NamedTuple):
    """A mark in the box: its middle, half its size, and whose it is."""

    x: float
    y: float
    half: float
    who: str


def tied(
    figure: Figure, frame: Frame, room: Box, written: Sequence[Written], type_: Type
) -> tuple[list[Written], list[Line]]:
    """The words that belong to participants' marks, and the thin lines to those that had no room beside theirs."""
    wanted = [caption for caption in figure.captions if caption.who]
    if not wanted:
        return [], []
    ground = _Ground(figure, frame, room, written, type_)
    aside = [caption for caption in wanted if not ground.beside(caption)]
    for caption in sorted(aside, key=lambda caption: frame.y(caption.y)):
        ground.joined(caption)
    return ground.placed, ground.leaders


class _Ground:
    """What stands where already."""

    def __init__(self, figure: Figure, frame: Frame, room: Box, written: Sequence[Written], type_: Type) -> None:
        self._frame, self._room, self._type, self._line = frame, room, type_, type_.line(Face.WORDS)
        self._words = [one.box for one in written]
        half = unit(type_) / 2
        self._marks = [_Spot(frame.x(one.x), frame.y(one.y), one.size * half, one.who) for one in figure.marks]
        self._ways = [
            (stroke.who, way) for stroke in figure.strokes for run in frame.runs(stroke.points) for way in pairwise(run)
        ]
        self.placed: list[Written] = []
        self.leaders: list[Line] = []

    def beside(self, caption: Caption) -> bool:
        """Write the words right beside their mark, where nothing is near that they could be taken for."""
        start, words, wide = self._own(caption), *self._fitted(caption)
        gap = start.half + BESIDE * self._line
        for left, shift in product((start.x + gap, start.x - gap - wide), (0.0, -0.3, 0.3)):
            box = self._box(left, start.y + shift * self._line, wide)
            near = _grown(box, CLEAR * self._line)
            alone = not any(_holds(near, mark) for mark in self._marks if mark.who != caption.who)
            if alone and self._is_free(box):
                self._write(caption, words, box)
                return True
        return False

    def joined(self, caption: Caption) -> None:
        """Write the words near their mark with a thin line to it, or not at all."""
        start, words, wide = self._own(caption), *self._fitted(caption)
        found = list[tuple[float, Box, Line]]()
        for side, aside, up in product((1, -1), ASIDE, UP):
            x, y = start.x + side * aside * self._line, start.y + up * self._line
            box, long = self._box(x if side > 0 else x - wide, y, wide), hypot(x - start.x, y - start.y)
            away = start.half / long
            foot = (start.x + away * (x - start.x), start.y + away * (y - start.y))
            line = (foot, (x - side * HAIR * self._line, y))
            if self._is_free(box) and self._is_open(line, caption.who):
                found.append((long, box, line))
        if found:
            _long, box, line = min(found)
            self._write(caption, words, box)
            self.leaders.append(line)

    def _own(self, caption: Caption) -> _Spot:
        x, y = self._frame.x(caption.x), self._frame.y(caption.y)
        mine = (mark for mark in self._marks if mark.who == caption.who)
        return min(mine, key=lambda mark: hypot(mark.x - x, mark.y - y), default=_Spot(x, y, 0.0, caption.who))

    def _fitted(self, caption: Caption) -> tuple[str, float]:
        words = fit(self._type, caption.words, Face.WORDS, self._room.wide / 3)
        return words, self._type.width(words, Face.WORDS)

    def _box(self, left: float, middle: float, wide: float) -> Box:
        half = TIGHT * self._line / 2
        return Box(left, middle - half, left + wide, middle + half)

    def _write(self, caption: Caption, words: str, box: Box) -> None:
        # Words of another beside these, or a thin line along them, would read as one.
        apart = APART * self._line
        self._words.append(Box(box.left - apart, box.top - apart / 3, box.right + apart, box.bottom + apart / 3))
        self.placed.append(Written(box, words, Face.WORDS, caption.ink))

    def _is_free(self, box: Box) -> bool:
        """Whether the words would stand on nothing: words, marks or lines."""
        wide = _grown(box, HAIR * self._line)
        return (
            self._room.holds(box)
            and not any(wide.meets(other) for other in self._words)
            and not any(_holds(wide, mark) for mark in self._marks)
            and not any(_passes(way, wide) for _who, way in self._ways)
            and not any(_passes(way, wide) for way in self.leaders)
        )

    def _is_open(self, line: Line, who: str) -> bool:
        """Whether a thin line meets no other mark, no words, and no line of another."""
        return (
            not any(_passes(line, _grown(_around(mark), HAIR * self._line)) for mark in self._marks if mark.who != who)
            and not any(_passes(line, box) for box in self._words)
            and not any(_cross(line, other) for other in self.leaders)
            and not any(_cross(line, way) for owner, way in self._ways if owner != who)
        )


def _grown(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _around(mark: _Spot) -> Box:
    return Box(mark.x - mark.half, mark.y - mark.half, mark.x + mark.half, mark.y + mark.half)


def _holds(box: Box, mark: _Spot) -> bool:
    return box.meets(_around(mark))


def _passes(line: Line, box: Box) -> bool:
    """Whether a straight line has a part inside a rectangle."""
    (x1, y1), (x2, y2) = line
    if max(x1, x2) < box.left or min(x1, x2) > box.right or max(y1, y2) < box.top or min(y1, y2) > box.bottom:
        return False
    return inside(*line, box) is not None


def _cross(one: Line, other: Line) -> bool:
    """Whether two straight lines cross."""
    return _parts(one, other) and _parts(other, one)


def _parts(line: Line, ends: Line) -> bool:
    """Whether the ends of one line lie on two sides of another."""
    (x1, y1), (x2, y2) = line
    first, last = ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in ends)
    return first * last <= 0
