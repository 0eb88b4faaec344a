"""The verdict on a candidate as it stands: what the facts say now, beside what was recorded and approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, Signature, of_type
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.deviations import approval
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings import CriterionVerdict, Eligibility, Fact, Finding
from ucmsc_desktop.domain.findings_words import could_words
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.parameters import parameter_words
from ucmsc_desktop.domain.protocol import Criterion, Protocol
from ucmsc_desktop.domain.screening_facts import as_kept, differences
from ucmsc_desktop.text import _

MOST_CHANGES = 3


class Standing(msgspec.Struct, frozen=True):
    """What the facts say now, the record of the verdict, and what has changed since it was recorded, in sentences.

    `same` is what the facts say now in the language of the verdict.
    """

    found: Eligibility
    same: Eligibility
    kept: Kept[Screening] | None = None
    since: tuple[str, ...] = ()

    @property
    def record(self) -> Screening:
        """The record of the verdict, an empty one before there is one."""
        return self.kept.record if self.kept is not None else Screening()

    @property
    def approval(self) -> Signature | None:
        """The investigator's approval of the recorded verdict; what anybody else signed is none."""
        return approval(self.kept) if self.kept is not None else None

    @property
    def is_approved(self) -> bool:
        """Whether an investigator approved a verdict that was recorded together with its facts."""
        return self.approval is not None and has_verdict(self.record)

    @property
    def facts_changed(self) -> bool:
        """Whether a fact is not as it was when the verdict was recorded."""
        return bool(self.since) and self.record.facts != self.same.facts

    @property
    def would_differ(self) -> bool:
        """Whether the facts, or the protocol in force now, say something else than the recorded verdict."""
        now = self.same.eligible, self.same.reason
        return bool(self.since) and (self.record.eligible, self.record.reason) != now

    @property
    def eligible(self) -> bool | None:
        """The approved verdict, else what the facts say now."""
        return self.record.eligible if self.is_approved else self.found.eligible

    @property
    def reason(self) -> str:
        """The sentence of the approved verdict, else of what the facts say now."""
        return (self.record.reason or "") if self.is_approved else self.found.reason

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What was found on each criterion by the approved verdict, else by the facts as they are now."""
        if self.is_approved:
            return self.record.findings
        return {criterion.key: criterion.finding for criterion in self.found.criteria}


def is_judged(criterion: Criterion, protocol: Protocol) -> bool:
    """Whether a criterion takes the investigator's yes or no beside what the facts say."""
    return criterion.judgement or (criterion.rule == "allergy" and protocol.eligibility.allergy == "judgement")


def deciding(protocol: Protocol, found: CriterionVerdict) -> list[str]:
    """The parameters of the protocol that decided on a criterion, in words."""
    return [parameter_words(protocol, f"eligibility.{name}") for name in found.parameters]


def elsewhere(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that stand on other forms: an answer to a criterion is told beside it already."""
    return [fact for fact in facts if fact.form != Screening.form]


def has_verdict(record: Screening) -> bool:
    """Whether a verdict was recorded with its facts; records from before there were facts have answers only."""
    return record.reason is not None


def standing(protocol: Protocol, records: Sequence[Kept[Record]], visit: str = "SCR") -> Standing:
    """The verdict on one candidate from the records that stand."""
    kept = next(iter(of_type(records, Screening, visit)), None)
    record = kept.record if kept is not None else Screening()
    return judged(lambda: judge(facts_of(records, visit), protocol, record), kept)


def judged(judging: Callable[[], Eligibility], kept: Kept[Screening] | None) -> Standing:
    """What `judging` finds now beside the verdict as it was kept."""
    record = kept.record if kept is not None else Screening()
    found = judging()
    same = as_kept(record, found, judging)
    return Standing(found, same, kept, tuple(differences(record, found, same)))


def since_words(seen: Standing, most: int = MOST_CHANGES) -> str:
    """When the verdict was given, what has changed since and what it would be now; empty while it still holds."""
    if not seen.since or seen.kept is None:
        return ""
    signed = seen.approval
    signed_on, saved_on = _("Signed on {day} under protocol version {n}."), _("Saved on {day} under version {n}.")
    first = signed_on if signed is not None else saved_on
    day = text.date_text((signed.by if signed else seen.kept.by).at)
    *changes, now = seen.since
    told = [first.format(day=day, n=seen.record.protocol_version), *changes[:most]]
    if len(changes) > most:
        left = text.ngettext("{n} more fact changed.", "{n} more facts changed.", len(changes) - most)
        told.append(left.format(n=len(changes) - most))
    return " ".join([*told, now])


def approval_words(seen: Standing, people: Mapping[str, str]) -> str:
    """Which investigator approved the verdict, and when, or that nobody did; empty while nothing is decided."""
    signed = seen.approval
    if signed is not None:
        name, day = people.get(signed.by.user, signed.by.user), text.date_text(signed.by.at)
        return _("Approved by {name} on {day}.").format(name=name, day=day)
    return _("Not approved by an investigator yet.") if seen.found.eligible is not None else ""


def way_words(seen: Standing) -> str:
    """What could open the way, unless the verdict that is shown says that it is open."""
    return "" if seen.eligible else could_words(seen.found)


def verdict_words(eligible: bool | None) -> str:  # noqa: FBT001 - a verdict in three states
    """A verdict in a word or two."""
    return {True: _("eligible"), False: _("not eligible"), None: _("not decided")}[eligible]
