"""A change of the protocol's parameters: the protocol that it makes, and whose verdict would be another one by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ucmsc_desktop.domain.amendment import Difference, ParameterChange
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings import Eligibility
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.parameter_values import in_words, value_of, with_values
from ucmsc_desktop.domain.parameters import parameters
from ucmsc_desktop.domain.protocol import BadProtocol, Protocol, checked
from ucmsc_desktop.domain.screening_facts import screening_visit
from ucmsc_desktop.text import _


def amended(protocol: Protocol, changes: Mapping[str, Any]) -> Protocol:
    """The protocol with the next version number and some parameters replaced, checked like a protocol that is read.

    Raises BadProtocol with a sentence for values that a protocol cannot have, and for a change that changes nothing.
    """
    known = {parameter.name for parameter in parameters(protocol)}
    for name in changes:
        if name not in known:
            raise BadProtocol(_("{name} is not a parameter of the protocol. Nothing was changed.").format(name=name))
    values = with_values(msgspec.to_builtins(protocol), msgspec.to_builtins(dict(changes)))
    try:
        found = checked({**values, "version": protocol.version + 1})
    except BadProtocol as error:
        sentence = _("The amendment cannot be used: {reason}. Nothing was changed.")
        raise BadProtocol(sentence.format(reason=error)) from error
    if not parameter_changes(protocol, found):
        raise BadProtocol(_("The amendment changes no value. Nothing was changed."))
    return found


def parameter_changes(old: Protocol, new: Protocol) -> list[ParameterChange]:
    """The parameters in which two versions of a protocol differ."""
    found = []
    for parameter in parameters(old):
        before, after = value_of(old, parameter.name), value_of(new, parameter.name)
        if before != after:
            words = in_words(before, parameter.unit), in_words(after, parameter.unit)
            found.append(ParameterChange(parameter.name, parameter.title(old), *words))
    return found


def effect(
    records: Mapping[str, Sequence[Kept[Record]]], old: Protocol, new: Protocol
) -> Iterator[tuple[str, Difference | None]]:
    """Each who was screened or treated, the enrolled ones first, with the difference that a new protocol makes."""
    screened = [subject for subject, found in records.items() if of_type(found, Screening) or is_enrolled(found)]
    for subject in sorted(screened, key=lambda subject: not is_enrolled(records[subject])):
        yield subject, difference(subject, records[subject], old, new)


def difference(subject: str, records: Sequence[Kept[Record]], old: Protocol, new: Protocol) -> Difference | None:
    """How two versions of the protocol judge one participant differently; None when they do not."""
    kept = next(iter(of_type(records, Screening)), None)
    screening = kept.record if kept is not None else Screening()
    facts = facts_of(records, kept.key.visit if kept is not None else screening_visit(old))
    before, after = judge(facts, old, screening), judge(facts, new, screening)
    if _findings(before) == _findings(after):
        return None
    return Difference(subject, is_enrolled(records), before.reason, after.reason)


def _findings(verdict: Eligibility) -> dict[str, str]:
    return {criterion.key: criterion.finding.value for criterion in verdict.criteria}


def is_enrolled(records: Sequence[Kept[Record]]) -> bool:
    """Whether a participant was enrolled: it was decided so, or an infusion was given."""
    decided = any(kept.record.outcome is Outcome.ENROLLED for kept in of_type(records, Screening))
    return decided or bool(of_type(records, Infusion))
