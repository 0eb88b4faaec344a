"""The names of the tabulated data beside the items of an annotated form: a box for each, coloured by its domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ucmsc_desktop.domain.cdisc import TABULATED, Target
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Ink, Page, Path
from ucmsc_desktop.reports.typeset import Typesetter

NOT_SUBMITTED = "[NOT SUBMITTED]"
"""The words that reviewers look for; they are not translated."""
COLOURS: tuple[Ink, ...] = ((0.75, 1.0, 1.0), (1.0, 1.0, 0.59), (0.59, 1.0, 0.59), (1.0, 0.75, 0.61))
"""Blue, yellow, green, orange: the first, second, third and fourth domain of a form."""
SIZE, STEP, INSIDE, GAP = 8.5, 11.0, 3.0, 2.0


class Note(NamedTuple):
    """One note: its words and the domain that colours it, none for what is not submitted."""

    words: str
    domain: str = ""


def notes_of(targets: Iterable[Target]) -> tuple[Note, ...]:
    """A note for each place of a value, or that it is not submitted."""
    found = tuple(Note(str(target), _parent(target)) for target in targets if target.is_submitted)
    return found or (Note(NOT_SUBMITTED),)


def _parent(target: Target) -> str:
    return target.domain.removeprefix("SUPP")


class Notes:
    """Draws the notes of one form: its domains get their colours in the order in which they come."""

    def __init__(self, domains: Sequence[str]) -> None:
        self.domains = tuple(dict.fromkeys(filter(None, domains)))

    def heads(self) -> tuple[Note, ...]:
        """What stands at the head of the form: each of its domains by name."""
        return tuple(Note(f"{domain} ({TABULATED[domain]})", domain) for domain in self.domains)

    def height(self, type_: Typesetter, notes: Sequence[Note], width: float) -> float:
        """How high the notes are, one below the other."""
        return sum(len(self._lines(type_, note, width)) * STEP + INSIDE + GAP for note in notes)

    def draw(self, page: Page, type_: Typesetter, notes: Sequence[Note], x: float, y: float, width: float) -> None:
        """The notes from here downwards."""
        for note in notes:
            lines = self._lines(type_, note, width)
            high = len(lines) * STEP + INSIDE
            wide = min(width, max(type_.width(line, SIZE, bold=True) for line in lines) + 2 * INSIDE)
            self._box(page, note, (x, y - high, wide, high))
            for number, line in enumerate(lines, 1):
                page.say(x + INSIDE, y - number * STEP + 1.5, line, SIZE, bold=True)
            y -= high + GAP

    def _box(self, page: Page, note: Note, place: tuple[float, float, float, float]) -> None:
        x, y, wide, high = place
        if note.domain:
            page.box(x, y, wide, high, COLOURS[self.domains.index(note.domain) % len(COLOURS)], paper.BLACK)
            return
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        page.shapes.append(Path(corners, 0.7, paper.BLACK, None, (2.0, 1.5), closed=True))

    @staticmethod
    def _lines(type_: Typesetter, note: Note, width: float) -> Sequence[str]:
        return type_.wrap(note.words, SIZE, width - 2 * INSIDE, bold=True)
