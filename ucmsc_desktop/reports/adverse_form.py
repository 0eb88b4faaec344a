"""Adverse events and other medication on paper: every field, the day after the infusion, and the reports due."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.adverse import AdverseEvent, Seriousness
from ucmsc_desktop.domain.ae_days import infusions, reference, relative_days
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.items import fields, show_entry
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reporting import clocks
from ucmsc_desktop.domain.safety_event_words import day_words, due_words, no_day_words, report_words, serious_words
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import fields_table, queries
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.reports.pairs import pairs_table
from ucmsc_desktop.reports.rows import records_table
from ucmsc_desktop.text import _

CRITERIA = tuple(code.value for code in Seriousness)
EVENT = tuple(name for name in fields(AdverseEvent) if name not in CRITERIA)


def adverse_form(flow: Flow, casebook: Casebook, kept: Sequence[Kept[AdverseEvent]], protocol: Protocol) -> None:
    """The adverse events of a visit, one after the other."""
    for one in kept:
        if len(kept) > 1:
            term = show_entry(one.record, "term")
            flow.heading(_("{n}: {term}").format(n=one.key.number, term=term))
        event_table(flow, casebook, one, protocol)
        queries(flow, one.record)


def event_table(flow: Flow, casebook: Casebook, kept: Kept[AdverseEvent], protocol: Protocol) -> None:
    """One adverse event: its fields, the day after the infusion, and each report with the time by which it is due."""
    event, given = kept.record, infusions(casebook.records)
    instead = {"serious": Cell(serious_words(event), bold=bool(event.serious))}
    if event.infusion:
        instead["infusion"] = Cell(protocol.visit_name(event.infusion))
    fields_table(flow, event, EVENT, instead)
    if any(getattr(event, name) is not None or name in event.missing for name in CRITERIA):
        flow.skip(-4)
        fields_table(flow, event, CRITERIA)
    after = day_words(reference(event, given), relative_days(event, given), protocol)
    rows = [(_("Day after the infusion"), after or no_day_words(event, given))]
    rows += [(report_words(clock), due_words(clock)) for clock in clocks(event, protocol.safety, kept.by.at)]
    flow.skip(-4)
    pairs_table(flow, ((Cell(name, ink=paper.GREY), Cell(words)) for name, words in rows))


def medication_form(flow: Flow, kept: Sequence[Kept[Medication]]) -> None:
    """Other medication, a line each."""
    records_table(flow, kept)
    for one in kept:
        queries(flow, one.record)
