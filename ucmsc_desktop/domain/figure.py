"""A drawing in its own units, whatever draws it: the screen and paper show the same points, lines and words."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

import msgspec


class Ink(Enum):
    """What a line or mark means; each drawer gives it a colour, paper one that is told apart in grey too."""

    TEXT = "text"
    SECONDARY = "secondary"
    GRID = "grid"
    COURSE = "course"
    FAINT = "faint"
    BAND = "band"
    RANGE = "range"
    RESPONSE = "response"
    WARN = "warn"
    ERROR = "error"


class Shape(Enum):
    """The shape of a mark: nothing is told by colour alone."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    BAR = "bar"
    ARROW = "arrow"


class Dash(Enum):
    """How a line is drawn."""

    SOLID = "solid"
    GAP = "gap"
    FINE = "fine"


class Side(Enum):
    """Which side of words touches their place."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


Telling = str | Callable[[], str]
"""Words, or what makes them when somebody asks: of thousands of marks a few are pointed at."""


class Stroke(NamedTuple):
    """A line through points; `who` is the participant to whom it belongs, empty for none."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1.0
    dash: Dash = Dash.SOLID
    who: str = ""


class Mark(NamedTuple):
    """A mark at a place, its size in points of the screen."""

    x: float
    y: float
    shape: Shape
    ink: Ink
    filled: bool = True
    size: float = 8.0
    who: str = ""
    tell: Telling = ""

    @property
    def words(self) -> str:
        """What it is."""
        return told(self.tell)


class Block(NamedTuple):
    """A filled rectangle: a band, a bar, or a cell of a heat map, whose `shade` 0 to 4 is told by figure and hatch too.

    Without a shade the ink fills it.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    ink: Ink = Ink.BAND
    shade: int | None = None
    label: str = ""
    who: str = ""
    tell: Telling = ""

    @property
    def words(self) -> str:
        """What it is."""
        return told(self.tell)


def told(tell: Telling) -> str:
    """The words, made if need be."""
    return tell if isinstance(tell, str) else tell()


class Outline(NamedTuple):
    """A filled shape with straight edges, such as the range around a median."""

    points: tuple[tuple[float, float], ...]
    ink: Ink = Ink.RANGE


class Caption(NamedTuple):
    """Words at a place; those with `who` belong to the participant's mark there and are tied to it.

    Words that are `still` are left out rather than moved, where they would then read as those of another line.
    """

    x: float
    y: float
    words: str
    ink: Ink = Ink.SECONDARY
    side: Side = Side.LEFT
    bold: bool = False
    who: str = ""
    still: bool = False


class Axis(msgspec.Struct, frozen=True):
    """One direction: its words, its range (`low` may be above `high`), and named places along it."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()


class Sample(NamedTuple):
    """A line of the legend: a stroke, a mark or a block as it looks, and its words."""

    words: str
    like: Stroke | Mark | Block


class Figure(msgspec.Struct, frozen=True):
    """A whole drawing. `rows` above 0 asks for so many lines of words in height, as many participants have one each.

    `notes` say what could not be drawn, `description` the whole in words for those who hear it.
    """

    key: str
    title: str
    x: Axis
    y: Axis
    outlines: tuple[Outline, ...] = ()
    blocks: tuple[Block, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()
    captions: tuple[Caption, ...] = ()
    legend: tuple[Sample, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    rows: int = 0
