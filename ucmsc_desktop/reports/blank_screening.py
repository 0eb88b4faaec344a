"""The blank checklist of eligibility: each criterion in the words of the protocol, its answers, and its evidence."""

from __future__ import annotations

from ucmsc_desktop.domain.eligibility import Answer, criterion_words
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.reports.write_in import Ticks
from ucmsc_desktop.text import _

SHARES = (0.06, 0.48, 0.2, 0.26)
ROOM = 90.0
"""A heading stands together with the head of its table and a row."""
VERDICT = ("eligible", "reason", "outcome", "decided_on", "failure_reason")


def screening(blank: BlankForm) -> None:
    """The day, inclusion and exclusion, and the decision."""
    blank.rows(map(blank.field, ("screened_on", "planned_infusion_on")))
    for kind in CriterionKind:
        criteria = [criterion for criterion in blank.of.protocol.criteria if criterion.kind is kind]
        if criteria:
            blank.flow.heading(_(kind.label), room=ROOM)
            heads = ("", _("Criterion"), _("Answer"), _("Evidence"))
            rows = [_row(blank, criterion) for criterion in criteria]
            Grid(blank.flow, SHARES, blank.notes).draw(rows, [Slot(head, bold=True) for head in heads])
    blank.flow.heading(_("Decision"), room=ROOM)
    blank.rows(map(blank.field, VERDICT))
    told = [blank.field("protocol_version"), *(rows.field for rows in blank.shape.rows if rows.field.name != "answers")]
    blank.by_program(told)


def _row(blank: BlankForm, criterion: Criterion) -> list[Slot]:
    words = criterion_words(criterion, blank.of.protocol.eligibility, judged=criterion.judgement)
    answers = next(rows for rows in blank.shape.rows if rows.field.name == "answers")
    notes = blank.named(answers.parts[0], row=answers.field, key=criterion.key)
    ticks = Ticks(tuple(_(answer.label) for answer in Answer))
    return [Slot(criterion.key, bold=True), Slot(words), Slot(space=ticks, notes=notes), Slot()]
