"""The infusions: what was meant, what was given, from which bag, and the planned ones that were missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.dose_class import DoseClass
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.infusion_words import millions, shown_given
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, code_cell, own_cell, own_columns
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.safety_summary import DoseLine, DoseState, safety_summary
from ucmsc_desktop.domain.safety_words import why_words
from ucmsc_desktop.text import N_, ngettext

_LOG = {
    "given_on": 0.09,
    "weight_kg": 0.06,
    "dose_cells": 0.065,
    "volume_to_give_ml": 0.0,
    "volume_given_ml": 0.065,
    "cells_given": 0.065,
    "part_given_pct": 0.065,
    "product": 0.0,
    "lot": 0.075,
    "bag": 0.09,
    "started_at": 0.0,
    "stopped_at": 0.0,
}
_HEADS = {"dose_cells": N_("Dose (million cells)"), "cells_given": N_("Given (million cells)")}
COLUMNS = (
    Column("subject", N_("Code"), 0.075),
    Column("visit", N_("Visit"), 0.07),
    Column("day", N_("Day"), 0.05),
    Column("class", N_("Class of the dose"), 0.13),
    *(
        msgspec.structs.replace(column, head=_HEADS.get(column.code, column.head))
        for column in own_columns(Infusion, _LOG)
    ),
    Column("why", N_("Why"), 0.1),
    Column("state", N_("State")),
)


def infusion_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for each infusion that was begun or missed; those ahead are none yet."""
    for line in safety_summary(view.protocol, subject, records, view.now).doses:
        if line.state is not DoseState.AHEAD:
            yield _row(view, subject, line)


def _row(view: View, subject: str, line: DoseLine) -> Row:
    why = line.reason or why_words(line)
    known = _log(line.log) if line.log is not None else (Cell(),) * len(_LOG)
    state = line.run.log.state.value if line.run.log is not None else None
    cells = (
        Cell(subject, subject),
        view.visit(line.visit),
        Cell(line.day, text.number_text(line.day) if line.day is not None else ""),
        code_cell(line.kind),
        *known,
        Cell(why or None, why),
        Cell(state),
    )
    marked = line.found is not DoseClass.WITHIN
    return Row(subject, cells, marked)


def _log(log: Infusion) -> tuple[Cell, ...]:
    given = shown_given(log)
    shown = {
        "dose_cells": millions(log.dose_cells) if log.dose_cells is not None else "",
        "cells_given": millions(given) if given is not None else "",
    }
    return tuple(Cell(getattr(log, name), shown[name]) if name in shown else own_cell(log, name) for name in _LOG)


def infusions_counted(number: int) -> str:
    """How many infusions are listed."""
    return ngettext("{n} infusion, given or missed", "{n} infusions, given or missed", number).format(n=number)
