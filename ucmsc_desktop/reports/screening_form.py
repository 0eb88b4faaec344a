"""Eligibility on paper: each criterion in the protocol's words, its finding and what it rests on, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.deviations import deviation_words, deviations_of
from ucmsc_desktop.domain.eligibility import Screening, criterion_words, finding_words
from ucmsc_desktop.domain.fact_words import ANSWERS, label_of
from ucmsc_desktop.domain.findings import CriterionVerdict, Finding
from ucmsc_desktop.domain.needs import in_asking_order
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, Protocol
from ucmsc_desktop.domain.standing import (
    Standing,
    approval_words,
    deciding,
    elsewhere,
    is_judged,
    since_words,
    standing,
    way_words,
)
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.pairs import pairs_table
from ucmsc_desktop.reports.parameters import eligibility_rules
from ucmsc_desktop.text import _

UNSAID = ("planned_infusion_on", "eligible", "reason")
"""Fields that the verdict says in words of its own; only why one is missing stands under its label."""
DECISION = ("outcome", "decided_on", "failure_reason")


def screening_form(flow: Flow, casebook: Casebook, kept: Kept[Screening], protocol: Protocol) -> None:
    """One verdict as it was recorded; where the facts have changed since, that and what it would be now."""
    record = kept.record
    seen = standing(protocol, casebook.records, kept.key.visit)
    plans = record.planned_infusion_on or protocol.eligibility.washout_reference == "first_infusion"
    names = ["screened_on", "protocol_version", *(["planned_infusion_on"] if plans else [])]
    fields_table(flow, record, {*names, *(name for name in UNSAID if name in record.missing)})
    flow.say(record.reason or seen.found.reason, size=10.5, bold=True)
    if seen.since:
        flow.say(since_words(seen, len(seen.since)), bold=True)
    for words in (way_words(seen), approval_words(seen, casebook.people), _still_missing(seen)):
        if words:
            flow.say(words)
    for kind in CriterionKind:
        criteria = [criterion for criterion in protocol.criteria if criterion.kind is kind]
        if criteria:
            flow.heading(_(kind.label))
            flow.table(_columns(), _rows(flow, seen, criteria, protocol))
    _kept_facts(flow, record.facts if seen.since else _unsaid(seen))
    _unknown_criteria(flow, record, protocol)
    _decision(flow, casebook, record)
    queries(flow, record)
    for rule in eligibility_rules(protocol):
        rule_text(flow, rule)


def _still_missing(seen: Standing) -> str:
    missing = in_asking_order(seen.found.missing)
    return _("Still missing: {facts}").format(facts=_(" · ").join(fact.label for fact in missing)) if missing else ""


def _columns() -> list[Column]:
    return [
        Column(0.06, _("No.")), Column(0.34, _("Criterion")), Column(0.14, _("Finding")), Column(0.46, _("Evidence")),
    ]  # fmt: skip


def _rows(flow: Flow, seen: Standing, criteria: Sequence[Criterion], protocol: Protocol) -> Iterator[list[Cell | str]]:
    place = flow.type.place
    for criterion in criteria:
        flow.type.place = f"{place}, {criterion.key}"
        found = seen.found.of(criterion.key)
        if found is None:
            continue
        finding = seen.record.findings.get(criterion.key, found.finding)
        said = finding_words(criterion, finding)
        takes_answer = is_judged(criterion, protocol) and criterion.rule
        words = criterion_words(criterion, protocol.eligibility, judged=bool(takes_answer))
        evidence = "\n".join(_evidence(seen, criterion, found, protocol))
        yield [Cell(criterion.key, bold=True), words, Cell(said, bold=finding is not Finding.MET), evidence]
    flow.type.place = place


def _evidence(seen: Standing, criterion: Criterion, found: CriterionVerdict, protocol: Protocol) -> Iterator[str]:
    """The sentence, the answer and the note, the facts behind it, and the parameters that decided."""
    record, key = seen.record, criterion.key
    before = record.findings.get(key, found.finding)
    now = finding_words(criterion, found.finding)
    yield (
        found.sentence
        if before is found.finding
        else _("Now {finding}: {sentence}").format(finding=now, sentence=found.sentence)
    )
    answer, note = record.answers.get(key), record.evidence.get(key)
    if answer is not None:
        yield _("Answer: {answer}").format(answer=_(answer.label))
    if note and note not in found.sentence:
        yield _("Note: {note}").format(note=note)
    if found.missing:
        yield _("Missing: {facts}").format(facts=_(" · ").join(fact.label for fact in found.missing))
    facts = [_("{label}: {value}").format(label=fact.label, value=fact.words) for fact in elsewhere(found.facts)]
    if facts:
        yield _("From: {facts}").format(facts=_(" · ").join(facts))
    rules = deciding(protocol, found)
    if rules:
        yield _("Protocol: {rule}").format(rule=_("; ").join(rules))


def _unsaid(seen: Standing) -> dict[str, str]:
    """The facts of the verdict that no criterion tells, in whichever language it was recorded."""
    said = {fact.words for found in (*seen.found.criteria, *seen.same.criteria) for fact in elsewhere(found.facts)}
    known = {name: words for name, words in seen.record.facts.items() if words not in said}
    return {name: words for name, words in known.items() if not name.startswith(f"{Screening.form}.{ANSWERS}")}


def _kept_facts(flow: Flow, facts: Mapping[str, str]) -> None:
    if facts:
        flow.heading(_("Facts as they were when the verdict was recorded"))
        pairs_table(flow, ((Cell(label_of(name), ink=paper.GREY), Cell(words)) for name, words in facts.items()))


def _decision(flow: Flow, casebook: Casebook, record: Screening) -> None:
    flow.heading(_("Decision"))
    is_told = record.failure_reason or "failure_reason" in record.missing
    fields_table(flow, record, DECISION if is_told else DECISION[:2])
    for kept in deviations_of(casebook.records):
        words = deviation_words(kept, casebook.who)
        flow.say(_("Protocol deviation: {words}").format(words=words), bold=True)


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
