"""The accountability of the product: every line of every bag in one table, and the balance of each lot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.bag_words import volume_words, why_words
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, own_cell
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.lot_balance import BagStory, bag_stories, balances
from ucmsc_desktop.domain.lot_words import balance_table
from ucmsc_desktop.domain.product import Bag, BagMove, Move
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.text import N_, ngettext

COLUMNS = (
    Column("product", N_("Product")),
    Column("lot", N_("Lot"), 0.08),
    Column("bag", N_("Bag"), 0.09),
    Column("at", N_("When"), 0.13),
    Column("move", N_("What happened"), 0.13),
    Column("subject", N_("Code"), 0.065),
    Column("visit", N_("Visit"), 0.065),
    Column("volume_ml", N_("Volume"), 0.07),
    Column("place", N_("Where to")),
    Column("reason", N_("Reason")),
    Column("", N_("Where to, why"), 0.15),
    Column("user", N_("Written by"), 0.22),
    Column("role", N_("Role")),
    Column("saved_at", N_("Saved at")),
)


def bag_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each line of each bag, the bags in the order in which they came."""
    del subject
    for story in _stories(records):
        for kept in story.moves:
            yield _row(view, story.bag, kept)


def _stories(records: Sequence[Kept[Record]]) -> list[BagStory]:
    return bag_stories(of_type(records, Bag), of_type(records, BagMove))


def _row(view: View, bag: Bag, kept: Kept[BagMove]) -> Row:
    line, by = kept.record, kept.by
    why = why_words(line)
    cells = (
        own_cell(bag, "product"),
        own_cell(bag, "lot"),
        own_cell(bag, "unit"),
        own_cell(line, "at"),
        own_cell(line, "move"),
        own_cell(line, "subject"),
        view.visit(line.visit or ""),
        Cell(line.volume_ml, volume_words(line)),
        Cell(line.place),
        Cell(line.reason),
        Cell(None, why),
        Cell(by.user, view.who(by)),
        Cell(by.role),
        Cell(by.at),
    )
    return Row("", cells, line.move is Move.WITHDRAWN)


def lot_tables(records: Sequence[Kept[Record]]) -> tuple[WordTable, ...]:
    """The balance of each lot."""
    return (balance_table(balances(_stories(records))),)


def lines_counted(number: int) -> str:
    """How many lines the log has."""
    return ngettext("{n} line of the accountability log", "{n} lines of the accountability log", number).format(
        n=number
    )
