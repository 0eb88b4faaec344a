"""The data dictionary beside the tables: what every column and every code means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ucmsc_desktop.exchange.csv_columns import CodeList, Column
from ucmsc_desktop.exchange.csv_sheet import CsvSheet
from ucmsc_desktop.exchange.csv_tables import Table

DICTIONARY, CODE_LISTS = "data_dictionary.csv", "code_lists.csv"
_COLUMNS = (
    "file",
    "column",
    "label",
    "type",
    "unit",
    "low",
    "high",
    "decimals",
    "code_list",
    "codes",
    "cdisc",
    "required",
    "derived",
)


def write_dictionary(folder: Path, tables: Sequence[Table], *, bom: bool) -> None:
    """Write the dictionary of tables and their code lists. Raises OSError."""
    with CsvSheet(folder / DICTIONARY, _COLUMNS, bom=bom) as sheet:
        for table in tables:
            for column in table.columns:
                sheet.add([f"{table.name}.csv", *_described(column)])
    with CsvSheet(folder / CODE_LISTS, ("code_list", "code", "label"), bom=bom) as sheet:
        for codes in code_lists(tables):
            for code, words in codes.words:
                sheet.add([codes.name, code, words])


def code_lists(tables: Sequence[Table]) -> Iterator[CodeList]:
    """The code lists of tables, each once."""
    found = {column.codes.name: column.codes for table in tables for column in table.columns if column.codes}
    yield from found.values()


def _described(column: Column) -> list[Any]:
    words = column.codes.words if column.codes else ()
    return [
        column.name,
        column.label,
        column.kind.value,
        column.unit or None,
        column.low,
        column.high,
        column.decimals or None,
        column.codes.name if column.codes else None,
        "; ".join(f"{code} = {word}" for code, word in words) or None,
        column.cdisc or None,
        column.required,
        column.derived,
    ]
