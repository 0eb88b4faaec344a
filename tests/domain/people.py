"""Participants of a cohort for the tests, made of records as the ledger hands them out."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.member import Member, member
from ucmsc_desktop.domain.participant import Participant, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol

from .build import assessment, kept

FIRST = date(2026, 3, 2)
NAMES = {-7: "SCR", 0: "W0", 14: "W2", 28: "W4", 42: "W6", 56: "W8", 84: "W12", 168: "W24"}


def at(day: int) -> date:
    """A day of study."""
    return FIRST + timedelta(days=day)


def pasi(day: int, sign: int, *, visit: str = "", signed: bool = True) -> Kept[PasiAssessment]:
    """An assessment of 6 x sign points of PASI, sign 0 to 4."""
    made = assessment("10" if sign else "0", (sign, sign, sign), at(day))
    return kept(made, visit or NAMES.get(day, f"X{day}"), signed=signed)


def infusion(day: int, volume_ml: str = "50") -> Kept[Infusion]:
    """An infusion: 50 ml are the whole dose."""
    record = Infusion(
        given_on=at(day),
        weight_kg=Decimal(50),
        cells_per_kg=Decimal(2_000_000),
        label_counts=LabelCounts.VIABLE,
        cells_per_ml=Decimal(2_000_000),
        volume_given_ml=Decimal(volume_ml),
    )
    return kept(record.derived(), NAMES[day])


def missed(day: int, reason: str = "travel") -> Kept[Visit]:
    """A visit that did not take place."""
    return kept(Visit(status=VisitStatus.MISSED, reason=reason), NAMES[day])


def event(day: int, grade: int | None, last: int | None = None, **values: Any) -> Kept[AdverseEvent]:
    """An adverse event."""
    end = PartialDate(at(last).isoformat()) if last is not None else None
    outcome = AeOutcome.RECOVERED if last is not None else AeOutcome.NOT_RECOVERED
    made = AdverseEvent(
        term="Fever", onset=PartialDate(at(day).isoformat()), end=end, grade=grade, outcome=outcome, **values
    )
    return kept(made, "", number=day)


def withdrawn(day: int) -> Kept[Consent]:
    """A consent that was withdrawn."""
    return kept(Consent(signed_on=at(-10), withdrawn_on=at(day)), "SCR")


def person(protocol: Protocol, subject: str, *records: Kept[Record], today: int = 100) -> Member:
    """A participant of the trial."""
    own = [_of(subject, one) for one in records]
    return member(protocol, subject, own, at(today))


def earlier(protocol: Protocol, subject: str, *totals: tuple[int, int | None], about: tuple[int, ...] = ()) -> Member:
    """A participant from an earlier record: totals in tenths by day, those of the days `about` are approximate."""
    records: list[Kept[Record]] = [kept(Participant(source="paper"), "", subject=subject)]
    for day, tenths in totals:
        missing = {"total_tenths": MissingReason.LOST} if tenths is None else {}
        total = HistoricalPasi(day=day, total_tenths=tenths, source="paper", missing=missing)
        if day in about:
            total = msgspec.structs.replace(total, day_is_approximate=True)
        records.append(kept(total, "FU" if day in about else f"D{day}", subject=subject))
    return member(protocol, subject, records, at(400))


def _of(subject: str, one: Kept[Any]) -> Kept[Any]:
    return kept(one.record, one.key.visit, signed=bool(one.signatures), subject=subject, number=one.key.number)
