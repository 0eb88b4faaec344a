"""Words inside a Figure: in its blocks where they fit, and at places, moved aside until none stands on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ucmsc_desktop.domain.figure import Caption, Figure, Ink, Side
from ucmsc_desktop.domain.figure_axes import TIGHT
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_type import Face, Type, Written, fit, unit

TALLY = 0.42
"""How wide the tally of a shade is at the left of its block, in lines of words."""
SHIFTS = (0.0, -0.7, 0.7, -1.0, 1.0, -1.5, 1.5, -2.0, 2.0, -3.0, 3.0)
"""How far words may move up or down, in lines of words, the best first."""


class Taken:
    """Places that have words or marks already, found by their height."""

    def __init__(self, step: float) -> None:
        self._step = max(1.0, step)
        self._rows: dict[int, list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Keep a place free."""
        for row in self._reach(box):
            self._rows[row].append(box)

    def is_free(self, box: Box) -> bool:
        """Whether nothing stands there."""
        return not any(box.meets(other) for row in self._reach(box) for other in self._rows.get(row, ()))

    def _reach(self, box: Box) -> range:
        return range(int(box.top // self._step), int(box.bottom // self._step) + 1)


def labels(figure: Figure, frame: Frame, type_: Type) -> list[Written]:
    """The words of the blocks that have room for theirs."""
    line = type_.line(Face.WORDS)
    found = []
    for block in figure.blocks:
        if not block.label:
            continue
        box = frame.block(block)
        left = box.left + (TALLY * line if block.shade is not None else 0.0)
        wide, high = type_.width(block.label, Face.WORDS), TIGHT * line
        if wide <= box.right - left - 1 and high <= box.high:
            x, y = (left + box.right - wide) / 2, (box.top + box.bottom - high) / 2
            place = Box(x, y, x + wide, y + high)
            found.append(Written(place, block.label, Face.WORDS, Ink.TEXT, block.shade))
    return found


def tally(box: Box, shade: int, line: float) -> list[Box]:
    """As many short bars at the left of a block as its shade is high: a count that a copier keeps."""
    wide, high, gap = 0.3 * line, 0.08 * line, box.high / 6
    if box.wide < 0.8 * line or gap < 1.4 * high:
        return []
    bottom = box.bottom - gap
    left = box.left + 0.1 * line
    return [Box(left, bottom - n * gap - high / 2, left + wide, bottom - n * gap + high / 2) for n in range(shade)]


def captions(figure: Figure, frame: Frame, room: Box, written: Iterable[Written], type_: Type) -> list[Written]:
    """The captions tied to no mark, each as near to its place as words and marks allow, or left out."""
    line = type_.line(Face.WORDS)
    words, marks = Taken(line), Taken(line)
    for one in written:
        words.take(one.box)
    for box in _marks(figure, frame, type_):
        marks.take(box)
    found = []
    for caption in sorted((one for one in figure.captions if not one.who), key=lambda one: not one.bold):
        placed = _placed(caption, frame, room, (words, marks), type_)
        if placed is not None:
            words.take(placed.box)
            found.append(placed)
    return found


def _marks(figure: Figure, frame: Frame, type_: Type) -> list[Box]:
    """The marks that may stand where captions go."""
    if not figure.captions:
        return []
    wides = [type_.width(caption.words, Face.STRONG) + 2 * type_.line(Face.WORDS) for caption in figure.captions]
    places = [frame.x(caption.x) for caption in figure.captions]
    low = min(place - wide for place, wide in zip(places, wides, strict=True))
    high = max(place + wide for place, wide in zip(places, wides, strict=True))
    spots = zip(frame.spots([(mark.x, mark.y) for mark in figure.marks]), figure.marks, strict=True)
    half = unit(type_) / 2
    halves = [(x, y, mark.size * half) for (x, y), mark in spots if low <= x <= high]
    return [Box(x - half, y - half, x + half, y + half) for x, y, half in halves]


def _placed(caption: Caption, frame: Frame, room: Box, taken: tuple[Taken, Taken], type_: Type) -> Written | None:
    face = Face.STRONG if caption.bold else Face.WORDS
    line = type_.line(face)
    text = fit(type_, caption.words, face, room.wide)
    wide, high = type_.width(text, face), TIGHT * line
    x, y = frame.x(caption.x), frame.y(caption.y)
    left = {Side.LEFT: x + 0.3 * line, Side.MIDDLE: x - wide / 2, Side.RIGHT: x - 0.3 * line - wide}[caption.side]
    left = max(room.left, min(left, room.right - wide))
    shifts = SHIFTS[:1] if caption.still else SHIFTS
    boxes = (Box(left, y - high / 2 + shift * line, left + wide, y + high / 2 + shift * line) for shift in shifts)
    best = _best((box for box in boxes if room.holds(box)), *taken) if text else None
    return Written(best, text, face, caption.ink) if best else None


def _best(boxes: Iterable[Box], words: Taken, marks: Taken) -> Box | None:
    """The first place without words and marks, else the first without words."""
    second = None
    for box in boxes:
        if words.is_free(box):
            if marks.is_free(box):
                return box
            second = second or box
    return second
