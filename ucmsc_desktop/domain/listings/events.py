"""The adverse events: each with its day after the infusion, grade, seriousness, relation and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import duration_days, span_words
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, head, own_cell, own_cells, own_columns
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.reporting import starts_clocks
from ucmsc_desktop.domain.safety_event_words import began_words, day_words, grade_words, serious_words
from ucmsc_desktop.domain.safety_summary import EventLine, safety_summary
from ucmsc_desktop.text import N_, ngettext

_AFTER = {
    "relation": 0.1,
    "expected": 0.0,
    "action": 0.1,
    "outcome": 0.11,
    "end": 0.0,
    "aware_at": 0.0,
    "sponsor_at": 0.0,
    "ethics_at": 0.0,
    "susar_at": 0.0,
    "narrative": 0.0,
}
COLUMNS = (
    Column("subject", N_("Code"), 0.085),
    Column("visit", N_("Visit")),
    Column("number", N_("Number")),
    Column("term", head(AdverseEvent, "term"), 0.14),
    Column("onset", N_("Began"), 0.11),
    Column("onset_at", head(AdverseEvent, "onset_at")),
    Column("infusion", N_("After"), 0.1),
    Column("day_earliest", N_("Earliest day")),
    Column("day_latest", N_("Latest day")),
    Column("grade", N_("Grade (CTCAE)"), 0.065),
    Column("ctcae_version", head(AdverseEvent, "ctcae_version")),
    Column("serious", head(AdverseEvent, "serious"), 0.14),
    Column("criteria", N_("Criteria of a serious event")),
    *own_columns(AdverseEvent, _AFTER),
    Column("", N_("Days"), 0.05),
)


def event_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each event, the earliest first; those of which somebody must be told stand out."""
    for line in safety_summary(view.protocol, subject, records, view.now).events:
        yield _row(view, line)


def _row(view: View, line: EventLine) -> Row:
    event, key = line.kept.record, line.kept.key
    first, last = line.days or (None, None)
    lasted = duration_days(event, view.today)
    cells = (
        Cell(key.subject, key.subject),
        Cell(key.visit),
        Cell(key.number),
        own_cell(event, "term"),
        Cell(event.onset, began_words(event)),
        own_cell(event, "onset_at"),
        Cell(line.after.visit if line.after is not None else None, day_words(line.after, line.days, view.protocol)),
        Cell(first),
        Cell(last),
        Cell(event.grade, grade_words(event)),
        own_cell(event, "ctcae_version"),
        Cell(event.serious, serious_words(event)),
        Cell(" ".join(code.value for code in event.criteria) or None),
        *own_cells(event, [*_AFTER]),
        Cell(None, span_words(lasted) if lasted is not None else ""),
    )
    return Row(key.subject, cells, starts_clocks(event, view.protocol.safety))


def events_counted(number: int) -> str:
    """How many adverse events there are."""
    return ngettext("{n} adverse event", "{n} adverse events", number).format(n=number)
