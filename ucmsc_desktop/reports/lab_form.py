"""The form of one laboratory sample: each result as it was reported, converted, with its limits and its flag."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.lab.flags import Flag, flag
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, limits_words, value_words
from ucmsc_desktop.domain.lab.units import in_first_unit
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import fields_table, queries
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import NO_BREAK_SPACE, _


def lab_form(flow: Flow, record: LabPanel) -> None:
    """When, where and what: flags stand as a shape and a word, and say when the limits were not compared."""
    fields_table(flow, record, {"sampled_on", "sampled_at", "laboratory"})
    if record.results:
        flow.table(_columns(), _rows(flow, record))
    else:
        flow.say(_("No result was entered."), bold=True)
    if any(limits_words(result.lln, result.uln) and not result.confirmed for result in record.results.values()):
        flow.say(
            _("Limits marked “not confirmed” were not compared with the report: they decide no criterion."),
            ink=paper.GREY,
        )
    fields_table(flow, record, {"notes"})
    queries(flow, record)


def _columns() -> list[Column]:
    return [
        Column(0.2, _("Analyte")), Column(0.2, _("Result, as reported")), Column(0.2, _("Converted")),
        Column(0.25, _("Limits of the laboratory")), Column(0.15, _("Flag")),
    ]  # fmt: skip


def _rows(flow: Flow, record: LabPanel) -> Iterator[list[Cell | str]]:
    place = flow.type.place
    for code, result in record.results.items():
        name = _named(code, result)
        flow.type.place = f"{place}, {name}"
        found = flag(result)
        flagged = Cell(found.words, bold=found in (Flag.HIGH, Flag.LOW)) if found is not None else "–"
        yield [name, Cell(_reported(result), bold=True), in_first_unit(code, result) or "–", _limits(result), flagged]
    flow.type.place = place


def _named(code: str, result: LabResult) -> str:
    """The analyte, and what the site itself called it where that is another name."""
    name = name_of(code, result.label)
    own = code if name == result.label else result.label
    return name if not own or own == name else _("{name} ({own})").format(name=name, own=own)


def _reported(result: LabResult) -> str:
    if result.value is None:
        return str(result)
    words = value_words(result.qualifier, result.value, result.unit)
    if result.quality is not None:
        words = _("{value}, {words}").format(value=words, words=_(result.quality.label))
    return _("{value} (looked at again)").format(value=words) if result.checked else words


def _limits(result: LabResult) -> Cell:
    words = limits_words(result.lln, result.uln)
    if not words:
        return Cell("–", ink=paper.GREY)
    words = f"{words}{NO_BREAK_SPACE}{result.unit}"
    return Cell(words if result.confirmed else _("{limits}, not confirmed").format(limits=words))
