"""A table of words, drawn alike on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

NOTHING = "–"
"""What stands in a cell that has nothing to say."""


class WordTable(msgspec.Struct, frozen=True):
    """A titled table: heads with the share of the width of each, rows whose first cell names them, and sentences.

    A table without rows has `notes` that say so; the rows whose place is in `marked` stand out. `cautions` are notes
    without which the numbers would mislead: they stay where the others find no room.
    """

    title: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    marked: frozenset[int] = frozenset()
    cautions: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """All sentences, the cautions together as one."""
        return (*self.notes, " ".join(self.cautions)) if self.cautions else self.notes


def marked_where(asked: Iterable[bool]) -> frozenset[int]:
    """The places at which the answer is yes."""
    return frozenset(place for place, answer in enumerate(asked) if answer)
