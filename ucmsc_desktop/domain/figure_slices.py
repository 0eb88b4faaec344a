"""A Figure of many rows cut into several, each with as many rows as a page has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.text import _


def slices(figure: Figure, most: int) -> list[Figure]:
    """The Figure whole, or in parts of about the same number of rows, from the top."""
    if figure.rows <= most:
        return [figure]
    edges = _edges(figure, most)
    title = _("{title} ({number} of {count})")
    return [
        _Part(figure, first, last).figure(title.format(title=figure.title, number=number, count=len(edges) - 1))
        for number, (first, last) in enumerate(pairwise(edges), 1)
    ]


def within(figure: Figure, low: float, high: float) -> Figure:
    """The Figure with only those blocks, lines and marks that reach into a range of the y axis."""
    return msgspec.structs.replace(
        figure,
        blocks=tuple(
            block
            for block in figure.blocks
            if not (block.y0 < low and block.y1 < low) and not (block.y0 > high and block.y1 > high)
        ),
        strokes=tuple(
            stroke
            for stroke in figure.strokes
            if any(y >= low for _x, y in stroke.points) and any(y <= high for _x, y in stroke.points)
        ),
        marks=tuple(mark for mark in figure.marks if low <= mark.y <= high),
    )


def _line(figure: Figure, value: float) -> float:
    """How many rows from the top a value of the y axis lies."""
    return (value - figure.y.high) / (figure.y.low - figure.y.high) * figure.rows


def _named(figure: Figure) -> list[int]:
    """The rows that have a name; one without a name belongs to the one over it."""
    return sorted({int(_line(figure, value)) for value, _words in figure.y.ticks}) or [0]


def _edges(figure: Figure, most: int) -> list[int]:
    """The rows with which parts begin, and the end; no part begins with a row that belongs to the one over it."""
    named = _named(figure)
    head = named[0]
    parts = -(-(figure.rows - head) // max(1, most - head))
    wanted = [head + (figure.rows - head) * number // parts for number in range(parts)]
    return [*sorted({max(row for row in named if row <= edge) for edge in wanted}), figure.rows]


class _Part:
    """The rows from `first` up to but not `last`; what stands over all names stands over this part too."""

    def __init__(self, figure: Figure, first: int, last: int) -> None:
        self._whole, self._first, self._last = figure, first, last
        self._head = _named(figure)[0]
        self._row = (figure.y.low - figure.y.high) / figure.rows

    def figure(self, title: str) -> Figure:
        """What belongs to these rows, as a Figure."""
        whole, axis = self._whole, self._whole.y
        high = axis.high + (self._first - self._head) * self._row
        ticks = tuple(tick for tick in axis.ticks if self._first <= _line(whole, tick[0]) < self._last)
        return msgspec.structs.replace(
            whole,
            title=title,
            y=msgspec.structs.replace(axis, low=axis.high + self._last * self._row, high=high, ticks=ticks),
            blocks=tuple(block for block in whole.blocks if self._reaches((block.y0, block.y1))),
            strokes=tuple(stroke for stroke in whole.strokes if self._reaches([y for _x, y in stroke.points])),
            marks=tuple(mark._replace(y=y) for mark in whole.marks for y in self._moved(mark.y)),
            captions=tuple(words._replace(y=y) for words in whole.captions for y in self._moved(words.y)),
            rows=self._head + self._last - self._first,
        )

    def _reaches(self, values: Sequence[float]) -> bool:
        """Whether something level lies in one of the rows, or something upright passes through them."""
        lines = [_line(self._whole, value) for value in values]
        if min(lines) == max(lines):
            return self._first <= lines[0] < self._last
        return min(lines) < self._last and max(lines) > self._first

    def _moved(self, value: float) -> Iterator[float]:
        """Where a place is in this part, nowhere when it belongs to another."""
        line = _line(self._whole, value)
        if line < self._head:
            yield value + (self._first - self._head) * self._row
        elif self._first <= line < self._last or line == self._last == self._whole.rows:
            yield value
