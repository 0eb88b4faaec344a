"""A table of laboratory results from a spreadsheet or a file: each row becomes a result, or says why it cannot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lab.analytes import Analyte
from ucmsc_desktop.domain.lab.names import (
    analyte_named,
    ionised_refused,
    is_ionised,
    not_its_unit,
    plain_name,
    unit_named,
)
from ucmsc_desktop.domain.lab.reading import read_number, read_quality, read_value
from ucmsc_desktop.domain.lab.results import LabResult, limit_faults
from ucmsc_desktop.exchange.csv_table import BadFile, Row, rows
from ucmsc_desktop.text import _

MOST_ROWS = 200
MOST_CHARACTERS = 100_000
_SEPARATORS = ("\t", ";", ",")
_COLUMNS = {
    "analyte": ("analyte", "test", "name", "parameter", "item", "code", "项目", "项目名称", "检验项目"),
    "value": ("value", "result", "结果", "测定结果"),
    "unit": ("unit", "units", "单位"),
    "lln": ("lln", "low", "lower", "lowerlimit", "from", "下限"),
    "uln": ("uln", "high", "upper", "upperlimit", "to", "上限"),
    "range": ("range", "reference", "referenceinterval", "referencerange", "limits", "参考范围", "参考区间", "参考值"),
}
_USUAL = ("analyte", "value", "unit", "lln", "uln")
_RANGE = re.compile(r"(\S+?)\s*(?:-|–|—|~|～|to|至)+\s*(\S+)")
_BOUND = re.compile(r"([<≤＜>≥＞])\s*=?\s*(\S+)")


class LabRow(msgspec.Struct, frozen=True):
    """One row as it was read: what stood there, and the result that it becomes or the sentence why it becomes none."""

    line: int
    written: str
    code: str = ""
    result: LabResult | None = None
    problem: str = ""


def read_lab_table(text: str) -> tuple[LabRow, ...]:
    """The rows of a table, tab, semicolon or comma separated, with a line of heads or without. Raises BadFile."""
    if len(text) > MOST_CHARACTERS:
        raise BadFile(too_large())
    found = list(rows(text.removeprefix("\ufeff"), _separator(text)))
    if not found:
        raise BadFile(_("There is nothing in this table."))
    if len(found) > MOST_ROWS:
        raise BadFile(_("The table has more than {n} rows. Nothing was taken over.").format(n=MOST_ROWS))
    heads = _heads(found[0])
    body = found[1:] if heads else found
    if not body:
        raise BadFile(_("The table has a line of heads and no results."))
    return _without_doubles([_row(row, heads or _USUAL) for row in body])


def too_large() -> str:
    """The sentence about a text that is no table of results by its mere size."""
    return _("This is more than a table of laboratory results. Nothing was taken over.")


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def _heads(row: Row) -> tuple[str, ...]:
    """What each column holds, by its head; empty when the first row is one of results."""
    by_head = {head: column for column, heads in _COLUMNS.items() for head in heads}
    heads = tuple(by_head.get(plain_name(cell), "") for cell in row.cells)
    return heads if "analyte" in heads and "value" in heads else ()


def _row(row: Row, heads: Sequence[str]) -> LabRow:
    cells = {head: cell for head, cell in zip(heads, row.cells, strict=False) if head}
    written = "  ".join(cell for cell in row.cells if cell)
    try:
        analyte, result = _result(cells)
    except BadValue as error:
        known = analyte_named(cells.get("analyte", ""))
        return LabRow(row.line, written, known.code if known is not None else "", problem=str(error))
    return LabRow(row.line, written, analyte.code, result)


def _result(cells: dict[str, str]) -> tuple[Analyte, LabResult]:
    name, value, unit = (cells.get(column, "") for column in ("analyte", "value", "unit"))
    if not name:
        raise BadValue(_("There is no analyte in this row."))
    if is_ionised(name) or is_ionised(unit):
        raise BadValue(ionised_refused())
    analyte = analyte_named(name)
    if analyte is None:
        raise BadValue(_("“{name}” is not known here. Enter it by hand, as a marker of its own.").format(name=name))
    if not value:
        raise BadValue(_("There is no result in this row."))
    if analyte.qualitative:
        return analyte, LabResult(quality=read_quality(value))
    qualifier, number = read_value(value)
    known = unit_named(analyte, unit)
    if known is None:
        raise BadValue(not_its_unit(analyte, unit))
    lln, uln = _limits(cells)
    for fault in limit_faults(lln, uln):
        raise BadValue(fault)
    return analyte, LabResult(value=number, qualifier=qualifier, unit=known.name, lln=lln, uln=uln)


def _limits(cells: dict[str, str]) -> tuple[Decimal | None, Decimal | None]:
    low, high, both = (cells.get(column, "") for column in ("lln", "uln", "range"))
    # A report without heads often has the interval in one cell, behind the unit.
    both = both or (low if not high else "")
    between, bound = _RANGE.fullmatch(both), _BOUND.fullmatch(both)
    if between is not None:
        low, high = between[1], between[2]
    elif bound is not None:
        low, high = ("", bound[2]) if bound[1] in "<≤＜" else (bound[2], "")
    elif cells.get("range"):
        raise BadValue(_("“{given}” is no reference interval, such as 2.11-2.52.").format(given=both))
    lln, uln = (read_number(limit) if limit else None for limit in (low, high))
    return lln, uln


def _without_doubles(found: Sequence[LabRow]) -> tuple[LabRow, ...]:
    """The rows, those of an analyte that comes more than once refused: which of them counts is not guessed."""
    counts = Counter(row.code for row in found if row.code)
    return tuple(_doubled(row, found) if counts[row.code] > 1 else row for row in found)


def _doubled(row: LabRow, found: Sequence[LabRow]) -> LabRow:
    lines = _(", ").join(str(other.line) for other in found if other.code == row.code)
    sentence = _("This analyte comes more than once (lines {lines}): keep the row that counts.").format(lines=lines)
    return msgspec.structs.replace(row, result=None, problem=row.problem or sentence)
