"""The study's progress as tables of words."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop import text
from ucmsc_desktop.domain.completeness import ALL, COLUMNS, FormCompleteness
from ucmsc_desktop.domain.expected import rule_words
from ucmsc_desktop.domain.form_lists import QUERIES
from ucmsc_desktop.domain.listing import HEADS, Listing
from ucmsc_desktop.domain.progress import StudyProgress
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.word_table import NOTHING, WordTable, marked_where
from ucmsc_desktop.text import N_, _

FORM_HEADS = (N_("Form"), *COLUMNS.values(), N_("%"))
PRINTED = ("visits.overdue", "visits.due", "visits.started", "visits.missed", "forms.unsigned", *QUERIES)
"""Lists that ask somebody for something, and the visits that were missed."""
_SHARES = (0.11, 0.13, 0.2, 0.15, 0.41)


def completeness_cells(row: FormCompleteness) -> tuple[str, ...]:
    """A form's numbers in words."""
    pct = NOTHING if row.pct is None else text.number_text(row.pct)
    return row.title, *(str(one.count) for one in (row.expected, row.present, row.complete)), pct


def completeness_table(found: StudyProgress) -> WordTable:
    """How complete the data of each form are."""
    heads = tuple((_(head), share) for head, share in zip(FORM_HEADS, (0.4, 0.15, 0.15, 0.15, 0.15), strict=True))
    rows = tuple(completeness_cells(row) for row in found.completeness)
    notes = rule_words() if rows else (_("No form is expected of anybody yet."),)
    marked = marked_where(row.form == ALL for row in found.completeness)
    return WordTable(_("Completeness of the data"), heads, rows, notes, marked)


def number_tables(found: StudyProgress) -> Iterator[WordTable]:
    """The numbers of each group, each with what it counts."""
    heads = ((_("List"), 0.24), (_("Number"), 0.12), (_("What is counted"), 0.64))
    for group in found.groups:
        rows = tuple((one.label, str(one.count), one.why or NOTHING) for one in group.listings)
        yield WordTable(group.title, heads, rows, group.notes)


def list_table(listing: Listing, title: str, protocol: Protocol) -> WordTable:
    """The lines of a list; a column that says nothing is left out."""
    lines = [line.cells(protocol) for line in listing.lines]
    used = [place for place in range(len(HEADS)) if any(cells[place] for cells in lines)]
    whole = sum(_SHARES[place] for place in used)
    heads = tuple((_(HEADS[place]), _SHARES[place] / whole) for place in used)
    rows = tuple(tuple(cells[place] or NOTHING for place in used) for cells in lines)
    return WordTable(title, heads, rows, (listing.why,) if listing.why else ())


def printed_lists(found: StudyProgress, protocol: Protocol) -> Iterator[WordTable]:
    """The lists that are printed whole; one without a line is left out, its number says so."""
    for group in found.groups:
        for one in group.listings:
            if one.code in PRINTED and one.lines:
                title = _("{group}: {list}").format(group=group.title, list=one.label)
                yield list_table(one, title, protocol)
