"""An infusion at the bedside made by hand: checks of two persons, events with gaps, vital signs, events of safety."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from tests.reports import factory
from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome, AeQuestion
from ucmsc_desktop.domain.bedside import Checker, DoseCheck, EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Casebook, Kept, Stamp
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.product import ReadBy
from ucmsc_desktop.domain.roles import Role

DAY = factory.FIRST
START = datetime(2026, 3, 2, 9, 30, tzinfo=factory.ZONE)
HOUR_MS = 3_600_000


def log(**values: Any) -> Infusion:
    """The log of a bag of 140 million cells in 70 mL, of which 43.8 mL were given."""
    record = Infusion(
        given_on=DAY, weight_kg=Decimal("68.5"), weighed_on=DAY, cells_per_kg=Decimal(2_000_000),
        product="UC-MSC", lot="L-2026-014", donor="D-07", passage=5, expires_on=DAY + timedelta(days=1),
        label_counts=LabelCounts.VIABLE, bag="B-0041", bag_cells_million=Decimal(140), bag_volume_ml=Decimal("70.0"),
        viability_pct=Decimal("92.5"), line="peripheral, left arm", line_filter="170 µm", rate_ml_h=Decimal(90),
        started_at=START, stopped_at=START + timedelta(minutes=32), volume_given_ml=Decimal("43.8"),
        flush_ml=Decimal(20), observed_until=START + timedelta(minutes=95), left_well=True, line_removed=True,
        told_whom_to_call=True,
    )  # fmt: skip
    return msgspec.structs.replace(record, **values)


def check(checker: Checker, **values: Any) -> DoseCheck:
    """What one person read and computed."""
    record = DoseCheck(
        checker=checker, checked_at=START, subject_read=factory.SUBJECT, birth_read=PartialDate("1979-11"),
        unit_read="B-0041", lot_read="L-2026-014", read_by=ReadBy.SCANNED, weight_kg=Decimal("68.5"), weighed_at=START,
        label_counts=LabelCounts.VIABLE, cells_million=Decimal(140), bag_volume_ml=Decimal("70.0"),
        viability_pct=Decimal("92.5"), dose_million=Decimal(137), volume_ml=Decimal("68.5"),
    )  # fmt: skip
    return msgspec.structs.replace(record, **values)


def event(kind: EventKind, minutes: float, *, wall: float | None = None, **values: Any) -> InfusionEvent:
    """A moment by both clocks; `wall` is the minute that the wall clock said when it was set meanwhile."""
    at = START + timedelta(minutes=minutes if wall is None else wall)
    return InfusionEvent(kind=kind, at=at, mono_ms=HOUR_MS + round(minutes * 60_000), boot="a", **values)


def course() -> list[InfusionEvent]:
    """Started, slowed, paused for the line, resumed, and stopped for a reaction."""
    return [
        event(EventKind.START, 0, rate_ml_h=Decimal(90)),
        event(EventKind.RATE, 10, rate_ml_h=Decimal(60)),
        event(EventKind.PAUSE, 20, pause_reason=PauseReason.LINE),
        event(EventKind.RESUME, 24),
        event(EventKind.REACTION, 31),
        event(EventKind.STOP, 32, stop_reason=StopReason.REACTION, volume_ml=Decimal("43.8")),
        event(EventKind.FLUSH, 35, volume_ml=Decimal(20)),
        event(EventKind.LEFT, 95),
    ]


def signs(point: Timepoint, minutes: float, planned: int | None = None, **values: Any) -> VitalSigns:
    """A set of vital signs."""
    record = VitalSigns(
        taken_at=START + timedelta(minutes=minutes), timepoint=point, planned_minutes=planned, systolic=128,
        diastolic=78, pulse=72, respiration=16, oxygen_saturation=98, temperature=Decimal("36.6"),
    )  # fmt: skip
    return msgspec.structs.replace(record, **values)


def left_out(point: Timepoint, minutes: float, planned: int) -> VitalSigns:
    """A set that the participant refused."""
    names = ("systolic", "diastolic", "pulse", "respiration", "oxygen_saturation", "temperature")
    refused = dict.fromkeys(names, MissingReason.REFUSED)
    return signs(point, minutes, planned, **dict.fromkeys(names), missing=refused)


def shivering(**values: Any) -> AdverseEvent:
    """A reaction of grade 2 during the infusion of week 0."""
    record = AdverseEvent(
        term="Shivering", onset=PartialDate("2026-03-02"), onset_at=START + timedelta(minutes=31),
        end=PartialDate("2026-03-02"), grade=2, ctcae_version="5.0", serious=False, relation="probable",
        action=Action.STOPPED, outcome=AeOutcome.RECOVERED, infusion="W0", aware_at=START + timedelta(minutes=31),
    )  # fmt: skip
    return msgspec.structs.replace(record, **values)


def antihistamine() -> Medication:
    """What was given before the infusion."""
    return Medication(
        drug="Cetirizine", purpose=Purpose.PREMEDICATION, dose="10 mg", route="by mouth",
        given_at=START - timedelta(minutes=25), started_on=PartialDate("2026-03-02"),
        ended_on=PartialDate("2026-03-02"),
    )  # fmt: skip


def missed(reason: str = "Travelling; 外出") -> Visit:
    """A visit that did not take place."""
    return Visit(status=VisitStatus.MISSED, reason=reason)


def asked(*, any_event: bool) -> AeQuestion:
    """The answer to the question of a visit."""
    return AeQuestion(any_event=any_event, asked_on=DAY)


def kept(record: Record, visit: str = "W0", number: int = 0, *, signed: bool = True, by: str = "lin") -> Kept[Record]:
    """A record as it stands, saved by a person."""
    made = factory.kept(record, visit, DAY, number=number, signed=signed)
    role = Role.NURSE if by == "lin" else Role.INVESTIGATOR
    stamp = Stamp(by, role, made.by.at)
    signatures = tuple(msgspec.structs.replace(one, by=stamp) for one in made.signatures)
    return msgspec.structs.replace(made, by=stamp, signatures=signatures)


def numbered(records: list[Any], visit: str = "W0") -> list[Kept[Record]]:
    """Records of a form that repeats, in order."""
    return [kept(record, visit, number) for number, record in enumerate(records, 1)]


def checks() -> list[Kept[Record]]:
    """Both persons' checks, which agree."""
    second = kept(check(Checker.SECOND), "W0", 2, by="wang")
    return [kept(check(Checker.FIRST), "W0", 1), second]


def book(*records: Kept[Record]) -> Casebook:
    """A casebook of these records."""
    return Casebook(factory.SUBJECT, records, people={"lin": "Lin Mei", "wang": "Wang Fang"})


def infused(**values: Any) -> Casebook:
    """One infusion with everything around it."""
    return book(kept(log(**values)), *checks(), *numbered(course()))
