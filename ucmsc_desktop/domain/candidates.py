"""A candidate in the screening list: the verdict, the decision and what went against the protocol, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.deviations import Deviation, Step, deviations_of
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.screening_facts import screening_visit
from ucmsc_desktop.domain.standing import Standing, standing, verdict_words
from ucmsc_desktop.domain.summary import age_words
from ucmsc_desktop.text import N_, _

OPEN = (Finding.UNKNOWN, Finding.JUDGEMENT)


class Group(Code):
    """Candidates that are looked at together."""

    ELIGIBLE = ("eligible", N_("Eligible"))
    NOT_ELIGIBLE = ("not_eligible", N_("Not eligible"))
    OPEN = ("open", N_("Not decided"))
    ENROLLED = ("enrolled", N_("Enrolled"))
    FAILED = ("failed", N_("Screen failure"))
    DEVIATION = ("deviation", N_("With a deviation"))


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate. While earlier scores are `closed` to the person, nothing is said of the verdict."""

    subject: str
    visit: str
    participant: Participant
    standing: Standing
    consented_on: date | None = None
    deviations: tuple[Kept[Deviation], ...] = ()
    closed: bool = False

    @property
    def screening(self) -> Screening:
        """The record of the verdict and the decision."""
        return self.standing.record

    @property
    def age(self) -> str:
        """Age on the day of consent, else of screening, in completed years."""
        on = self.consented_on or self.screening.screened_on
        return age_words(self.participant.birth_date, on) if on is not None else ""

    @property
    def verdict(self) -> str:
        """The verdict in a word or two."""
        return _("hidden") if self.closed else verdict_words(self.standing.eligible)

    @property
    def reason(self) -> str:
        """The verdict's sentence; that it no longer fits the facts or the protocol stands behind it."""
        if self.closed:
            return _("hidden")
        return " ".join(filter(None, (self.standing.reason, _changed(self.standing))))

    @property
    def is_outdated(self) -> bool:
        """Whether something has changed since the recorded verdict that it is to be looked at for."""
        return not self.closed and bool(_changed(self.standing))

    @property
    def decision(self) -> str:
        """What became of the candidate, and when; empty while that is open."""
        if self.screening.outcome is None:
            return ""
        on = self.screening.decided_on
        return _(", ").join([_(self.screening.outcome.label), *([text.date_text(on)] if on else [])])

    @property
    def deviation(self) -> str:
        """What went against the protocol: the rules that were not kept."""
        return _("; ").join(dict.fromkeys(_rule(kept.record) for kept in self.deviations))

    def found(self, *findings: Finding) -> list[str]:
        """The keys of the criteria with one of these findings."""
        if self.closed:
            return []
        return [key for key, finding in self.standing.findings.items() if finding in findings]

    def is_in(self, group: Group) -> bool:
        """Whether the candidate belongs to a group."""
        verdicts = {Group.ELIGIBLE: True, Group.NOT_ELIGIBLE: False, Group.OPEN: None}
        if group in verdicts:
            return not self.closed and self.standing.eligible is verdicts[group]
        if group is Group.DEVIATION:
            return bool(self.deviations)
        return self.screening.outcome is (Outcome.ENROLLED if group is Group.ENROLLED else Outcome.FAILED)


def _changed(seen: Standing) -> str:
    if seen.facts_changed:
        return _("Facts have changed since the verdict.")
    return _("The protocol was amended since the verdict, which would differ now.") if seen.would_differ else ""


def _rule(record: Deviation) -> str:
    if record.step is None or record.step is Step.OTHER:
        return record.circumstance or _(Step.OTHER.label)
    return _(record.step.label)


class Wanted(msgspec.Struct, frozen=True):
    """Which candidates are looked for: with one of these findings on one of these criteria, in a group.

    Without a criterion any counts, without a finding all but met.
    """

    keys: frozenset[str] = frozenset()
    findings: frozenset[Finding] = frozenset()
    group: Group | None = None

    def fits(self, candidate: Candidate) -> bool:
        """Whether a candidate is looked for."""
        if self.group is not None and not candidate.is_in(self.group):
            return False
        if not self.keys and not self.findings:
            return True
        found = candidate.found(*(self.findings or (Finding.NOT_MET, *OPEN)))
        return not self.keys.isdisjoint(found) if self.keys else bool(found)


def is_candidate(records: Collection[Kept[Record]]) -> bool:
    """Whether somebody was screened here: who was only taken over from an earlier record was not."""
    return bool(of_type(records, Screening)) or not of_type(records, HistoricalPasi)


def candidate(protocol: Protocol, subject: str, records: Sequence[Kept[Record]], *, closed: bool = False) -> Candidate:
    """A candidate from the records that stand."""
    visit = screening_visit(protocol)
    participant = next((kept.record for kept in of_type(records, Participant)), Participant())
    consent = consent_of(next((kept.record for kept in of_type(records, Consent)), None), participant)
    return Candidate(
        subject=subject,
        visit=visit,
        participant=participant,
        standing=standing(protocol, records, visit),
        consented_on=consent.signed_on if consent is not None else None,
        deviations=tuple(deviations_of(records)),
        closed=closed,
    )
