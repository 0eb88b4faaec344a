"""Rows of plain values as CSV, and lines of words in columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

Plain = str | int | bool | None
"""A value as other programs read it; None is not known."""
AT_ONCE = 500
"""Rows of one part of a long table."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Plain]]) -> str:
    """A header and a row each, comma separated; what is not known is empty, yes and no are true and false."""
    return "".join(csv_parts(columns, rows))


def csv_parts(columns: Sequence[str], rows: Iterable[Mapping[str, Plain]]) -> Iterator[str]:
    """The same text in parts of some rows, which follow one another as they are."""
    lines, work = [list[Plain](columns)], iter(rows)
    between = ""
    while lines or not between:
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows(lines)
        yield between + written.getvalue().rstrip("\n")
        between = "\n"
        lines = [[_plain(row[column]) for column in columns] for row in islice(work, AT_ONCE)]


def _plain(cell: Plain) -> Plain:
    return str(cell).lower() if isinstance(cell, bool) else cell


def aligned(lines: Sequence[Sequence[str]], words: int = 1) -> list[str]:
    """Lines of cells in columns as wide as needed: so many columns of words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
