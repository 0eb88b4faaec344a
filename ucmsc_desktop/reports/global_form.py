"""The form of what is assessed beside PASI: global grade with its word, itch on its scale, the mark of a photograph."""

from __future__ import annotations

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.entries import PAIR, entry, fields_table, label, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.text import _


def global_form(flow: Flow, record: GlobalAssessment, protocol: Protocol) -> None:
    """All fields. Of a photograph its size and hash are printed, never the picture."""
    fields_table(flow, record, {"assessed_on"})
    flow.table(PAIR, [(label(fields(GlobalAssessment)["global_grade"]), _grade(record, protocol))])
    fields_table(flow, record, {_itch(record, protocol), "photo", "photo_of", "notes"})
    queries(flow, record)
    rule_text(
        flow,
        _("itch scale {itch} (version {version}).").format(
            itch=protocol.assessment.itch_scale, version=protocol.version
        ),
    )


def _grade(record: GlobalAssessment, protocol: Protocol) -> Cell:
    grade, words = record.global_grade, protocol.assessment.global_descriptors
    if grade is None:
        return entry(record, fields(GlobalAssessment)["global_grade"])
    return Cell(f"{grade}  {_(words[grade])}" if words else str(grade), grade=grade)


def _itch(record: GlobalAssessment, protocol: Protocol) -> str:
    """The field of the scale on which itch was marked; before that, of the protocol's scale."""
    marked = [name for name in ("itch_cm", "itch_mm") if getattr(record, name) is not None]
    planned = "itch_cm" if protocol.assessment.itch_scale.endswith("cm") else "itch_mm"
    return marked[0] if len(marked) == 1 else planned
