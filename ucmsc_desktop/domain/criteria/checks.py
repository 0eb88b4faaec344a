"""One question of a criterion answered, and how the answers to all its questions make the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from ucmsc_desktop.domain.fact_words import recorded
from ucmsc_desktop.domain.findings import CriterionVerdict, Fact, Finding
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.text import _

MOST_NAMED = 3
"""So many open facts are named in a sentence; the rest are counted."""


AGAINST: dict[bool | None, Finding] = {True: Finding.NOT_MET, False: Finding.MET, None: Finding.UNKNOWN}
"""What it means that something speaks against the candidate; None when that is open."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one question. An open one without words of its own is told by the names of what is missing."""

    finding: Finding
    words: str = ""
    facts: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    free_from: date | None = None
    repeat: tuple[str, ...] = ()


def decided(words: str, *facts: Fact, against: bool | None, repeat: tuple[str, ...] = ()) -> Check:
    """A question that facts decide; None when they leave it open."""
    found = AGAINST[against]
    return Check(finding=found, words=words, facts=facts, repeat=repeat if found is Finding.NOT_MET else ())


def lacking(*missing: Fact, words: str = "", facts: tuple[Fact, ...] = ()) -> Check:
    """A question that waits for facts."""
    return Check(finding=Finding.UNKNOWN, words=words, missing=missing, facts=facts)


def waiting(*asked: tuple[Any, Fact]) -> Check:
    """A question that waits for those of its facts that have no value."""
    missing = tuple(told for value, told in asked if value is None)
    return lacking(*missing, facts=tuple(told for value, told in asked if value is not None))


def denied(record_type: type[Record], record: Record | None, name: str) -> Check:
    """A question with yes and no of which yes stands in the way."""
    value, told = recorded(record_type, record, name)
    if value is None:
        return lacking(told)
    return decided(_("{label}: {answer}").format(label=told.label, answer=told.words), told, against=value)


def either(one: Check, other: Check) -> Check:
    """Two questions of which it is enough that one is answered well."""
    for check in (one, other):
        if check.finding is Finding.MET:
            return msgspec.structs.replace(check, facts=one.facts + other.facts)
    joined = msgspec.structs.replace(
        one,
        words=_(" and ").join(check.words for check in (one, other) if check.words),
        facts=one.facts + other.facts,
        missing=one.missing + other.missing,
        repeat=one.repeat + other.repeat,
    )
    if one.finding is other.finding is Finding.NOT_MET:
        return joined
    return msgspec.structs.replace(joined, finding=Finding.UNKNOWN, words=_with_open(joined), repeat=())


def together(key: str, checks: Sequence[Check], parameters: tuple[str, ...] = ()) -> CriterionVerdict:
    """The verdict on a criterion that holds only when every one of its questions is answered well."""
    found = next((kind for kind in _FIRST if any(check.finding is kind for check in checks)), Finding.MET)
    behind = [check for check in checks if check.finding is found]
    open_checks = [check for check in checks if check.finding is Finding.UNKNOWN]
    is_final = found is Finding.NOT_MET and not all(check.free_from or check.repeat for check in behind)
    ends = [check.free_from for check in checks if check.free_from is not None]
    return CriterionVerdict(
        key=key,
        finding=found,
        sentence=_sentence(behind),
        facts=_once(fact for check in checks for fact in check.facts),
        missing=_once(fact for check in open_checks for fact in check.missing),
        free_from=None if is_final else max(ends, default=None),
        repeat=() if is_final else _codes(behind),
        parameters=parameters,
    )


_FIRST = (Finding.NOT_MET, Finding.UNKNOWN, Finding.JUDGEMENT)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.name: fact for fact in facts}.values())


def _codes(checks: Iterable[Check]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for check in checks for code in check.repeat))


def _sentence(checks: Sequence[Check]) -> str:
    said = [check.words for check in checks if check.words]
    silent = _once(fact for check in checks if not check.words for fact in check.missing)
    sentence = _("; ").join([*said, *_not_recorded(silent)])
    return sentence[:1].upper() + sentence[1:]


def _with_open(check: Check) -> str:
    """What is known and what is not; nothing when only the latter is to be said."""
    return _("; ").join([check.words, *_not_recorded(check.missing)]) if check.words else ""


def _not_recorded(facts: Sequence[Fact]) -> list[str]:
    return [_("not recorded: {names}").format(names=names_text(facts))] if facts else []


def names_text(facts: Sequence[Fact]) -> str:
    """The first facts by name, and how many more there are."""
    # Apart by semicolons: a label may hold a comma, and the printed font has no narrow quotation marks.
    names = _("; ").join(fact.label for fact in facts[:MOST_NAMED])
    if len(facts) <= MOST_NAMED:
        return names
    return _("{names}; {n} more").format(names=names, n=len(facts) - MOST_NAMED)
