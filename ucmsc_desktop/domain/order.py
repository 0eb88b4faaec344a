"""The order that the protocol demands: consent, procedures; eligibility, baseline; and baseline before any infusion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ucmsc_desktop.domain.casebook import Kept, Key, State, of_type
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.deviations import Deviation, Step, approval, opening
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import PasiAssessment, PasiEntries
from ucmsc_desktop.domain.procedures import DAY_FIELDS, procedure
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.standing_verdict import against, verdict_gap
from ucmsc_desktop.text import _, date_text


class Unmet(msgspec.Struct, frozen=True):
    """A step that is left out, and what is missing for it in a sentence."""

    step: Step
    missing: str

    @property
    def sentence(self) -> str:
        """What is missing, what is safe and what to do."""
        return sentence([self])


def sentence(steps: Sequence[Unmet]) -> str:
    """What is missing for several steps, what is safe, and what to do first."""
    ways = {
        Step.CONSENT: _("Record the consent first, or let an investigator sign a protocol deviation."),
        Step.ELIGIBILITY: _("Let an investigator sign the verdict first, or a protocol deviation."),
        Step.BASELINE: _("Complete and sign it first, or let an investigator sign a protocol deviation."),
    }
    missing = " ".join(step.missing for step in steps)
    way = ways.get(steps[0].step, _("Put it right first, or let an investigator sign a protocol deviation."))
    return _("{missing} What was entered is kept as a draft. {way}").format(missing=missing, way=way)


def is_ordered(protocol: Protocol, key: Key) -> bool:
    """Whether the protocol demands anything before a form is saved."""
    return (key.form in DAY_FIELDS or key.form == Screening.form) and protocol.enrolment.order == "enforced"


def unmet(
    records: Sequence[Kept[Record]], protocol: Protocol, key: Key, record: Record, *, signing: bool = False
) -> list[Unmet]:
    """The steps that a record about to be saved leaves out and that no signed deviation has opened.

    `records` are the participant's that stand; `signing`: an investigator approves the record in the same step.
    """
    if not is_ordered(protocol, key):
        return []
    standing = next((kept.record for kept in records if kept.key == key), None)
    found = {
        # What stands may always be corrected: the criterion of consent then says what the correction means.
        Step.CONSENT: _consent_gap(records, protocol, key, record) if standing is None else "",
        Step.ELIGIBILITY: _eligibility_gap(records, protocol, key, record, standing, signing=signing),
        Step.BASELINE: _baseline_gap(records, record),
    }
    return [
        Unmet(step, missing)
        for step, missing in found.items()
        if missing and not any(_covers(deviation, records, protocol) for deviation in opening(records, step))
    ]


def _covers(deviation: Kept[Deviation], records: Sequence[Kept[Record]], protocol: Protocol) -> bool:
    """Whether an investigator knew what stands in the way now: nobody answers for what was recorded afterwards."""
    signed, noted_on = approval(deviation), deviation.record.noted_on or date.min
    if deviation.record.step is Step.CONSENT:
        return noted_on >= (_withdrawn_on(records) or date.min)
    if deviation.record.step is Step.ELIGIBILITY and signed is not None:
        return all(signed.by.at >= kept.by.at for kept in against(records, protocol))
    return True


def _consent_gap(records: Sequence[Kept[Record]], protocol: Protocol, key: Key, record: Record) -> str:
    if record.form not in DAY_FIELDS:
        return ""
    done, consent = procedure(record), facts_of(records).consent
    if consent is None or consent.signed_on is None:
        return _("No signed consent is recorded, and this is a study procedure.")
    if consent.withdrawn_on is not None and (done is None or done.on >= consent.withdrawn_on):
        return _("The consent was withdrawn on {day}.").format(day=date_text(consent.withdrawn_on))
    if _is_timed(protocol, key):
        return ""  # the verdict, which comes before, has looked at the day of the consent
    if done is not None and done.came_before(consent.signed_on, consent.signed_at):
        earlier = _("This procedure of {day} came before the consent of {consent}.")
        return earlier.format(day=date_text(done.on), consent=date_text(consent.signed_on))
    return ""


def _withdrawn_on(records: Sequence[Kept[Record]]) -> date | None:
    return next((kept.record.withdrawn_on for kept in of_type(records, Consent)), None)


def _eligibility_gap(
    records: Sequence[Kept[Record]],
    protocol: Protocol,
    key: Key,
    record: Record,
    standing: Record | None,
    *,
    signing: bool,
) -> str:
    if isinstance(record, Screening):
        enrolled = isinstance(standing, Screening) and standing.outcome is Outcome.ENROLLED
        if record.outcome is not Outcome.ENROLLED or enrolled:
            return ""
        return verdict_gap(records, protocol, record, signing=signing)
    begins = isinstance(record, PasiEntries) and _is_timed(protocol, key) and not _timed(records, protocol)
    return verdict_gap(records, protocol) if begins or _is_first_infusion(records, record) else ""


def _is_timed(protocol: Protocol, key: Key) -> bool:
    return key.visit in {visit.key for visit in protocol.timed_visits}


def _timed(records: Sequence[Kept[Record]], protocol: Protocol) -> bool:
    return any(_is_timed(protocol, kept.key) for kept in of_type(records, PasiAssessment))


def _is_first_infusion(records: Sequence[Kept[Record]], record: Record) -> bool:
    return isinstance(record, Infusion) and not of_type(records, Infusion)


def _baseline_gap(records: Sequence[Kept[Record]], record: Record) -> str:
    if not isinstance(record, Infusion) or not _is_first_infusion(records, record):
        return ""
    before = [
        kept
        for kept in of_type(records, PasiAssessment)
        if kept.record.tenths() is not None and (kept.record.assessed_on or date.max) <= (record.given_on or date.max)
    ]
    if not before:
        return _("There is no complete PASI from before the first infusion.")
    baseline = max(before, key=lambda kept: (kept.record.assessed_on or date.min, kept.key.visit))
    if baseline.state is State.SIGNED:
        return ""
    return _("The baseline PASI, the last complete one before the first infusion, is not signed.")
