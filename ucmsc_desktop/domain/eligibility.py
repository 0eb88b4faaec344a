"""The screening checklist: an answer to every criterion of the protocol, and the verdict that follows, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, EligibilityPart
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.text import N_, _


class Answer(Code):
    """An answer to a criterion. For an exclusion, `yes` means that it applies."""

    YES = ("yes", N_("Yes"))
    NO = ("no", N_("No"))
    UNKNOWN = ("unknown", N_("Unknown"))
    JUDGEMENT = ("judgement", N_("Needs judgement"))


class Outcome(Code):
    """What became of a candidate."""

    ENROLLED = ("enrolled", N_("Enrolled"))
    FAILED = ("failed", N_("Screen failure"))


class Screening(Record, frozen=True, kw_only=True):
    """The checklist of one candidate. Answers and notes are kept by the criterion's key, in the protocol's version."""

    form: ClassVar[str] = "SCREENING"
    title: ClassVar[str] = N_("Screening checklist")

    screened_on: Annotated[date | None, Item(label=N_("Date of screening"), cdisc="IEDTC")] = None
    planned_infusion_on: Annotated[date | None, Item(label=N_("First infusion planned on"), required=False)] = None
    protocol_version: Annotated[int | None, Item(label=N_("Protocol version"), low=1, required=False)] = None
    answers: Annotated[
        dict[str, Answer], Item(label=N_("Answers by criterion"), required=False, cdisc="IETESTCD=*")
    ] = {}
    evidence: Annotated[dict[str, str], Item(label=N_("Evidence by criterion"), required=False)] = {}
    facts: Annotated[dict[str, str], Item(label=N_("Facts behind the verdict"), required=False)] = {}
    findings: Annotated[dict[str, Finding], Item(label=N_("Finding by criterion"), required=False)] = {}
    eligible: Annotated[bool | None, Item(label=N_("Eligible"), required=False, cdisc="CDASH.IEYN")] = None
    reason: Annotated[str | None, Item(label=N_("Verdict"), required=False, multiline=True)] = None
    outcome: Annotated[Outcome | None, Item(label=N_("Decision"), required=False)] = None
    decided_on: Annotated[date | None, Item(label=N_("Decided on"), required=False)] = None
    failure_reason: Annotated[
        str | None, Item(label=N_("Reason for screen failure"), required=False, multiline=True)
    ] = None

    def contradictions(self) -> list[Problem]:
        """A screen failure without its reason, a reason without one, and a decision without its day."""
        found = []
        if self.outcome is Outcome.FAILED and not self.failure_reason:
            found.append(Problem("failure_reason", _("Say why the candidate does not enter.")))
        if self.outcome is not Outcome.FAILED and self.failure_reason:
            found.append(Problem("failure_reason", _("A reason for a screen failure stands here, yet it is none.")))
        if self.outcome is not None and self.decided_on is None:
            found.append(Problem("decided_on", _("Give the day of the decision.")))
        return found

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


def criterion_words(criterion: Criterion, limits: EligibilityPart, *, judged: bool = False) -> str:
    """A criterion in the protocol's words with the limits in force, and that the investigator judges it if so."""
    words = limits.named(_(criterion.text))
    return _("{text} (investigator's judgement)").format(text=words) if judged else words


def refused(criteria: Sequence[Criterion], screening: Screening) -> bool:
    """Whether an answer by hand speaks against the candidate, as in records from before there were facts."""
    return any(finding(criterion, screening.answers.get(criterion.key)) is Finding.NOT_MET for criterion in criteria)
