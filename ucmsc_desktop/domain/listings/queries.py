"""The open queries: entries that contradict each other, and entries that are missing without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.form_lists import CONTRADICTIONS, query_lines
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.listing import Line
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, code_cell
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.summary import summary
from ucmsc_desktop.text import N_, date_text, ngettext


class QueryKind(Code):
    """What a query is about."""

    CONTRADICTION = ("contradiction", N_("contradiction"))
    BLANK = ("missing_entry", N_("missing entry"))


PLACE = (
    Column("subject", N_("Code"), 0.12),
    Column("visit", N_("Visit"), 0.12),
    Column("form", N_("Form"), 0.18),
    Column("number", N_("Number")),
    Column("day", N_("Day"), 0.13),
)
COLUMNS = (*PLACE, Column("kind", N_("Kind"), 0.15), Column("query", N_("Query"), 0.3))


def query_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each query of a saved form; of a form that is closed only that there is one."""
    seen = summary(view.protocol, subject, records, view.today)
    for code, line in query_lines(seen, view.closed):
        kind = QueryKind.CONTRADICTION if code == CONTRADICTIONS else QueryKind.BLANK
        yield Row(subject, (*place_cells(view, line), code_cell(kind), Cell(line.words, line.words)))


def place_cells(view: View, line: Line) -> tuple[Cell, ...]:
    """Participant, visit, form, number and day of what a line is about."""
    key = line.key
    return (
        Cell(key.subject, key.subject),
        view.visit(key.visit),
        Cell(key.form or None, line.form_name()),
        Cell(key.number or None),
        Cell(line.on, date_text(line.on) if line.on is not None else ""),
    )


def queries_counted(number: int) -> str:
    """How many queries are open."""
    return ngettext("{n} open query", "{n} open queries", number).format(n=number)
