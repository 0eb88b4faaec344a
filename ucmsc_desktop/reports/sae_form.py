"""The report form of a serious adverse event: who, what, which infusions before it, and what was reported to whom."""

from __future__ import annotations

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import infusions, onset_span, reference
from ucmsc_desktop.domain.casebook import Casebook, Kept, State
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import fields, show_entry
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.safety_summary import safety_summary
from ucmsc_desktop.domain.safety_words import doses_table, medication_table
from ucmsc_desktop.domain.summary import age_words
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.adverse_form import event_table
from ucmsc_desktop.reports.appendix import changes_of_form
from ucmsc_desktop.reports.changes import form_target, numbered
from ucmsc_desktop.reports.entries import PAIR, fields_table, queries, word_table
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.provenance import provenance
from ucmsc_desktop.text import _

LINE = "_" * 30
INFUSION = (
    "product", "lot", "bag", "donor", "passage", "rate_ml_h", "started_at", "stopped_at", "volume_given_ml",
    "cells_given", "part_given_pct",
)  # fmt: skip


def sae_form_pdf(
    casebook: Casebook, kept: Kept[AdverseEvent], protocol: Protocol, printed: Printed, *, practice: bool
) -> Printout:
    """Print the report of one event, to be signed by hand and sent; a draft while the event is not signed."""
    flow, title = Flow(printed.sheet), _("Serious adverse event report")
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    visit = protocol.visit_name(kept.key.visit) if kept.key.visit else ""
    on_page = OnPage(visit, kept.record.form, kept.record.version, kept.state is State.SIGNED)
    term = show_entry(kept.record, "term")
    with flow.form(on_page, term, target=form_target(kept)):
        flow.bookmark(term, 1, form_target(kept))
        flow.table(
            PAIR, ((Cell(name, ink=paper.GREY), Cell(words)) for name, words in _about(casebook, kept, protocol))
        )
        flow.heading(_("Event"))
        event_table(flow, casebook, kept, protocol)
        queries(flow, kept.record)
        _background(flow, casebook, kept, protocol, printed)
        _signed_by_hand(flow)
        changes = numbered(casebook, [kept])
        provenance(flow, casebook, [kept], changes)
        if changes.of(kept):
            flow.heading(_("Change history"), room=100)
            changes_of_form(flow, casebook, [kept], changes)
    said = f"{title}, {casebook.subject}"
    return finish(flow, protocol, printed, title=said, practice=practice, subject=casebook.subject)


def _about(casebook: Casebook, kept: Kept[AdverseEvent], protocol: Protocol) -> list[tuple[str, str]]:
    """The study, the participant by code, and whether this is the first report of the event."""
    found = casebook.of(Participant)
    person, known = found[0].record if found else Participant(), fields(Participant)
    span = onset_span(kept.record)
    age = age_words(person.birth_date, span[0]) if span is not None else ""
    reported = any((kept.record.sponsor_at, kept.record.ethics_at, kept.record.susar_at))
    return [
        (_("Study"), _("{code}, {registry}").format(code=protocol.study.code, registry=protocol.study.registry)),
        (_("Sites"), "; ".join(protocol.study.sites)),
        (_("Protocol version in force"), str(protocol.version)),
        (_("Report"), _("follow-up report") if reported else _("first report")),
        (_("Participant"), casebook.subject),
        (known["sex"].label, show_entry(person, "sex")),
        (known["birth_date"].label, show_entry(person, "birth_date")),
        (_("Age when the event began"), age or _("not known")),
    ]


def _background(flow: Flow, casebook: Casebook, kept: Kept[AdverseEvent], protocol: Protocol, printed: Printed) -> None:
    """The infusion before it, all infusions, other medication and diseases: what the event is weighed against."""
    before = reference(kept.record, infusions(casebook.records))
    for log in casebook.of(Infusion, before.visit) if before is not None else ():
        flow.heading(_("Infusion of {visit}").format(visit=protocol.visit_name(log.key.visit)), 12)
        fields_table(flow, log.record, INFUSION)
    summary = safety_summary(protocol, casebook.subject, casebook.records, printed.at)
    word_table(flow, doses_table(summary.doses, protocol))
    word_table(flow, medication_table(summary.medications, protocol))
    for history in casebook.of(MedicalHistory):
        flow.heading(_(MedicalHistory.title), 12)
        fields_table(flow, history.record)


def _signed_by_hand(flow: Flow) -> None:
    flow.heading(_("Reported by"), 12, 90)
    for name in (_("Name of the investigator"), _("Signature"), _("Date and time"), _("Sent to, by")):
        flow.skip(8)
        flow.table(PAIR, [(Cell(name, ink=paper.GREY), LINE)])
