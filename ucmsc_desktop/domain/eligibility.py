"""The screening checklist: an answer to every criterion of the protocol, and the verdict that follows, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.items import Code, Item, Record
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.text import N_, _


class Answer(Code):
    """An answer to a criterion. For an exclusion, `yes` means that it applies."""

    YES = ("yes", N_("Yes"))
    NO = ("no", N_("No"))
    UNKNOWN = ("unknown", N_("Unknown"))
    JUDGEMENT = ("judgement", N_("Needs judgement"))


class Finding(Code):
    """What an answer means for eligibility."""

    MET = ("met", N_("met"))
    NOT_MET = ("not_met", N_("not met"))
    UNKNOWN = ("unknown", N_("unknown"))
    JUDGEMENT = ("judgement", N_("needs judgement"))


class Verdict(msgspec.Struct, frozen=True):
    """Eligible (True), not eligible (False) or open (None), the reason in a sentence, and the criteria behind it."""

    eligible: bool | None
    reason: str
    criteria: tuple[str, ...] = ()


class Screening(Record, frozen=True, kw_only=True):
    """The checklist of one candidate. Answers and notes are kept by the criterion's key, in the protocol's version."""

    form: ClassVar[str] = "SCREENING"
    title: ClassVar[str] = N_("Screening checklist")

    screened_on: Annotated[date | None, Item(label=N_("Date of screening"), cdisc="IEDTC")] = None
    protocol_version: Annotated[int | None, Item(label=N_("Protocol version"), low=1, required=False)] = None
    answers: Annotated[dict[str, Answer], Item(label=N_("Answers by criterion"), required=False)] = {}
    evidence: Annotated[dict[str, str], Item(label=N_("Evidence by criterion"), required=False)] = {}

    def answered(self, key: str, answer: Answer | None) -> Self:
        """The checklist with one criterion answered, or opened again by None."""
        answers = {name: given for name, given in self.answers.items() if name != key}
        return msgspec.structs.replace(self, answers=answers | ({key: answer} if answer is not None else {}))

    def noted(self, key: str, note: str) -> Self:
        """The checklist with the evidence for one criterion; an empty note takes it away."""
        notes = {name: given for name, given in self.evidence.items() if name != key}
        return msgspec.structs.replace(self, evidence=notes | ({key: note} if note else {}))


def answers_for(criterion: Criterion, roles: Collection[Role]) -> tuple[Answer, ...]:
    """The answers that a person may give; yes or no to a criterion of judgement is the investigator's."""
    if criterion.judgement and Role.INVESTIGATOR not in roles:
        return Answer.UNKNOWN, Answer.JUDGEMENT
    return tuple(Answer)


def finding(criterion: Criterion, answer: Answer | None) -> Finding:
    """What an answer to a criterion means; a criterion without an answer is unknown, never met."""
    if answer in (None, Answer.UNKNOWN):
        return Finding.UNKNOWN
    if answer is Answer.JUDGEMENT:
        return Finding.JUDGEMENT
    wanted = Answer.YES if criterion.kind is CriterionKind.INCLUSION else Answer.NO
    return Finding.MET if answer is wanted else Finding.NOT_MET


def finding_words(criterion: Criterion, found: Finding) -> str:
    """A finding as it is read beside its criterion: “met” beside an exclusion would say that it excludes."""
    if criterion.kind is CriterionKind.EXCLUSION and found in (Finding.MET, Finding.NOT_MET):
        return _("does not apply") if found is Finding.MET else _("applies")
    return _(found.label)


def verdict(criteria: Sequence[Criterion], screening: Screening) -> Verdict:
    """The verdict over all criteria: eligible only when all are met and none is unknown or waits for judgement."""
    found: dict[Finding, list[Criterion]] = {kind: [] for kind in Finding}
    for criterion in criteria:
        found[finding(criterion, screening.answers.get(criterion.key))].append(criterion)
    if found[Finding.NOT_MET]:
        return _refusal(found[Finding.NOT_MET])
    waiting = found[Finding.JUDGEMENT] + found[Finding.UNKNOWN]
    if not waiting:
        return Verdict(True, _("Eligible: every inclusion criterion is met and no exclusion criterion applies."))
    parts = []
    if found[Finding.JUDGEMENT]:
        parts.append(_("the investigator's judgement on {keys}").format(keys=_keys(found[Finding.JUDGEMENT])))
    if found[Finding.UNKNOWN]:
        parts.append(_("an answer to {keys}").format(keys=_keys(found[Finding.UNKNOWN])))
    reason = _("Not decided: still needed {what}.").format(what=_(" and ").join(parts))
    return Verdict(None, reason, tuple(criterion.key for criterion in waiting))


def _refusal(failed: list[Criterion]) -> Verdict:
    sentences = [
        _("inclusion {key} is not met").format(key=criterion.key)
        if criterion.kind is CriterionKind.INCLUSION
        else _("exclusion {key} applies").format(key=criterion.key)
        for criterion in failed
    ]
    reason = _("Not eligible: {why} ({text}).").format(why=_(", ").join(sentences), text=failed[0].text)
    return Verdict(False, reason, tuple(criterion.key for criterion in failed))


def _keys(criteria: list[Criterion]) -> str:
    return _(", ").join(criterion.key for criterion in criteria)
