"""A table to write in: cells hold words, a place to write and notes, and every row is as high as these need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.annotation import Note, Notes
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.write_in import Space

SIZE, STEP, PADDING = 9.0, 12.0, 2.5


class Slot(msgspec.Struct, frozen=True):
    """A cell: words, under them in grey what explains them, a place to write in, and notes."""

    words: str = ""
    small: str = ""
    space: Space | None = None
    notes: tuple[Note, ...] = ()
    bold: bool = False


class Grid:
    """A table by the shares of its columns; with `upright` it has lines between them."""

    def __init__(self, flow: Flow, shares: Sequence[float], notes: Notes, *, upright: bool = True) -> None:
        self.flow, self.notes, self.upright = flow, notes, upright
        self.widths = [share * flow.sheet.width for share in shares]
        self.lefts = [flow.sheet.left + sum(self.widths[:index]) for index in range(len(shares))]
        self.head: Sequence[Slot] = ()

    def draw(self, rows: Iterable[Sequence[Slot]], head: Sequence[Slot] = ()) -> None:
        """Row after row; the head stands again on every page that the table reaches."""
        self.head = head
        begun = False
        for row in rows:
            high = self._height(row)
            room = high if begun else high + (self._height(head) if head else 0)
            if self.flow.y - room < self.flow.bottom:
                self.flow.turn()
                begun = False
            if not begun:
                self._begin()
                begun = True
            self._row(row, high)
        self.flow.skip(4)

    def _begin(self) -> None:
        sheet, y = self.flow.sheet, self.flow.y
        if self.head:
            high = self._height(self.head)
            self.flow.page.box(sheet.left, y - high, sum(self.widths), high, paper.SHADE)
            self._row(self.head, high)
        elif self.upright:
            self.flow.page.rule(sheet.left, y, self.lefts[-1] + self.widths[-1], y)

    def _height(self, row: Sequence[Slot]) -> float:
        return max(self._slot(slot, width) for slot, width in zip(row, self.widths, strict=True)) + 2 * PADDING

    def _lines(self, slot: Slot, width: float) -> tuple[Sequence[str], Sequence[str]]:
        wrap, room = self.flow.type.wrap, width - 2 * PADDING
        words = wrap(slot.words, SIZE, room, bold=slot.bold) if slot.words else []
        return words, wrap(slot.small, SIZE, room) if slot.small else []

    def _slot(self, slot: Slot, width: float) -> float:
        words, small = self._lines(slot, width)
        room = width - 2 * PADDING
        space = slot.space.height(self.flow.type, room) if slot.space is not None else 0
        return (len(words) + len(small)) * STEP + space + self.notes.height(self.flow.type, slot.notes, room)

    def _row(self, row: Sequence[Slot], high: float) -> None:
        page, top = self.flow.page, self.flow.y
        for slot, left, width in zip(row, self.lefts, self.widths, strict=True):
            self._fill(slot, left + PADDING, top - PADDING, width)
        self.flow.y = top - high
        right = self.lefts[-1] + self.widths[-1]
        page.rule(self.lefts[0], self.flow.y, right, self.flow.y)
        if self.upright:
            for x in (*self.lefts, right):
                page.rule(x, top, x, self.flow.y)

    def _fill(self, slot: Slot, x: float, y: float, width: float) -> None:
        page, type_, room = self.flow.page, self.flow.type, width - 2 * PADDING
        words, small = self._lines(slot, width)
        for line in words:
            y -= STEP
            page.say(x, y + 3, line, SIZE, slot.bold)
        for line in small:
            y -= STEP
            page.say(x, y + 3, line, SIZE, ink=paper.GREY)
        if slot.space is not None:
            slot.space.draw(page, type_, x, y, room)
            y -= slot.space.height(type_, room)
        self.notes.draw(page, type_, slot.notes, x, y, room)
