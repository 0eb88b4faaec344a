"""A cohort for the tests: members made from real records, and the 96 real patients."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from tests.domain.build import STAMP, assessment, kept
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.member import Member, member, members
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange.pasi_csv import read_pasi

REAL = Path(__file__).parent / "data" / "pasi_patients_uvb.csv"
FIRST = date(2026, 3, 2)


def real(protocol: Protocol) -> list[Member]:
    """The 96 real patients."""
    found = read_pasi(REAL.read_bytes(), REAL.name).participants
    everything = {
        subject: [Kept(key, record, STAMP, "0" * 64) for key, record in records] for subject, _who, records in found
    }
    return members(protocol, everything, FIRST)


def earlier(
    protocol: Protocol, subject: str, totals: Mapping[int, int | None], *, about: tuple[int, int] | None = None
) -> Member:
    """A participant of an earlier record: PASI in tenths by week, and a follow-up on a day that is known about."""
    lost = {"total_tenths": MissingReason.LOST}
    records = [
        HistoricalPasi(day=7 * week, total_tenths=tenths, source="paper", missing={} if tenths is not None else lost)
        for week, tenths in totals.items()
    ]
    if about:
        records.append(HistoricalPasi(day=about[0], total_tenths=about[1], source="paper", day_is_approximate=True))
    return member(protocol, subject, [kept(record, f"D{record.day}", subject=subject) for record in records], FIRST)


def own(
    protocol: Protocol,
    subject: str,
    signs: dict[str, int],
    today: int,
    *,
    missed: Sequence[str] = (),
    treated: bool = True,
) -> Member:
    """A participant of the study itself: the sign by visit (60 tenths each), seen on a day of study."""
    days = {visit.key: visit.day or 0 for visit in protocol.timed_visits}
    records: list[Kept[Record]] = [
        kept(
            assessment("10" if sign else "0", (sign,) * 3, FIRST + timedelta(days=days[visit])), visit, subject=subject
        )
        for visit, sign in signs.items()
    ]
    records += [kept(Visit(status=VisitStatus.MISSED, reason="holiday"), visit, subject=subject) for visit in missed]
    if treated:
        records.append(kept(infusion(), "W0", subject=subject))
    return member(protocol, subject, records, FIRST + timedelta(days=today))


def infusion() -> Infusion:
    """The whole dose on day 0."""
    return Infusion(
        given_on=FIRST,
        weight_kg=Decimal(50),
        cells_per_kg=Decimal(2_000_000),
        label_counts=LabelCounts.VIABLE,
        cells_per_ml=Decimal(2_000_000),
        volume_given_ml=Decimal(50),
    ).derived()


def with_analysis(protocol: Protocol, **values: object) -> Protocol:
    """The protocol with another analysis."""
    return msgspec.structs.replace(protocol, analysis=msgspec.structs.replace(protocol.analysis, **values))


def with_endpoints(protocol: Protocol, **values: object) -> Protocol:
    """The protocol with other endpoints."""
    return msgspec.structs.replace(protocol, endpoints=msgspec.structs.replace(protocol.endpoints, **values))
