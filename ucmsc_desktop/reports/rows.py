"""The rows that a record holds, such as treatments or limits: a table of what each row says, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.fact_words import row_name
from ucmsc_desktop.domain.items import Field, Record, fields
from ucmsc_desktop.domain.shape import Rows, rows_of, shape
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import entry, value_text
from ucmsc_desktop.reports.fitting import fitted
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.pairs import Pair, pairs_table
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
LONGEST = 30
"""Characters of a text from which a longer one asks for no more room."""
Line = list[str]


def rows_tables(flow: Flow, record: Record, names: Mapping[str, str]) -> None:
    """Every field of a record that holds rows; `names` are of rows whose key alone would say nothing."""
    for rows in shape(type(record)).rows:
        _rows_table(flow, record, rows, names)


def _rows_table(flow: Flow, record: Record, rows: Rows, names: Mapping[str, str]) -> None:
    """One field's rows under the labels of their parts; a part that no row has is left out."""
    held = list(rows_of(record, rows))
    if not held:
        flow.say(_("{label}: none").format(label=rows.field.label), ink=paper.GREY)
        return
    called = [names.get(key) or row_name(record.form, rows.field.name, key) for key, _row in held]
    if len(rows.parts) == 1:
        pairs_table(flow, _paired(rows, called, [row for _key, row in held]))
        return
    parts = [part for part in rows.parts if any(row[part.name] not in (None, "") for _key, row in held)]
    heads = [_("No.") if rows.numbered else rows.field.label, *(part.label for part in parts)]
    lines = [
        [name, *(value_text(part, row[part.name]) for part in parts)]
        for name, (_key, row) in zip(called, held, strict=True)
    ]
    flow.table(columns(flow, heads, lines), _cells(lines))


def records_table(flow: Flow, kept: Sequence[Kept[R]]) -> None:
    """Records of one form that are short, a line each under the labels of their fields.

    An optional field that was filled in nowhere is left out.
    """
    described = fields(type(kept[0].record)).values()
    known = [field for field in described if any(_is_told(one.record, field) for one in kept)]
    heads = [_("No."), *(field.label for field in known)]
    lines = [[str(one.key.number), *(entry(one.record, field).text for field in known)] for one in kept]
    flow.table(columns(flow, heads, lines), _cells(lines))


def _is_told(record: Record, field: Field) -> bool:
    return field.item.required or getattr(record, field.name) is not None or field.name in record.missing


def _paired(rows: Rows, called: Sequence[str], held: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """Rows of one value each, as values under the label of the field and the name of the row."""
    part = rows.parts[0]
    for name, row in zip(called, held, strict=True):
        words = _("{field}: {row}").format(field=rows.field.label, row=name)
        yield Cell(words, ink=paper.GREY), Cell(value_text(part, row[part.name]))


def _cells(lines: Sequence[Line]) -> Iterator[list[Cell | str]]:
    for first, *others in lines:
        yield [Cell(first, bold=True), *(words or "–" for words in others)]


def columns(flow: Flow, heads: Sequence[str], lines: Sequence[Line]) -> list[Column]:
    """Columns that share the width by the length of what stands in them, without breaking words while there is room.

    A head takes no more than two lines or so.
    """
    texts = [[*head.split(), *(line[place] for line in lines)] for place, head in enumerate(heads)]
    asked = [min(max(-(-len(head) // 2), *map(len, found)), LONGEST) for head, found in zip(heads, texts, strict=True)]
    return fitted(flow, [Column(own / sum(asked), head) for own, head in zip(asked, heads, strict=True)], lines)
