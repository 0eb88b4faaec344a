"""The screening log: every candidate with verdict, decision and deviations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.candidates import Candidate, Group, candidate, is_candidate
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, own_cell
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.text import N_, _, date_text, ngettext

COLUMNS = (
    Column("subject", N_("Code"), 0.1),
    Column("sex", N_("Sex")),
    Column("consented_on", N_("Consent signed on")),
    Column("screened_on", N_("Screened on"), 0.13),
    Column("verdict", N_("Verdict"), 0.12),
    Column("verdict_reason", N_("Reason"), 0.34),
    Column("", N_("Decision"), 0.15),
    Column("outcome", N_("Decision")),
    Column("decided_on", N_("Decided on")),
    Column("failure_reason", N_("Reason for screen failure")),
    Column("deviations", N_("Deviation"), 0.16),
)
HIDDEN = "hidden"
_VERDICTS = {True: Group.ELIGIBLE, False: Group.NOT_ELIGIBLE, None: Group.OPEN}


def screening_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for whoever was screened here."""
    if is_candidate(records):
        yield candidate_row(candidate(view.protocol, subject, records, closed=view.hides_verdict(subject)))


def candidate_row(found: Candidate) -> Row:
    """A candidate; while the verdict is closed nothing that quotes it is told."""
    record, closed = found.screening, found.closed
    day = found.consented_on
    cells = (
        Cell(found.subject, found.subject),
        own_cell(found.participant, "sex"),
        Cell(day, date_text(day) if day is not None else ""),
        Cell(record.screened_on, date_text(record.screened_on) if record.screened_on is not None else ""),
        Cell(HIDDEN if closed else _VERDICTS[found.standing.eligible].value, found.verdict),
        Cell(HIDDEN if closed else found.reason, found.reason),
        Cell(None, _decision(found)),
        Cell(record.outcome, _(record.outcome.label) if record.outcome is not None else _("open")),
        own_cell(record, "decided_on"),
        Cell(HIDDEN if closed and record.failure_reason else record.failure_reason),
        Cell(found.deviation or None, found.deviation),
    )
    return Row(found.subject, cells)


def _decision(found: Candidate) -> str:
    why = found.screening.failure_reason
    parts = [found.decision or _("open"), *([why] if why and why != found.standing.reason and not found.closed else [])]
    return _(": ").join(parts)


def candidates_counted(number: int) -> str:
    """How many candidates there are."""
    return ngettext("{n} candidate", "{n} candidates", number).format(n=number)
