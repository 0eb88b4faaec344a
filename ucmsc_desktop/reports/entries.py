"""Fields and values as they stand on paper: units, code words, reasons for what is missing, and blanks that say so."""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from ucmsc_desktop.domain.items import Field, Record, entries, show
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import moment_text
from ucmsc_desktop.reports.pairs import pairs_table
from ucmsc_desktop.text import NO_BREAK_SPACE, _, number_text

MILLION = 1_000_000
PAIR = (Column(0.36), Column(0.64))


def value_text(field: Field, value: Any) -> str:
    """A value in words, with its unit; a time with its offset, a count of cells in millions as well."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Decimal) and value >= MILLION:
        return f"{show(field, value)} ({millions(value)}{NO_BREAK_SPACE}{_('million')})"
    return show(field, value)


def millions(count: Decimal) -> str:
    """A count of cells in millions, exact, without trailing zeros: `137`, `131.2`."""
    number = number_text(count / MILLION)
    return number.rstrip("0").rstrip(".") if "." in number else number


def entry(record: Record, field: Field) -> Cell:
    """The cell of one field: its value, why it is missing, or that it is blank."""
    value = getattr(record, field.name)
    if value is not None:
        return Cell(value_text(field, value))
    if field.name in record.missing:
        return Cell(_("missing: {reason}").format(reason=_(record.missing[field.name].label)))
    if field.item.derived:
        return Cell(_("not computed: entries are missing"), ink=paper.GREY)
    return Cell(_("blank"), bold=True) if field.item.required else Cell("–", ink=paper.GREY)


def label(field: Field) -> Cell:
    """The cell of a field's label; what the program computed says so."""
    words = _("{label} (computed)").format(label=field.label) if field.item.derived else field.label
    return Cell(words, ink=paper.GREY)


def fields_table(
    flow: Flow, record: Record, only: Collection[str] | None = None, instead: Mapping[str, Cell] | None = None
) -> None:
    """Every field of a record with its value, one below the other, or only those that are named.

    `instead` has the cells of fields that say more on paper than their own value does.
    """
    rows = []
    for field, _value in entries(record):
        if typing.get_origin(field.kind) is None and (only is None or field.name in only):
            own = (instead or {}).get(field.name)
            rows.append((label(field), entry(record, field) if own is None else own))
    pairs_table(flow, rows)


def queries(flow: Flow, record: Record) -> None:
    """Entries that contradict each other, each as a sentence of its own."""
    for problem in record.contradictions():
        flow.say(_("Query: {sentence}").format(sentence=problem.sentence), bold=True)


def rule_text(flow: Flow, sentence: str) -> None:
    """A parameter of the protocol where it decides."""
    flow.say(_("Protocol: {rule}").format(rule=sentence), ink=paper.GREY)


def word_table(flow: Flow, table: WordTable) -> None:
    """A table of words as the screen shows it: its title, its sentences and its rows."""
    flow.heading(table.title, 12, 96 if table.rows else 54)
    for note in table.told:
        flow.say(note)
    word_rows(flow, table)


def word_rows(flow: Flow, table: WordTable) -> None:
    """The rows of a table of words under their heads."""
    place = flow.type.place

    def noted() -> typing.Iterator[list[Cell | str]]:
        for number, row in enumerate(table.rows):
            flow.type.place = f"{place}, {table.title}"
            yield [Cell(cell, bold=column == 0 or number in table.marked) for column, cell in enumerate(row)]
        flow.type.place = place

    flow.table([Column(share, head) for head, share in table.heads], noted())
