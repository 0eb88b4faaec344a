"""The blank form of a laboratory report: a line for each analyte of the trial, and some for others."""

from __future__ import annotations

from ucmsc_desktop.domain.lab.analytes import ANALYTES, Analyte
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import Quality
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.write_grid import Slot
from ucmsc_desktop.reports.write_in import Empty, Ticks
from ucmsc_desktop.text import _

SPARE = 4
PARTS = {"value": 0.26, "unit": 0.2, "lln": 0.15, "uln": 0.15}


def lab(blank: BlankForm) -> None:
    """When and where, then a line for each analyte with its units to choose from."""
    rows = blank.shape.rows[0]
    parts = {part.name: part for part in rows.parts}
    blank.rows(map(blank.field, ("sampled_on", "sampled_at", "laboratory")))
    lines = [_line(blank, analyte) for analyte in _wanted(blank.of.protocol)]
    spare = [[Slot(space=Empty()), *(Slot() for _name in PARTS)] for _line in range(SPARE)]
    columns = [(parts[name], share) for name, share in PARTS.items()]
    blank.table(columns, [*lines, *spare], first=_("Analyte"), row=rows.field, key=_("the analyte's code"))
    blank.by_program([parts["confirmed"]], row=rows.field)
    blank.rows([blank.field("notes")])


def _wanted(protocol: Protocol) -> list[Analyte]:
    """The analytes of the criteria, and the markers that the protocol names or, when it names none, the usual ones."""
    named = protocol.eligibility.tumour_panel
    known = [analyte for analyte in ANALYTES.values() if not analyte.marker or not named or analyte.code in named]
    return [*known, *(Analyte(code, code) for code in named if code not in ANALYTES)]


def _line(blank: BlankForm, analyte: Analyte) -> list[Slot]:
    units = Ticks(tuple(unit.name for unit in analyte.units)) if analyte.units else Empty()
    result = Ticks(tuple(_(quality.label) for quality in Quality)) if analyte.qualitative else Empty()
    rows = blank.shape.rows[0]
    value = next(part for part in rows.parts if part.name == "value")
    notes = blank.named(value, row=rows.field, key=analyte.code)
    return [Slot(name_of(analyte.code), notes=notes), Slot(space=result), Slot(space=units), Slot(), Slot()]
