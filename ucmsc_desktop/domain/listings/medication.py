"""The concomitant medication: every medicine that is not the product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, own_cell, own_columns
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.safety_summary import safety_summary
from ucmsc_desktop.text import N_, _, ngettext

_TOLD = {
    "drug": 0.16,
    "purpose": 0.11,
    "dose": 0.09,
    "route": 0.08,
    "given_at": 0.1,
    "started_on": 0.09,
    "ended_on": 0.09,
    "ongoing": 0.0,
    "reason": 0.13,
}
COLUMNS = (
    Column("subject", N_("Code"), 0.08),
    Column("visit", N_("Visit"), 0.07),
    Column("number", N_("Number")),
    *own_columns(Medication, _TOLD),
)


def medication_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each medicine, the earliest first."""
    for kept in safety_summary(view.protocol, subject, records, view.now).medications:
        own = (_cell(kept.record, name) for name in _TOLD)
        yield Row(subject, (Cell(subject, subject), view.visit(kept.key.visit), Cell(kept.key.number), *own))


def _cell(record: Medication, name: str) -> Cell:
    if name == "ended_on" and record.ended_on is None and record.ongoing:
        return Cell(None, _("ongoing"))
    return own_cell(record, name)


def medicines_counted(number: int) -> str:
    """How many medicines are listed."""
    return ngettext("{n} medicine", "{n} medicines", number).format(n=number)
