"""The checks of a dose on paper: both persons' figures side by side, who each was, and what the comparison came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.dose_check import COMPARED, Agreement, Difference, agreement, compare
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.entries import entry, fields_table, queries
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import _

BESIDE = tuple(name for name in fields(DoseCheck) if name not in (*COMPARED, "checker", "resolution"))
"""What each person noted and is not compared."""
Pair = tuple[Kept[DoseCheck] | None, Kept[DoseCheck] | None]


def dose_checks(flow: Flow, casebook: Casebook, checks: Sequence[Kept[DoseCheck]], protocol: Protocol) -> None:
    """Every pair of checks in the order in which they were entered, and whether the last of them agrees."""
    tolerance = protocol.dose.tolerance_pct
    for first, second in pairs(checks):
        if first is None or second is None:
            _alone(flow, casebook, first or second)
            continue
        columns = [
            Column(0.26, _("Entry")), Column(0.27, _("First person")), Column(0.27, _("Second person")),
            Column(0.2, _("Comparison")),
        ]  # fmt: skip
        found = compare(first.record, second.record, tolerance)
        flow.table(columns, [*_who(casebook, first, second), *_differences(first.record, second.record, found)])
    for kept in checks:
        if kept.record.resolution:
            said = _("How the difference was resolved, by {who}: {words}")
            flow.say(said.format(who=casebook.who(kept.by), words=kept.record.resolution), bold=True)
        queries(flow, kept.record)
    flow.say(_outcome(agreement(checks, tolerance)), bold=True)


def _outcome(found: Agreement) -> str:
    if found.agreed:
        return _("The checks of two persons agree.")
    return found.refusal or _("There is no check by a second person.")


def pairs(checks: Sequence[Kept[DoseCheck]]) -> list[Pair]:
    """What was compared, in order: each check beside the one of the other person that stood when it was entered."""
    found: list[Pair] = []
    first: Kept[DoseCheck] | None = None
    second: Kept[DoseCheck] | None = None
    for kept in sorted(checks, key=lambda kept: kept.key.number):
        if kept.record.checker is Checker.SECOND:
            second = kept
            if found and found[-1] == (first, None):
                found.pop()
        else:
            first, second = kept, second if kept.record.resolution else None
        found.append((first, second))
    return found


def _who(casebook: Casebook, first: Kept[DoseCheck], second: Kept[DoseCheck]) -> Iterator[list[Cell | str]]:
    both = (first, second)
    yield [_("By"), *(Cell(casebook.who(kept.by), bold=True) for kept in both), ""]
    for name in BESIDE:
        field = fields(DoseCheck)[name]
        yield [field.label, *(entry(kept.record, field) for kept in both), ""]


def _differences(first: DoseCheck, second: DoseCheck, found: Sequence[Difference]) -> Iterator[list[Cell | str]]:
    for one in found:
        field = fields(DoseCheck)[one.field]
        if one.beyond:
            said = Cell(_("differs beyond tolerance"), bold=True)
        else:
            said = Cell(_("differs within tolerance") if one.differs else _("same"))
        yield [one.label, entry(first, field), entry(second, field), said]


def _alone(flow: Flow, casebook: Casebook, kept: Kept[DoseCheck] | None) -> None:
    if kept is None:
        return
    flow.say(_("Check by {who}, not answered by another person:").format(who=casebook.who(kept.by)))
    fields_table(flow, kept.record)
