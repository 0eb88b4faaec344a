"""A participant who goes through consent, procedures, verdict, baseline and infusion, step by step."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from tests.domain.build import STAMP, assessment
from tests.domain.candidates import CANDIDATE, CHECKLIST, DAY, RESULTS
from ucmsc_desktop.domain.casebook import Kept, Key, Signature
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.screening_facts import snapshot
from ucmsc_desktop.domain.zung import Sas, Sds

SUBJECT = "P-001"
LATER = DAY + timedelta(days=7)
CONSENT = Consent(signed_on=DAY, document_version="2.0")
PERSON: Participant = CANDIDATE.participant
SEVERE = (3, 3, 3)


def at(form: str, visit: str = "SCR", number: int = 0) -> Key:
    """Where a record of the participant belongs."""
    return Key(SUBJECT, "" if form == "DM" else visit, form, number)


def facts() -> list[Record]:
    """Every form of screening but consent and verdict, all of the day of the consent."""
    sas, sds = (kind(answered_on=DAY, entered_raw=30).derived() for kind in (Sas, Sds))
    panel = LabPanel(sampled_on=DAY, laboratory="Central", results=dict(RESULTS))
    told = [CANDIDATE.psoriasis, CANDIDATE.therapies, CANDIDATE.trials, CANDIDATE.medical]
    return [*(record for record in told if record is not None), panel, sas, sds, assessment("20", SEVERE, DAY)]


def baseline(on: date = LATER) -> PasiAssessment:
    """A complete PASI of week 0."""
    return assessment("20", SEVERE, on)


def infusion(on: date = LATER) -> Infusion:
    """The log of an infusion that is begun."""
    return Infusion(given_on=on, weight_kg=Decimal(70))


def kept(record: Record, key: Key | None = None, *meanings: Meaning) -> Kept[Record]:
    """A record as it stands, signed with some meanings."""
    signatures = tuple(Signature(STAMP, meaning, holds=True) for meaning in meanings)
    return Kept(key or at(record.form), record, STAMP, "0" * 64, signatures=signatures)


def screened(*more: Record) -> list[Kept[Record]]:
    """What stands once everything is recorded and nothing is decided; `more` stands instead of the form that it is."""
    instead = {record.form: record for record in more}
    return [kept(instead.pop(record.form, record)) for record in (PERSON, CONSENT, *facts())]


def verdict(protocol: Protocol, records: Sequence[Kept[Record]], outcome: Outcome | None = None) -> Screening:
    """The verdict on what stands, as the page saves it."""
    found = snapshot(CHECKLIST, judge(facts_of(records), protocol, CHECKLIST))
    return msgspec.structs.replace(found, outcome=outcome, decided_on=DAY if outcome else None)


def eligible(protocol: Protocol, *more: Record) -> list[Kept[Record]]:
    """What stands once an investigator approved the verdict."""
    records = screened(*more)
    return [*records, kept(verdict(protocol, records), None, Meaning.APPROVAL)]


def deviation(step: Step, *meanings: Meaning, noted_on: date = DAY, number: int = 1) -> Kept[Record]:
    """A deviation from a step, signed with some meanings."""
    record = Deviation(step=step, noted_on=noted_on, circumstance="as it was", reason="could not wait")
    return kept(record, at("DEVIATION", "SCR", number), *meanings)
