"""Places and words along the axes of a Figure; a place whose words would stand on others keeps its line only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ucmsc_desktop.domain.figure import Figure, Ink
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_shapes import Spot
from ucmsc_desktop.domain.figure_type import Face, Type, Written, fit

Lines = list[tuple[Spot, Spot]]
TIGHT = 0.82
"""The share of a line of words that its letters need."""
ASIDE = TIGHT / 2
"""Lines of words from the frame to the words of the x axis: the last word of the y axis reaches as far down."""


def along_x(figure: Figure, frame: Frame, width: float, type_: Type, *, over: bool) -> tuple[Lines, list[Written]]:
    """The x axis under the frame, its places also over it where asked for, and its words."""
    line, box = type_.line(Face.WORDS), frame.box
    inside = [(frame.x(value), words) for value, words in figure.x.ticks if frame.holds(frame.x(value), box.top)]
    wides = [type_.width(words, Face.WORDS) for _x, words in inside]
    lefts = [min(max(0.0, x - wide / 2), width - wide) for (x, _words), wide in zip(inside, wides, strict=True)]
    chosen = free([(left, left + wide) for left, wide in zip(lefts, wides, strict=True)], line / 3)
    lines: Lines = [((x, box.bottom), (x, box.bottom + line / 4)) for x, _words in inside]
    written = []
    tops = [box.bottom + ASIDE * line, *([box.top - (1 + ASIDE) * line] if over else [])]
    for top in tops:
        for number in chosen:
            place = Box(lefts[number], top, lefts[number] + wides[number], top + line)
            written.append(Written(place, inside[number][1], Face.WORDS, Ink.SECONDARY))
    if over:
        lines += [((x, box.top), (x, box.top - line / 4)) for x, _words in inside]
    words = fit(type_, figure.x.label, Face.WORDS, width - line) if figure.x.label else ""
    if words:
        wide = type_.width(words, Face.WORDS)
        left = min(max(line / 2, (box.left + box.right - wide) / 2), width - wide)
        top = box.bottom + (1 + ASIDE if figure.x.ticks else 0.3) * line
        written.append(Written(Box(left, top, left + wide, top + line), words, Face.WORDS, Ink.SECONDARY))
    return lines, written


def along_y(figure: Figure, frame: Frame, type_: Type) -> tuple[Lines, list[Written]]:
    """The y axis at the left of the frame, and its words."""
    line, box = type_.line(Face.WORDS), frame.box
    start = 1.2 * line if figure.y.label else 0.0
    inside = [(frame.y(value), words) for value, words in figure.y.ticks if frame.holds(box.left, frame.y(value))]
    inside.sort()
    chosen = free([(y - TIGHT * line / 2, y + TIGHT * line / 2) for y, _words in inside], 0.0)
    lines: Lines = [((box.left - line / 4, y), (box.left, y)) for y, _words in inside]
    written = []
    for number in chosen:
        y, whole = inside[number]
        words = fit(type_, whole, Face.WORDS, box.left - 0.4 * line - start)
        right = box.left - 0.4 * line
        half = TIGHT * line / 2
        place = Box(right - type_.width(words, Face.WORDS), y - half, right, y + half)
        written.append(Written(place, words, Face.WORDS, Ink.SECONDARY))
    if figure.y.label:
        written += _turned(figure.y.label, box, type_)
    return lines, written


def _turned(label: str, box: Box, type_: Type) -> list[Written]:
    line = type_.line(Face.WORDS)
    words = fit(type_, label, Face.WORDS, box.high)
    middle, half = (box.top + box.bottom) / 2, type_.width(words, Face.WORDS) / 2
    place = Box(0.2 * line, middle - half, 1.2 * line, middle + half)
    return [Written(place, words, Face.WORDS, Ink.SECONDARY, turned=True)] if words else []


def free(spans: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Which of some spans along a line, in their order, may have words: evenly where possible, else as many as fit."""
    for step in range(1, 5):
        chosen = list(range(0, len(spans), step))
        if all(spans[one][1] + gap <= spans[two][0] for one, two in pairwise(chosen)):
            return chosen
    chosen, end = [], float("-inf")
    for number, (low, high) in enumerate(spans):
        if low >= end + gap:
            chosen.append(number)
            end = high
    return chosen
