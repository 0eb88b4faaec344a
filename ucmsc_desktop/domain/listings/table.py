"""A listing: each cell holds a value for other programs and its words for paper, so that both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from ucmsc_desktop.domain.items import Record, fields, show, show_entry
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _

Value = str | int | Decimal | date | bool | None


class Column(msgspec.Struct, frozen=True):
    """A column: its name for programs, its head in print, and its share of the paper's width.

    One without a name stands on paper alone, one without a share only in files.
    """

    code: str
    head: str
    share: float = 0.0


class Cell(msgspec.Struct, frozen=True):
    """A value and what a person reads for it."""

    value: Value = None
    words: str = ""


class Row(msgspec.Struct, frozen=True):
    """One line of a listing, about a participant or, with an empty code, about the study; `marked` stands out."""

    subject: str
    cells: tuple[Cell, ...]
    marked: bool = False


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A listing as of a moment: its rows under their columns, what they sum up to, and what is to be known of them."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    as_of: datetime
    totals: tuple[str, ...] = ()
    tables: tuple[WordTable, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def printed(self) -> tuple[int, ...]:
        """The places of the columns that stand on paper."""
        return tuple(place for place, column in enumerate(self.columns) if column.share)

    def words(self, row: Row) -> list[str]:
        """A row as it stands on paper."""
        return [row.cells[place].words or NOTHING for place in self.printed]

    def heads(self) -> list[str]:
        """The heads of the columns that stand on paper, in the language of the screen."""
        return [_(self.columns[place].head) for place in self.printed]


def head(record_type: type[Record], name: str) -> str:
    """The label of a field as the head of its column, not translated yet."""
    return fields(record_type)[name].item.label


def own_columns(record_type: type[Record], shares: dict[str, float]) -> tuple[Column, ...]:
    """A column for each of these fields of a form."""
    return tuple(Column(name, head(record_type, name), share) for name, share in shares.items())


def own_cells(record: Record, names: Sequence[str]) -> tuple[Cell, ...]:
    """These fields of a record."""
    return tuple(own_cell(record, name) for name in names)


def own_cell(record: Record, name: str) -> Cell:
    """A field of a record: its value in words, or why there is none; an optional one that is blank says nothing."""
    value: Any = getattr(record, name)
    field = fields(type(record))[name]
    if value is None and name not in record.missing and not field.item.required:
        return Cell()
    return Cell(value, show(field, value) if value is not None else show_entry(record, name))


def code_cell(code: Any) -> Cell:
    """A coded answer."""
    return Cell(code, _(code.label)) if code is not None else Cell()
