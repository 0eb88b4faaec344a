"""Whether a verdict of eligibility stands: given, signed by an investigator, and true of the facts as they are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.deviations import approval
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings import Eligibility, Finding
from ucmsc_desktop.domain.items import Record, changed
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.screening_facts import as_kept, differences, screening_visit
from ucmsc_desktop.domain.standing import elsewhere, has_verdict
from ucmsc_desktop.text import _

_DECISION = {"outcome", "decided_on"}


def verdict_gap(
    records: Sequence[Kept[Record]], protocol: Protocol, given: Screening | None = None, *, signing: bool = False
) -> str:
    """What keeps a participant from being enrolled or treated, in a sentence; empty when the verdict stands.

    `given` is a checklist about to be saved over the one that stands; `signing`: an investigator approves it with it.
    """
    kept = next(iter(of_type(records, Screening)), None)
    record = given or (kept.record if kept is not None else None)
    if record is None:
        return _("Eligibility was not decided: there is no screening checklist.")
    if record.outcome is Outcome.FAILED:
        return _("The participant is a screen failure.")
    visit = kept.key.visit if kept is not None else screening_visit(protocol)
    if record.eligible is not True:
        return _refusal(record, lambda: judge(facts_of(records, visit, record), protocol, record))
    if not signing and not _is_approved(kept, record):
        return _("The verdict “eligible” is not signed by an investigator who takes responsibility for it.")
    return _changed_since(records, visit, protocol, record)


def against(records: Sequence[Kept[Record]], protocol: Protocol) -> list[Kept[Record]]:
    """The records with the facts that keep the participant out now, and a decision against; open facts do not."""
    kept = next(iter(of_type(records, Screening)), None)
    record, visit = (kept.record, kept.key.visit) if kept is not None else (Screening(), screening_visit(protocol))
    found = judge(facts_of(records, visit), protocol, record)
    forms = {
        fact.form
        for criterion in found.criteria
        if criterion.finding is Finding.NOT_MET
        for fact in elsewhere(criterion.facts)
    }
    forms |= {Screening.form} if record.outcome is Outcome.FAILED else set()
    return [one for one in records if one.key.form in forms and one.key.visit in ("", visit)]


def _refusal(record: Screening, judging: Callable[[], Eligibility]) -> str:
    said, found = record.reason or _("Eligibility is not decided."), judging()
    if found.eligible is True or record.facts in ({}, as_kept(record, found, judging).facts):
        return said
    return _("{verdict} Facts have changed since: {now}").format(verdict=said, now=found.reason)


def _is_approved(kept: Kept[Screening] | None, record: Screening) -> bool:
    if kept is None or approval(kept) is None:
        return False
    return {field.name for field in changed(kept.record, record)} <= _DECISION


def _changed_since(records: Sequence[Kept[Record]], visit: str, protocol: Protocol, record: Screening) -> str:
    def judging() -> Eligibility:
        return judge(facts_of(records, visit, record), protocol, record)

    found = judging()
    same = as_kept(record, found, judging)
    if found.eligible is not True:
        sentence = (
            _("The verdict “eligible” does not stand under the protocol in force now. {reason}")
            if record.facts == same.facts
            else _("The verdict “eligible” no longer matches the facts. {reason}")
        )
        return sentence.format(reason=found.reason)
    if has_verdict(record) and record.facts != same.facts:
        changes = differences(record, found, same)
        return _("Facts changed after the verdict was given. {change}").format(change=changes[0])
    return ""
