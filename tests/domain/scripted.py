"""A study of six people as of a day, written by hand, so that every number of its progress can be counted on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Meaning, Role

from .build import assessment

FIRST = date(2026, 3, 2)
TODAY = FIRST + timedelta(days=57)
"""Week 6 is over since twelve days, week 8 is open until the day after tomorrow."""
STAMP = Stamp("nurse", Role.NURSE, datetime(2026, 3, 2, 9, tzinfo=UTC))
Records = list[Kept[Record]]


def day(number: int) -> date:
    """A day counted from the first infusion."""
    return FIRST + timedelta(days=number)


def kept(subject: str, visit: str, record: Record, number: int = 0, *, signed: bool = False) -> Kept[Record]:
    """A record as the ledger would hand it out."""
    signatures = (Signature(STAMP, Meaning.AUTHOR, holds=True),) if signed else ()
    return Kept(Key(subject, visit, record.form, number), record, STAMP, "0" * 64, signatures=signatures)


def infused(subject: str, visit: str, on: date) -> Records:
    """A visit with all its forms: the PASI is signed, the infusion waits for it."""
    return [
        kept(subject, visit, assessment(on=on), signed=True),
        kept(subject, visit, Infusion(given_on=on, started_at=STAMP.at, stopped_at=STAMP.at)),
        kept(subject, visit, VitalSigns(taken_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC)), 1),
    ]


def enrolled(subject: str, on: date, sex: Sex = Sex.FEMALE) -> Records:
    """Demography, consent and the decision to enrol."""
    return [
        kept(subject, "", Participant(sex=sex, birth_date="1980-05")),  # type: ignore[arg-type]
        kept(subject, "SCR", Consent(signed_on=on, document_version="2")),
        kept(subject, "SCR", Screening(screened_on=on, outcome=Outcome.ENROLLED, decided_on=on), signed=True),
    ]


def study() -> dict[str, Records]:
    """P-001 goes on, P-002 failed, P-003 withdrew, P-004 is screened, P-005 is a man, P-006 an earlier record."""
    withdrawn = enrolled("P-003", day(-20))
    withdrawn[1] = kept("P-003", "SCR", Consent(signed_on=day(-20), document_version="2", withdrawn_on=day(20)))
    failed = Screening(screened_on=day(-9), outcome=Outcome.FAILED, failure_reason="BMI", decided_on=day(-9))
    return {
        "P-001": [
            *enrolled("P-001", day(-10)),
            *infused("P-001", "W0", FIRST),
            kept("P-001", "W2", PasiAssessment(assessed_on=day(14))),
            kept("P-001", "W4", Visit(status=VisitStatus.MISSED, reason="Travelling")),
        ],
        "P-002": [
            kept("P-002", "", Participant(sex=Sex.FEMALE)),
            kept("P-002", "SCR", Consent(signed_on=day(-10))),
            kept("P-002", "SCR", failed),
        ],
        "P-003": [*withdrawn, *infused("P-003", "W0", FIRST)],
        "P-004": [kept("P-004", "", Participant(sex=Sex.MALE))],
        "P-005": [*enrolled("P-005", day(50), Sex.MALE), kept("P-005", "W0", assessment(on=day(56)))],
        "P-006": [
            kept("P-006", "", Participant()),
            kept("P-006", "D0", HistoricalPasi(day=0, total_tenths=120, source="file")),
            kept("P-006", "D28", HistoricalPasi(day=28, total_tenths=7001 % 720, source="file")),
        ],
    }
