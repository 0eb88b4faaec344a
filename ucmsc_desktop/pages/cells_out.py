"""Cells on their way to a spreadsheet: what people read as a number has to be one there."""

from __future__ import annotations

import re

from ucmsc_desktop.text import MINUS, NO_BREAK_SPACE

_NARROW = "\u202f"
_PER_CENT = re.compile(r"(?<=\d) %")
_IN_BRACKETS = re.compile(r"\((\d+)\)")


def plain_cell(words: str) -> str:
    """The words of a cell with the signs of a keyboard: `−30.3 %` as `-30.3%`.

    A bare number in brackets loses them: a spreadsheet would read it as negative.
    """
    plain = words.replace(MINUS, "-").replace(NO_BREAK_SPACE, " ").replace(_NARROW, " ")
    plain = _PER_CENT.sub("%", " ".join(plain.split()))
    alone = _IN_BRACKETS.fullmatch(plain)
    return alone[1] if alone else plain


def plain_cells(copied: str) -> str:
    """The same for lines of cells with tabulators between them."""
    return "\n".join("\t".join(map(plain_cell, line.split("\t"))) for line in copied.split("\n"))
