"""The protocol deviations: the rule, what happened and why, and who approved it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.deviations import Deviation, approval, deviations_of
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, own_cell, own_columns
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.safety_words import FREE
from ucmsc_desktop.text import N_, _, ngettext

_TOLD = {"noted_on": 0.1, "step": 0.16, "circumstance": 0.25, "reason": 0.2}
COLUMNS = (
    Column("subject", N_("Code"), 0.08),
    Column("visit", N_("Visit"), 0.08),
    *own_columns(Deviation, _TOLD),
    Column("approved_by", N_("Signed by"), 0.13),
    Column("approved_at", N_("Signed at")),
)


def deviation_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each deviation, the earliest first; what may quote a closed verdict is left out."""
    found = deviations_of(records)
    veiled = bool(found) and view.hides_verdict(subject)
    for kept in found:
        signature = approval(kept)
        told = (
            Cell(_("hidden"), _("hidden")) if veiled and name in FREE else own_cell(kept.record, name) for name in _TOLD
        )
        by = Cell(signature.by.user, view.who(signature.by)) if signature is not None else Cell(None, _("not signed"))
        at = Cell(signature.by.at if signature is not None else None)
        cells = (Cell(subject, subject), view.visit(kept.key.visit), *told, by, at)
        yield Row(subject, cells, signature is None)


def deviations_counted(number: int) -> str:
    """How many deviations there are."""
    return ngettext("{n} protocol deviation", "{n} protocol deviations", number).format(n=number)
