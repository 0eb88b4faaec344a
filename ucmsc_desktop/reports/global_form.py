"""The form of what is assessed beside PASI: global grade with its word, itch on its scale, the mark of a photograph."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.shape import flat, shape
from ucmsc_desktop.reports.entries import entry, fields_table, label, queries, rule_text, value_text
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.reports.pairs import OVER, Pair, pairs_table
from ucmsc_desktop.text import _


def global_form(flow: Flow, record: GlobalAssessment, protocol: Protocol) -> None:
    """All fields. Of a photograph its size and hash are printed, never the picture."""
    fields_table(flow, record, {"assessed_on"})
    flow.skip(-4)
    flow.table(OVER, [(label(fields(GlobalAssessment)["global_grade"]), _grade(record, protocol))])
    flow.skip(-4)
    fields_table(flow, record, {*_itch(record, protocol), *([] if record.photo else ["photo"]), "photo_of", "notes"})
    if record.photo is not None:
        flow.skip(-4)
        pairs_table(flow, _photo(record))
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


def _photo(record: GlobalAssessment) -> Iterator[Pair]:
    values = flat(record)
    for field in shape(GlobalAssessment).fields:
        if field.name.startswith("photo."):
            yield label(field), Cell(value_text(field, values[field.name]))


def _itch(record: GlobalAssessment, protocol: Protocol) -> list[str]:
    """The fields of the scales on which itch was marked; before that, of the protocol's scale."""
    marked = [name for name in ("itch_cm", "itch_mm") if getattr(record, name) is not None or name in record.missing]
    planned = "itch_cm" if protocol.assessment.itch_scale.endswith("cm") else "itch_mm"
    return marked or [planned]
