"""Blank forms of which a participant has many: a line for each, and lines enough."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.infusion import Timepoint
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.protocol import InfusionPart
from ucmsc_desktop.domain.shape import Kind, Rows, kind_of
from ucmsc_desktop.domain.vitals_plan import Due, DueState
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.blank_spaces import in_table, numbered_answers
from ucmsc_desktop.reports.parameters import vitals_rule
from ucmsc_desktop.reports.vitals_form import SHARES
from ucmsc_desktop.reports.write_grid import Slot
from ucmsc_desktop.reports.write_in import Empty
from ucmsc_desktop.text import _

LONGEST_INFUSION = 120
"""Minutes for which the table of vital signs has lines; what lasts longer goes on the spare ones."""
SPARE = 3
TAKEN = 0.17
"""The share of the page for the moment of a set."""
VALUES = SHARES | {"temperature": 0.14}
LINES = {InfusionEvent.form: 15, Medication.form: 12}
ANNOTATED_LINES = 3
NUMBER = 0.05
WEIGHTS = {Kind.TEXT: 1.4, Kind.INTEGER: 0.8, Kind.DECIMAL: 0.9, Kind.BOOLEAN: 1.2}


def log(blank: BlankForm, asked: Sequence[Field]) -> None:
    """A line for each record of the form."""
    shares = _shares(asked, 1 - NUMBER)
    blank.table(zip(asked, shares, strict=True), _numbered(blank, asked, LINES[blank.form]), first=_("No."))


def rows_within(blank: BlankForm, rows: Rows, lines: int) -> None:
    """A line for each row that a record holds."""
    columns = zip(rows.parts, _shares(rows.parts, 1 - NUMBER), strict=True)
    blank.table(columns, _numbered(blank, rows.parts, lines), first=_("No."), row=rows.field)


def _numbered(blank: BlankForm, asked: Sequence[Field], lines: int) -> list[list[Slot]]:
    for answers in filter(None, map(numbered_answers, asked)):
        blank.flow.say(answers)
    cells = [Slot(space=in_table(blank.form, field, blank.of.protocol)) for field in asked]
    count = ANNOTATED_LINES if blank.of.annotated else lines
    return [[Slot(str(number)), *cells] for number in range(1, count + 1)]


def _shares(asked: Sequence[Field], whole: float) -> list[float]:
    weights = [WEIGHTS.get(kind_of(field), 1.1) for field in asked]
    return [whole * weight / sum(weights) for weight in weights]


def vitals(blank: BlankForm) -> None:
    """A line for each set that the protocol plans, and some for those beside the plan."""
    asked = [blank.field("taken_at"), *map(blank.field, VITAL_VALUES)]
    labels = [*_planned(blank.of.protocol.infusion), *[""] * (0 if blank.of.annotated else SPARE)]
    rows = [[Slot(label), *(Slot(space=Empty()) for _field in asked)] for label in labels]
    columns = [(asked[0], TAKEN), *((field, VALUES[field.name]) for field in asked[1:])]
    blank.table(columns, rows, first=_("Planned"))
    blank.by_program([blank.field("timepoint"), blank.field("planned_minutes")])
    blank.flow.say(_("Protocol: {rule}").format(rule=vitals_rule(blank.of.protocol)))


def _planned(plan: InfusionPart) -> list[str]:
    every = plan.vitals_every_minutes
    slots = [(Timepoint.BEFORE, 0), *((Timepoint.DURING, at) for at in range(every, LONGEST_INFUSION + 1, every))]
    slots += [(Timepoint.END, 0), *((Timepoint.AFTER, after) for after in plan.vitals_after_minutes)]
    return [Due(timepoint, minutes, DueState.AHEAD).label for timepoint, minutes in slots]
