"""The screening checklist: each criterion in the protocol's words with its answer and evidence, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.eligibility import Finding, Screening, finding, finding_words, verdict
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, Protocol
from ucmsc_desktop.reports.entries import fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.parameters import eligibility_rules
from ucmsc_desktop.text import _


def screening_form(flow: Flow, record: Screening, protocol: Protocol) -> None:
    """One checklist: the verdict sentence, all criteria, and answers to criteria that this version does not have."""
    fields_table(flow, record)
    if record.protocol_version is not None and record.protocol_version != protocol.version:
        flow.say(
            _("Answered under protocol version {old}; the criteria are printed in the words of version {new}.").format(
                old=record.protocol_version, new=protocol.version
            ),
            bold=True,
        )
    flow.say(verdict(protocol.criteria, record).reason, size=10.5, bold=True)
    for kind in CriterionKind:
        criteria = [criterion for criterion in protocol.criteria if criterion.kind is kind]
        if criteria:
            flow.heading(_(kind.label))
            flow.table(_columns(), _rows(flow, record, criteria))
    _unknown_criteria(flow, record, protocol)
    queries(flow, record)
    for rule in eligibility_rules(protocol):
        rule_text(flow, rule)


def _columns() -> list[Column]:
    return [
        Column(0.07, _("No.")), Column(0.42, _("Criterion")), Column(0.12, _("Answer")),
        Column(0.13, _("Finding")), Column(0.26, _("Evidence")),
    ]  # fmt: skip


def _rows(flow: Flow, record: Screening, criteria: list[Criterion]) -> Iterator[list[Cell | str]]:
    place = flow.type.place
    for criterion in criteria:
        flow.type.place = f"{place}, {criterion.key}"
        answer = record.answers.get(criterion.key)
        found = finding(criterion, answer)
        said = finding_words(criterion, found)
        given = Cell(_(answer.label)) if answer is not None else Cell(_("blank"), bold=True)
        words = f"{criterion.text} ({_('judgement')})" if criterion.judgement else criterion.text
        evidence = record.evidence.get(criterion.key, "–")
        yield [
            Cell(criterion.key, bold=True), words, given, Cell(said, bold=found is not Finding.MET), evidence,
        ]  # fmt: skip
    flow.type.place = place


def _unknown_criteria(flow: Flow, record: Screening, protocol: Protocol) -> None:
    known = {criterion.key for criterion in protocol.criteria}
    others = sorted((set(record.answers) | set(record.evidence)) - known)
    if not others:
        return
    flow.heading(_("Answers to criteria that this protocol version does not have"))
    rows = []
    for key in others:
        answer = record.answers.get(key)
        rows.append([key, _(answer.label) if answer else "–", record.evidence.get(key, "–")])
    flow.table([Column(0.2, _("No.")), Column(0.2, _("Answer")), Column(0.6, _("Evidence"))], rows)
