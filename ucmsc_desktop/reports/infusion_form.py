"""The infusion log and the vital signs around it, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.entries import entry, fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.parameters import dose_rule, vitals_rule
from ucmsc_desktop.text import _, number_text

SHARES = {
    "taken_at": 0.16, "timepoint": 0.095, "systolic": 0.105, "diastolic": 0.105, "pulse": 0.095, "respiration": 0.12,
    "oxygen_saturation": 0.12, "temperature": 0.145,
}  # fmt: skip


def infusion_form(flow: Flow, record: Infusion, protocol: Protocol) -> None:
    """One infusion: every field of the log, queries, and the dose rule with what it says about this infusion."""
    fields_table(flow, record)
    for sentence in _judged(record, protocol):
        flow.say(sentence, bold=True)
    queries(flow, record)
    rule_text(flow, dose_rule(protocol))


def _judged(record: Infusion, protocol: Protocol) -> Iterator[str]:
    part, dose = record.part_given_pct, protocol.dose
    tolerance = number_text(dose.tolerance_pct)
    if part is not None and abs(part - 100) > dose.tolerance_pct:
        yield _("The dose given is outside the tolerance of ±{percent} %.").format(percent=tolerance)
    if record.given_on and record.weighed_on and (record.given_on - record.weighed_on).days > dose.weight_valid_days:
        yield _("The weight was older than the protocol allows.")
    if record.cells_per_kg is not None and record.cells_per_kg != dose.cells_per_kg:
        yield _("The cells per kg of this infusion differ from those of the protocol.")


def vitals_form(flow: Flow, kept: Sequence[Kept[VitalSigns]], protocol: Protocol) -> None:
    """All sets of vital signs of a visit as one table."""
    columns = [Column(0.055, _("No."))]
    for field in fields(VitalSigns).values():
        head = f"{field.label} ({_(field.item.unit)})" if field.item.unit else field.label
        columns.append(Column(SHARES[field.name], head))
    flow.table(columns, (_row(one) for one in kept))
    for one in kept:
        queries(flow, one.record)
    rule_text(flow, vitals_rule(protocol))


def _row(kept: Kept[VitalSigns]) -> list[Cell | str]:
    cells: list[Cell | str] = [str(kept.key.number or 1)]
    for field in fields(VitalSigns).values():
        value = getattr(kept.record, field.name)
        plain = isinstance(value, int) or field.name == "temperature"
        cells.append(number_text(value) if plain and value is not None else entry(kept.record, field))
    return cells
