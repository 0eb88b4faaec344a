"""Files in the shape of the published tables, with invented terms and texts."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from ucmsc_desktop.domain.ctcae import PUBLISHED

V5 = ("MedDRA Code", "MedDRA SOC", "CTCAE Term", *(f"Grade {n} \xa0\xa0" for n in range(1, 6)), "Definition")
V6 = (
    "CTCAE v6.0 MedDRA 28.0 LLT Code",
    "CTCAE v6.0 MedDRA 28.0 SOC",
    "CTCAE v6.0 MedDRA 28.0 Term",
    *(f"Grade {n}" for n in range(1, 6)),
    "Definition",
    "Navigational Note",
    "Change to v5.0",
)
CODE = "4711"
"""What stands in the column of codes, and may be found nowhere in the study."""
Row = Sequence[object]


def rows(count: int = 4) -> list[Row]:
    """Terms with texts of their own; every third has no grades 4 and 5."""
    made: list[Row] = []
    for n in range(1, count + 1):
        late = ["–", "-"] if n % 3 == 0 else [f"level {n}.4", f"level {n}.5"]
        group = f"Garden group {n % 7}"
        term = f"Rhubarb {n}"
        levels = [f"level {n}.1;\nleaf ≥ {n} cm", f"level {n}.2", f"level {n}.3", *late]
        made.append([int(f"{CODE}{n:04}"), group, term, *levels, f"Rhubarb {n}, explained", "—", ""])
    return made


def whole(version: str) -> list[Row]:
    """As many terms as the version has."""
    return rows(PUBLISHED[version])


def workbook(
    path: Path, heads: Row = V5, lines: Sequence[Row] | None = None, title: str = "CTCAE v5.0 Clean Copy"
) -> Path:
    """A workbook with one sheet of terms."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line in [heads, *(rows() if lines is None else lines)]:
        sheet.append(list(line))
    book.save(path)
    return path


def of_version_6(path: Path, lines: Sequence[Row] | None = None) -> Path:
    """A workbook as the newer version comes: notes first, then the clean copy, then a comparison with the older one."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Errata"
    first.append(["Corrections to this file"])
    tracked, clean = book.create_sheet("CTCAE v6.0 Tracked"), book.create_sheet("CTCAE v6.0 Clean Copy")
    mapping = book.create_sheet("Mapping v5.0 to v6.0")
    for line in [V6, *(rows() if lines is None else lines)]:
        clean.append(list(line))
        tracked.append([f"{cell} (was different)" if cell in line[3:] else cell for cell in line])
    mapping.append(["CTCAE v5.0 Term", *V6])
    book.save(path)
    return path


def csv_text(heads: Row = V5, lines: Sequence[Row] | None = None, separator: str = ",") -> str:
    """The same as CSV."""
    quoted = (
        separator.join('"' + str(cell).replace('"', '""') + '"' for cell in line)
        for line in [heads, *(rows() if lines is None else lines)]
    )
    return "\r\n".join(quoted) + "\r\n"
