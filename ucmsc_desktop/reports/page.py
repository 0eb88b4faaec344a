"""A page as a list of marks: laid out first, painted later, so that page count, state and hash are known in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ucmsc_desktop.reports.sheet import Sheet

Ink = tuple[float, float, float]
Spot = tuple[float, float]

BLACK: Ink = (0.08, 0.1, 0.13)
GREY: Ink = (0.31, 0.36, 0.4)
RULE: Ink = (0.72, 0.75, 0.78)
SHADE: Ink = (0.925, 0.935, 0.945)
WHITE: Ink = (1.0, 1.0, 1.0)
LESION: Ink = (0.8, 0.8, 0.8)
BAND: Ink = (0.9, 0.93, 0.97)
BLUE: Ink = (0.106, 0.373, 0.667)
GREEN: Ink = (0.043, 0.42, 0.294)
AMBER: Ink = (0.541, 0.325, 0.0)


class Words(msgspec.Struct, frozen=True, gc=False):
    """A line of text at its baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    ink: Ink


class Turned(msgspec.Struct, frozen=True, gc=False):
    """A line of text around its middle, turned against the clock by degrees."""

    x: float
    y: float
    text: str
    size: float
    degrees: float
    ink: Ink
    bold: bool = True


class Path(msgspec.Struct, frozen=True, gc=False):
    """Straight strokes through points, closed and filled on demand."""

    points: tuple[Spot, ...]
    width: float = 0.5
    stroke: Ink | None = BLACK
    fill: Ink | None = None
    dash: tuple[float, ...] = ()
    closed: bool = False


class Disc(msgspec.Struct, frozen=True, gc=False):
    """A circle, filled or hollow."""

    x: float
    y: float
    radius: float
    width: float
    stroke: Ink
    fill: Ink


class Hatch(msgspec.Struct, frozen=True, gc=False):
    """A small box from its lower left corner, hatched the denser the higher a grade 0 to 4: severity without colour."""

    x: float
    y: float
    grade: int


class Painted(msgspec.Struct, frozen=True, gc=False):
    """Skin that was painted: closed rings, grey and hatched inside; a ring within another is a gap."""

    rings: tuple[tuple[Spot, ...], ...]


class Link(msgspec.Struct, frozen=True, gc=False):
    """A place of the page, from its lower left to its upper right corner, that leads to a named target."""

    x1: float
    y1: float
    x2: float
    y2: float
    target: str


class Bookmark(NamedTuple):
    """A line of the document's list of contents that leads to a named target; level 0 is the outermost."""

    title: str
    level: int
    target: str


Shape = Path | Disc | Hatch | Painted


class OnPage(msgspec.Struct, frozen=True):
    """What the head and the foot of a page say about a form that stands on it."""

    visit: str
    form: str
    version: int
    signed: bool
    state: str = ""
    """What stands in the place of signed or not signed, where neither is to be said."""


class Page:
    """One page of paper. Shapes lie under words; both keep their order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.shapes: list[Shape] = []
        self.words: list[Words] = []
        self.turned: list[Turned] = []
        self.across: list[Turned] = []
        self.links: list[Link] = []
        self.targets: dict[str, float] = {}
        self.forms: dict[OnPage, None] = {}
        self.code: tuple[float, float, float] | None = None
        """Lower left corner and side of the QR code of the hash."""

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5, ink: Ink = RULE) -> None:
        """A straight line."""
        self.shapes.append(Path(((x1, y1), (x2, y2)), width, ink))

    def box(self, x: float, y: float, wide: float, high: float, fill: Ink | None, stroke: Ink | None = None) -> None:
        """A rectangle from its lower left corner."""
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        self.shapes.append(Path(corners, 0.7, stroke, fill, (), True))

    def area(self, points: Sequence[Spot], fill: Ink, stroke: Ink, width: float = 1.0) -> None:
        """A filled polygon."""
        self.shapes.append(Path(tuple(points), width, stroke, fill, (), True))

    def say(self, x: float, y: float, text: str, size: float = 9, bold: bool = False, ink: Ink = BLACK) -> None:  # noqa: FBT001 - a weight
        """A line of text that was cleaned and measured before."""
        self.words.append(Words(x, y, text, size, bold, ink))

    @property
    def signed(self) -> bool:
        """Whether every form on the page carries a signature that holds."""
        return all(form.signed for form in self.forms)
