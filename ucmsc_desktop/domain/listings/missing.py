"""What is not there: visits that were missed or are overdue, forms not filled in, and entries without a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.completeness import EXPECTED, PRESENT, completeness_lines
from ucmsc_desktop.domain.form_lists import BLANKS, query_lines
from ucmsc_desktop.domain.items import Code, MissingReason, Record, fields
from ucmsc_desktop.domain.listing import Line
from ucmsc_desktop.domain.listings.queries import PLACE, place_cells
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, code_cell
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.summary import Progress, Summary, day_of, summary
from ucmsc_desktop.domain.visit_lists import visit_lines
from ucmsc_desktop.text import N_, _, ngettext


class Gap(Code):
    """What is missing."""

    MISSED = ("visit_missed", N_("visit missed"))
    OVERDUE = ("visit_overdue", N_("visit overdue"))
    FORM = ("form", N_("form not filled in"))
    ENTRY = ("entry", N_("entry without a reason"))
    REASON = ("reason", N_("entry with a reason"))


COLUMNS = (
    *PLACE,
    Column("missing", N_("What is missing"), 0.17),
    Column("detail", N_("Entry"), 0.28),
    Column("reason", N_("Reason")),
)
_VISITS = {f"visits.{Progress.MISSED.value}": Gap.MISSED, f"visits.{Progress.OVERDUE.value}": Gap.OVERDUE}


def missing_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each visit, form and entry that is not there."""
    seen = summary(view.protocol, subject, records, view.today)
    for code, line in visit_lines(seen):
        if code in _VISITS:
            yield _row(view, line, _VISITS[code])
    for line in _forms(view, seen):
        yield _row(view, line, Gap.FORM)
    for code, line in query_lines(seen, view.closed):
        if code == BLANKS:
            yield _row(view, line, Gap.ENTRY)
    for kept in records:
        yield from _reasons(view, kept)


def _forms(view: View, seen: Summary) -> Iterator[Line]:
    found = [*completeness_lines(seen, view.closed)]
    there = {line.key for code, line in found if code.endswith(PRESENT)}
    return (line for code, line in found if code.endswith(EXPECTED) and line.key not in there)


def _reasons(view: View, kept: Kept[Record]) -> Iterator[Row]:
    hidden = view.closed(kept.key) if kept.record.missing else ""
    known, on = fields(type(kept.record)), day_of(kept.record)
    for name, reason in kept.record.missing.items():
        if hidden:
            yield _row(view, Line(kept.key, hidden, on), Gap.REASON)
        else:
            yield _row(view, Line(kept.key, known[name].label, on), Gap.REASON, reason)


def _row(view: View, line: Line, gap: Gap, reason: MissingReason | None = None) -> Row:
    words = _("{entry}: {reason}").format(entry=line.words, reason=_(reason.label)) if reason else line.words
    cells = (*place_cells(view, line), code_cell(gap), Cell(line.words, words), Cell(reason))
    return Row(line.key.subject, cells, gap is Gap.ENTRY)


def gaps_counted(number: int) -> str:
    """How much is missing."""
    return ngettext("{n} thing is missing", "{n} things are missing", number).format(n=number)
