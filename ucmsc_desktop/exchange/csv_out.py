"""Rows of plain values as CSV, and lines of words in columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

Plain = str | int | bool | None
"""A value as other programs read it; None is not known."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Plain]]) -> str:
    """A header and a row each, comma separated; what is not known is empty, yes and no are true and false."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row[column] for column in columns]
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in cells])
    return written.getvalue().rstrip("\n")


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
