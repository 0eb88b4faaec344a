"""A listing on paper that lies: what it sums up to, then its rows."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

import msgspec

from ucmsc_desktop.domain.listings.table import Listed
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.steps import result_of, retold
from ucmsc_desktop.reports.entries import word_table
from ucmsc_desktop.reports.finish import Printout, finishing
from ucmsc_desktop.reports.fitting import fitted
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Printed, moment_text
from ucmsc_desktop.text import _

AT_ONCE = 50
"""Rows that are placed in one step."""
LAYING_OUT = 0.4
"""Which part of the work is done when all rows are placed and the pages are to be painted."""


def listing_pdf(listed: Listed, protocol: Protocol, printed: Printed, *, practice: bool) -> Printout:
    """Print a listing; one without rows says so."""
    return result_of(listing_steps(listed, protocol, printed, practice=practice))


def listing_steps(
    listed: Listed, protocol: Protocol, printed: Printed, *, practice: bool
) -> Generator[float, None, Printout]:
    """The same some rows or a page at a time; yields which part of it is done."""
    printed = lying(printed)
    flow = Flow(printed.sheet)
    _begin(flow, listed)
    words = [listed.words(row) for row in listed.rows]
    yield 0.0
    columns = fitted(flow, _columns(listed), words)
    for done in flow.rows(columns, _lines(flow, listed, words)):
        if done % AT_ONCE == 0:
            yield LAYING_OUT * done / len(words)
    work = finishing(flow, protocol, printed, title=listed.title, practice=practice)
    return (yield from retold(work, lambda part: LAYING_OUT + (1 - LAYING_OUT) * part))


def _begin(flow: Flow, listed: Listed) -> None:
    """What stands over the rows."""
    flow.part()
    flow.anchor(listed.title, 0)
    flow.skip(6)
    flow.say(listed.title, size=18, bold=True)
    for total in listed.totals:
        flow.say(total, size=11)
    for note in (*listed.notes, _("As of {time}.").format(time=moment_text(listed.as_of))):
        flow.say(note)
    flow.type.place = listed.title
    for table in listed.tables:
        word_table(flow, table)
    flow.skip(4)
    if not listed.rows:
        flow.say(_("There is nothing in this list."), bold=True)


def lying(printed: Printed) -> Printed:
    """The same print on paper that lies, for tables of many columns."""
    return msgspec.structs.replace(printed, sheet=printed.sheet.turned())


def _columns(listed: Listed) -> list[Column]:
    shares = (listed.columns[place].share for place in listed.printed)
    return [Column(share, head) for share, head in zip(shares, listed.heads(), strict=True)]


def _lines(flow: Flow, listed: Listed, words: Sequence[Sequence[str]]) -> Iterator[list[Cell]]:
    for row, cells in zip(listed.rows, words, strict=True):
        flow.type.place = _(", ").join(filter(None, (listed.title, row.subject)))
        yield [Cell(told, bold=row.marked or not place) for place, told in enumerate(cells)]
    flow.type.place = listed.title
