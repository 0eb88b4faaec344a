"""How the words of a Figure are measured, whatever font draws them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Protocol

from ucmsc_desktop.domain.figure import Ink
from ucmsc_desktop.domain.figure_frame import Box

ELLIPSIS = "…"


UNIT = 15.0
"""The height of a line of words beside which the sizes of marks were chosen."""


class Face(Enum):
    """The three looks of words in a Figure."""

    TITLE = "title"
    WORDS = "words"
    STRONG = "strong"


class Type(Protocol):
    """A font that can measure words."""

    def width(self, words: str, face: Face) -> float:
        """How wide a line of words is."""
        ...

    def line(self, face: Face) -> float:
        """How high a line of words is."""
        ...


class Written(NamedTuple):
    """A line of words in the box that it fills; `shade` is the ground on which it stands, `turned` reads upwards."""

    box: Box
    words: str
    face: Face
    ink: Ink
    shade: int | None = None
    turned: bool = False


def unit(type_: Type) -> float:
    """How long a point of a mark is in this font: marks grow with words."""
    return type_.line(Face.WORDS) / UNIT


def fit(type_: Type, words: str, face: Face, room: float) -> str:
    """The words, or as much of them as has room, with an ellipsis."""
    if type_.width(words, face) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if type_.width(words[:middle].rstrip() + ELLIPSIS, face) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + ELLIPSIS if low else ""


def wrap(type_: Type, words: str, face: Face, room: float, most: int) -> list[str]:
    """The words in at most so many lines; what has no room ends in an ellipsis."""
    lines: list[str] = []
    rest = words.split(" ")
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and type_.width(" ".join(rest[: count + 1]), face) <= room:
            count += 1
        lines.append(fit(type_, " ".join(rest[:count]), face, room))
        rest = rest[count:]
    return [*lines, fit(type_, " ".join(rest), face, room)] if rest else lines


def at(type_: Type, left: float, top: float, words: str, face: Face, ink: Ink) -> Written:
    """A line of words from its upper left corner."""
    return Written(Box(left, top, left + type_.width(words, face), top + type_.line(face)), words, face, ink)
