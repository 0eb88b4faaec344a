"""The change history at the end of a print: every changed value, old and new, why, by whom and when, form by form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.changes import Changes, Numbered, form_target
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import moment_text
from ucmsc_desktop.reports.provenance import name_of
from ucmsc_desktop.text import _

ROOM = 74.0
Line = list[Cell | str]


def changes_of_form(flow: Flow, casebook: Casebook, kept: Sequence[Kept[Record]], changes: Changes) -> None:
    """The changes of the records of one form; each leads back to the form."""
    changed, back = [one for one in kept if changes.of(one)], form_target(kept[0])
    for one in changed:
        first = casebook.history[one.key.record_id][0].by
        words = _("First saved by {who}, {time}.").format(who=casebook.who(first), time=moment_text(first.at))
        if len(kept) > 1:
            words = _("Record {name}: {sentence}").format(name=name_of(one), sentence=words)
        flow.need(ROOM)
        flow.say(words, ink=paper.GREY)
        flow.table(_columns(), _rows(casebook, changes.of(one), back))


def _columns() -> list[Column]:
    return [
        Column(0.08, _("No.")), Column(0.19, _("Field")), Column(0.165, _("Old value")),
        Column(0.165, _("New value")), Column(0.2, _("Reason")), Column(0.2, _("Changed by, at")),
    ]  # fmt: skip


def _rows(casebook: Casebook, made: Sequence[Numbered], back: str) -> Iterator[Line]:
    for one in made:
        change = one.change
        by = _("{who}, {time}").format(who=casebook.who(one.by), time=moment_text(one.by.at))
        number = Cell(one.name, bold=True, target=one.target)
        yield [number, Cell(change.label, link=back), change.old, change.new, change.reason, by]
