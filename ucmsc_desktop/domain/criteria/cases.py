"""A criterion with all that it is judged by, and what the investigator answered to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from ucmsc_desktop.domain.criteria.checks import Check, lacking
from ucmsc_desktop.domain.eligibility import Answer, Screening, criterion_words, finding
from ucmsc_desktop.domain.fact_words import ANSWERS, fact, recorded
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Fact, Finding
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, EligibilityPart, Protocol
from ucmsc_desktop.text import _


class Case(msgspec.Struct, frozen=True):
    """One criterion, the facts, the protocol, and the checklist with the answers by hand."""

    criterion: Criterion
    facts: Facts
    protocol: Protocol
    screening: Screening

    @property
    def limits(self) -> EligibilityPart:
        """The limits and choices of the protocol."""
        return self.protocol.eligibility

    @property
    def answer(self) -> Answer | None:
        """What was answered by hand."""
        return self.screening.answers.get(self.criterion.key)

    @property
    def note(self) -> str:
        """What was written to the criterion."""
        return self.screening.evidence.get(self.criterion.key, "")


Rule = Callable[[Case], list[Check]]


class Lines(msgspec.Struct, frozen=True):
    """Lines of a form beside a judgement: those that speak for the exclusion, the other answers, and the open ones."""

    flags: tuple[Fact, ...] = ()
    others: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()

    def __add__(self, more: Lines) -> Lines:
        return Lines(self.flags + more.flags, self.others + more.others, self.missing + more.missing)


NOTHING = Lines()


def lines(
    record_type: type[Record], record: Record | None, names: Sequence[str], flagged: Callable[[Any], bool] = bool
) -> Lines:
    """The lines of a form, sorted by what they say."""
    found: dict[str, list[Fact]] = {"flags": [], "others": [], "missing": []}
    for name in names:
        value, told = recorded(record_type, record, name)
        found["missing" if value is None else "flags" if flagged(value) else "others"].append(told)
    return Lines(*map(tuple, found.values()))


def judged(case: Case, beside: Lines = NOTHING) -> list[Check]:
    """The investigator's answer, which waits for the lines beside it."""
    found = finding(case.criterion, case.answer) if case.answer is not None else Finding.JUDGEMENT
    words = _opinion_words(case, found, beside.flags)
    answer = Check(finding=found, words=words, facts=(*beside.flags, *beside.others, *_answered(case)))
    return [answer, lacking(*beside.missing)] if beside.missing else [answer]


def _opinion_words(case: Case, found: Finding, flags: tuple[Fact, ...]) -> str:
    recorded = _(", ").join(f"{flag.label}: {flag.words}" for flag in flags)
    if found is Finding.JUDGEMENT and recorded:
        words = _("the investigator judges: {recorded}").format(recorded=recorded)
    elif found is Finding.JUDGEMENT:
        words = _("the investigator judges")
    elif found is Finding.UNKNOWN:
        words = _("the investigator does not know yet")
    elif found is Finding.NOT_MET:
        words = _("{key} applies in the investigator's judgement").format(key=case.criterion.key)
    elif recorded:
        words = _("does not apply in the investigator's judgement, although: {recorded}").format(recorded=recorded)
    else:
        words = _("does not apply in the investigator's judgement")
    return _("{words} ({note})").format(words=words, note=case.note) if case.note else words


def by_hand(case: Case) -> Check:
    """The answer to a criterion that no rule decides: an older protocol has only such."""
    found = finding(case.criterion, case.answer)
    criterion = case.criterion
    if found is Finding.NOT_MET:
        sentence = (
            _("Inclusion {key} is not met ({text})")
            if criterion.kind is CriterionKind.INCLUSION
            else _("Exclusion {key} applies ({text})")
        )
        words = sentence.format(key=criterion.key, text=criterion_words(criterion, case.limits))
        return Check(finding=found, words=words, facts=_answered(case))
    if case.answer is None:
        return Check(finding=found, words=_("not answered yet"))
    return Check(
        finding=found, words=_("answered: {answer}").format(answer=_(case.answer.label)), facts=_answered(case)
    )


def _answered(case: Case) -> tuple[Fact, ...]:
    if case.answer is None:
        return ()
    return (answer_fact(case.criterion.key, _(case.answer.label)),)


def answer_fact(key: str, words: str = "") -> Fact:
    """The answer to a criterion as a fact of the checklist."""
    return fact(Screening.form, ANSWERS + key, words)
