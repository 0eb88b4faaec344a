"""Eligibility as a question of one JSON object: facts in, the verdict on every criterion out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

import msgspec

from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.findings import CriterionVerdict
from ucmsc_desktop.domain.findings_words import could_words
from ucmsc_desktop.domain.parameter_values import kind_of, with_values
from ucmsc_desktop.domain.protocol import BadProtocol, EligibilityPart, Protocol, checked
from ucmsc_desktop.exchange.eligibility_facts import FIELDS, facts_given
from ucmsc_desktop.exchange.json_lines import BadInput, Given, exact
from ucmsc_desktop.text import NO_BREAK_SPACE, _

PART = "eligibility"


def decide(values: Mapping[str, Any], protocol: Protocol) -> dict[str, Any]:
    """The verdict from the facts, under the protocol or under other choices that the object gives."""
    given = Given(values, (*FIELDS, "answers", "notes", "protocol"))
    protocol = _with_choices(protocol, given.object("protocol", EligibilityPart.__struct_fields__))
    facts, queries = facts_given(given, protocol.eligibility.tumour_panel)
    found = judge(facts, protocol, _answered(given, protocol))
    return {
        "eligible": found.eligible,
        "reason": _plain_words(found.reason),
        "could_be_eligible_from": found.could_from.isoformat() if found.could_from else None,
        "repeat": list(found.repeat),
        "could": could_words(found),
        "missing": [fact.name for fact in found.missing],
        "criteria": {criterion.key: _criterion(criterion) for criterion in found.criteria},
        "queries": queries,
    }


def _criterion(found: CriterionVerdict) -> dict[str, Any]:
    return {
        "finding": found.finding.value,
        "sentence": _plain_words(found.sentence),
        "free_from": found.free_from.isoformat() if found.free_from else None,
        "repeat": list(found.repeat),
        "missing": [fact.name for fact in found.missing],
        "parameters": list(found.parameters),
    }


def _plain_words(sentence: str) -> str:
    return sentence.replace(NO_BREAK_SPACE, " ")


def _answered(given: Given, protocol: Protocol) -> Screening:
    keys = [criterion.key for criterion in protocol.criteria]
    answers, notes = given.object("answers", keys), given.object("notes", keys)
    screening = Screening()
    for key in keys:
        screening = screening.answered(key, answers.code(key, Answer)).noted(key, notes.words(key))
    return screening


def _with_choices(protocol: Protocol, choices: Given) -> Protocol:
    changes = {f"{PART}.{name}": _choice(choices, name) for name in choices.given()}
    if not changes:
        return protocol
    try:
        return checked(with_values(msgspec.to_builtins(protocol), changes))
    except BadProtocol as error:
        raise BadInput(_("“protocol”: {reason}.").format(reason=error)) from error


def _choice(choices: Given, name: str) -> Any:
    kind = kind_of(f"{PART}.{name}")
    if get_origin(kind) is tuple and isinstance(choices.raw(name), list):
        is_number = get_args(kind)[0] is Decimal
        return [exact(each, choices.name(name)) if is_number else each for each in choices.raw(name)]
    if kind in (int, Decimal):
        return choices.whole(name) if kind is int else choices.number(name)
    return choices.words(name)
