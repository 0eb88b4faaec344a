"""A CSV file that is written row by row, and remembers how long it and its columns have become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ucmsc_desktop.exchange.csv_cells import GUARD, cell

LINE_END = "\r\n"
# SAS takes a single quote at the start for the start of a quoted value: what is guarded stands in double quotes.
_QUOTED, _QUOTES = re.compile(f'^{GUARD}|[",\n]'), re.compile(f'[{GUARD}"\n]')


class CsvSheet:
    """A file with a header, open until left; rows end with carriage return and line feed, line breaks within do not."""

    def __init__(self, path: Path, columns: Sequence[str], *, bom: bool) -> None:
        self.rows = 0
        self.bytes = [1] * len(columns)
        """The length of the longest value of each column, in bytes of UTF-8."""
        self._file = path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="")
        self._file.write(",".join(columns) + LINE_END)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, values: Sequence[Any]) -> None:
        """Write a row. Raises OSError."""
        cells = [cell(value) for value in values]
        self._file.write(_line(cells) + LINE_END)
        self.rows += 1
        for place, text in enumerate(cells):
            if len(text) * 4 > self.bytes[place]:
                self.bytes[place] = max(self.bytes[place], len(text.encode()))


def _line(cells: Sequence[str]) -> str:
    line = ",".join(cells)
    # Hardly any row has a cell that needs quotes, and looking at a whole row is quick.
    if line.count(",") < len(cells) and not _QUOTES.search(line):
        return line
    return ",".join('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells)
