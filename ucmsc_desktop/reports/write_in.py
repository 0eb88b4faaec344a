"""Places to write in on a blank form: boxes to tick, a box for each digit, lines for words. Each knows its height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Page
from ucmsc_desktop.reports.typeset import Typesetter

SIZE = 9.0
STEP = 13.0
"""From one line of boxes to the next."""
TICK = 8.0
BESIDE, APART = 3.0, 12.0
"""From a box to tick to its words, and from these to the next box."""
BESIDE_GRADE, APART_GRADE = 1.5, 7.0
"""The same for grades of one character, which nobody may take for that of the next box."""
DIGIT, DIGIT_HIGH = 12.0, 14.0
MARK = 6.0
"""Room for a point, a hyphen or a colon between boxes."""
RULED = 19.0
"""Between lines to write on: as wide as on a paper form that people fill in with a pen."""
EDGE: paper.Ink = (0.45, 0.48, 0.52)


class Space(Protocol):
    """A place to write in."""

    def height(self, type_: Typesetter, width: float) -> float:
        """How high it is in a column of this width."""

    def draw(self, page: Page, type_: Typesetter, x: float, y: float, width: float) -> None:
        """Draw it with its upper left corner here."""


class Ticks(NamedTuple):
    """Answers to choose from, a box before each, in as many lines as they need."""

    answers: Sequence[str]

    def height(self, type_: Typesetter, width: float) -> float:
        """A step for each line of answers."""
        return STEP * (1 + max((line for line, *_rest in self._places(type_, width)), default=0))

    def draw(self, page: Page, type_: Typesetter, x: float, y: float, width: float) -> None:
        """Box and words of each answer; words that run on keep clear of the box."""
        for line, box, left, words in self._places(type_, width):
            base = y - STEP * line - 10
            if box is not None:
                page.box(x + box, base - 0.5, TICK, TICK, paper.WHITE, EDGE)
            page.say(x + left, base, words, SIZE)

    def _places(self, type_: Typesetter, width: float) -> Iterator[tuple[int, float | None, float, str]]:
        """Line, box, left edge and words of each answer; words that run on have no box."""
        line, box = 0, 0.0
        for answer in self.answers:
            beside, apart = (BESIDE_GRADE, APART_GRADE) if len(answer) == 1 else (BESIDE, APART)
            lines = type_.wrap(answer, SIZE, width - TICK - beside)
            wide = TICK + beside + max(type_.width(words, SIZE) for words in lines)
            if box and box + wide > width:
                line, box = line + 1, 0.0
            left = box + TICK + beside
            yield line, box, left, lines[0]
            for words in lines[1:]:
                line += 1
                yield line, None, left, words
            box += wide + apart


class Comb(NamedTuple):
    """A box for each digit, such as 4, "-", 2, "-", 2; what follows is the unit."""

    parts: tuple[int | str, ...]
    after: str = ""

    def height(self, type_: Typesetter, width: float) -> float:
        """The boxes, and a line more where the unit does not fit beside them."""
        return DIGIT_HIGH + 2 + (0 if self._beside(type_, width) else STEP * len(self._unit(type_, width)))

    def draw(self, page: Page, type_: Typesetter, x: float, y: float, width: float) -> None:
        """Boxes from the left, narrower where the column is."""
        beside = self._beside(type_, width)
        scale = min(1.0, width / self._wide())
        at = x
        for part in self.parts:
            if isinstance(part, str):
                page.say(at + (MARK * scale - type_.width(part, SIZE)) / 2, y - 10, part, SIZE, bold=True)
                at += MARK * scale
                continue
            for _digit in range(part):
                page.box(at, y - DIGIT_HIGH, DIGIT * scale, DIGIT_HIGH, paper.WHITE, EDGE)
                at += DIGIT * scale
        if not self.after:
            return
        if beside:
            page.say(at + 4, y - 10, type_.clean(self.after), SIZE, ink=paper.GREY)
            return
        for line, words in enumerate(self._unit(type_, width), 1):
            page.say(x, y - DIGIT_HIGH - STEP * line + 3, words, SIZE, ink=paper.GREY)

    def _wide(self) -> float:
        return sum(part * DIGIT if isinstance(part, int) else MARK for part in self.parts)

    def _beside(self, type_: Typesetter, width: float) -> bool:
        return self._wide() + 4 + type_.width(type_.clean(self.after), SIZE) <= width or not self.after

    def _unit(self, type_: Typesetter, width: float) -> Sequence[str]:
        return type_.wrap(self.after, SIZE, width)


class Lines(NamedTuple):
    """Lines to write words on; what follows the last one is the unit."""

    rows: int = 1
    after: str = ""

    def height(self, type_: Typesetter, width: float) -> float:
        """A ruled line for each."""
        del type_, width
        return RULED * self.rows

    def draw(self, page: Page, type_: Typesetter, x: float, y: float, width: float) -> None:
        """Rules over the width of the column."""
        unit = type_.fit(self.after, SIZE, width / 2)
        room = width - (type_.width(unit, SIZE) + 4 if unit else 0)
        for line in range(1, self.rows + 1):
            page.rule(x, y - RULED * line + 2, x + room, y - RULED * line + 2, 0.6, EDGE)
        if unit:
            page.say(x + room + 4, y - RULED * self.rows + 4, unit, SIZE, ink=paper.GREY)


class Empty(NamedTuple):
    """Room to write in a cell of a table."""

    high: float = RULED

    def height(self, type_: Typesetter, width: float) -> float:
        """The room."""
        del type_, width
        return self.high

    def draw(self, page: Page, type_: Typesetter, x: float, y: float, width: float) -> None:
        """The cell's own lines are enough."""


DAY = (4, "-", 2, "-", 2)
TIME = (2, ":", 2)
