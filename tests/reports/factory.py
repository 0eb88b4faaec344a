"""Casebooks made by hand: what the store would hand to the printer."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import msgspec

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Casebook, Change, Kept, Key, Signature, Stamp, Version
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import AreaMethod, HistoricalPasi, PasiAssessment, Sign
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.reports.furnish import Printed

ZONE = timezone(timedelta(hours=8))
FIRST = date(2026, 3, 2)
PRINTED = Printed("陈伟 (Chen Wei)", datetime(2026, 9, 1, 14, 5, 11, tzinfo=ZONE))
SUBJECT = "P-003"
TIMES = [Timepoint.BEFORE, Timepoint.DURING, Timepoint.DURING, Timepoint.END, Timepoint.AFTER]
SCORES = {"SCR": 3, "W0": 3, "W2": 3, "W4": 2, "W8": 2, "W12": 1, "W24": 2}


def protocol() -> Protocol:
    """The protocol that travels with the program."""
    return read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def stamp(user: str, role: Role, on: date, hour: int = 10) -> Stamp:
    """A stamp at a full hour and some seconds."""
    return Stamp(user, role, datetime(on.year, on.month, on.day, hour, 42, 7, tzinfo=ZONE))


def kept(
    record: Record, visit: str, on: date, *, number: int = 0, signed: bool = True, holds: bool = True
) -> Kept[Record]:
    """A record as it stands in the ledger, signed by its author unless told otherwise."""
    by = stamp("lin", Role.ASSESSOR, on)
    signatures = (Signature(stamp("lin", Role.ASSESSOR, on, 11), Meaning.AUTHOR, holds),) if signed else ()
    return Kept(Key(SUBJECT, visit, record.form, number), record.derived(), by, "0" * 64, 0, signatures)


def assessment(on: date, grade: int, areas: tuple[str, str, str, str] = ("12", "20", "35", "8")) -> PasiAssessment:
    """A complete assessment: one grade for redness, one less for the other signs."""
    record = PasiAssessment(assessed_on=on, notes="Plaques on both elbows; 双肘斑块，边界清楚。")
    for region, area in zip(Region, areas, strict=True):
        record = record.covered(region, Decimal(area), AreaMethod.PALMS)
        for sign in Sign:
            record = record.scored(region, sign, max(1, grade - (sign is not Sign.ERYTHEMA)))
    return record


def infusion(on: date, volume: str = "68.5") -> Infusion:
    """An infusion from a label of viable cells."""
    start = datetime(on.year, on.month, on.day, 9, 30, tzinfo=ZONE)
    return Infusion(
        given_on=on, weight_kg=Decimal("68.5"), weighed_on=on, cells_per_kg=Decimal(2_000_000),
        product="UC-MSC", lot="L-2026-014", donor="D-07", passage=5, expires_on=on + timedelta(days=1),
        label_counts=LabelCounts.VIABLE, cells_per_ml=Decimal(2_000_000), viability_pct=Decimal("92.5"),
        started_at=start, stopped_at=start + timedelta(minutes=50), volume_given_ml=Decimal(volume),
        reaction="Mild headache, gone after 20 min" if volume != "68.5" else None,
    )  # fmt: skip


def vitals(on: date, index: int) -> VitalSigns:
    """One of the sets of vital signs around an infusion."""
    at = datetime(on.year, on.month, on.day, 9, 20, tzinfo=ZONE) + timedelta(minutes=15 * index)
    missing = {"respiration": MissingReason.NOT_DONE} if index == 2 else {}
    return VitalSigns(
        taken_at=at, timepoint=TIMES[index], systolic=122 - index, diastolic=78, pulse=72, missing=missing,
        respiration=None if index == 2 else 16, oxygen_saturation=98, temperature=Decimal("36.6"),
    )  # fmt: skip


def screening(answered: int = 13) -> Screening:
    """A checklist with the first criteria answered so that nothing stands against the candidate."""
    record = Screening(screened_on=FIRST - timedelta(days=7), protocol_version=1)
    for criterion in protocol().criteria[:answered]:
        record = record.answered(criterion.key, Answer.YES if criterion.key.startswith("I") else Answer.NO)
    record = record.noted("I1", "PASI 18.6 on 23-Feb-2026, BSA 21 %; 寻常型银屑病")
    return record.noted(
        "E9", "Calcipotriol stopped on 01-Feb-2026, 22 days before the screening PASI, as told by the participant"
    )


def visit_records(visit: str, on: date) -> list[Kept[Record]]:
    """What is filled at one visit of the schedule."""
    records = [kept(Visit(status=VisitStatus.DONE, visited_on=on), visit, on)]
    areas = ("12", "20", "35", "8") if SCORES[visit] > 1 else ("4", "9.5", "11", "0.5")
    records.append(kept(assessment(on, SCORES[visit], areas), visit, on, signed=visit != "W24"))
    if protocol().visit(visit).infusion:
        records.append(kept(infusion(on, "44.0" if visit == "W8" else "68.5"), visit, on))
        records += [kept(vitals(on, index), visit, on, number=index + 1, signed=index > 0) for index in range(5)]
    return records


def casebook() -> Casebook:
    """A participant with all visits: one missed, one partial infusion, one PASI unsigned, one changed later."""
    seen = FIRST - timedelta(days=7)
    person = Participant(sex=Sex.FEMALE, birth_date=PartialDate("1979-11"), consented_on=seen, allergies="None known")
    records = [
        kept(person, "", seen),
        kept(Visit(status=VisitStatus.DONE, visited_on=seen), "SCR", seen),
        kept(screening(), "SCR", seen),
    ]
    for visit in protocol().timed_visits:
        on = FIRST + timedelta(days=(visit.day or 0) + (2 if visit.key == "W12" else 0))
        if visit.key == "W6":
            records.append(kept(Visit(status=VisitStatus.MISSED, reason="Travelling; 外出"), "W6", on))
        else:
            records += visit_records(visit.key, on)
    return changed(Casebook(SUBJECT, tuple(records)))


def changed(book: Casebook) -> Casebook:
    """The casebook with its week-4 PASI amended after it was signed."""
    records = list(book.records)
    history: dict[str, tuple[Version, ...]] = {}
    for index, one in enumerate(records):
        history[one.key.record_id] = (Version(one.by),)
        if one.key == Key(SUBJECT, "W4", "PASI"):
            on = FIRST + timedelta(days=29)
            first = msgspec.structs.replace(one.signatures[0], holds=False)
            again = Signature(stamp("wang", Role.INVESTIGATOR, on, 16), Meaning.APPROVAL, holds=True)
            changes = (
                Change(
                    "trunk_erythema",
                    "Trunk, redness",
                    "3",
                    "2",
                    "Read again from the source sheet; 与原始记录核对后更正",
                ),
            )
            by = stamp("lin", Role.ASSESSOR, on, 15)
            records[index] = msgspec.structs.replace(one, signatures=(first, again), changes=1)
            history[one.key.record_id] = (
                Version(one.by),
                Version(first.by, signature=first),
                Version(by, changes),
                Version(again.by, signature=again),
            )
    return msgspec.structs.replace(book, records=tuple(records), history=history)


def with_record(book: Casebook, key: Key, **values: object) -> Casebook:
    """The casebook with some fields of one record set to other values."""
    records = tuple(
        msgspec.structs.replace(one, record=msgspec.structs.replace(one.record, **values).derived())
        if one.key == key
        else one
        for one in book.records
    )
    return msgspec.structs.replace(book, records=records)


def historical() -> Casebook:
    """A participant taken over from an earlier record: fourteen weekly totals, two of them missing."""
    records = []
    for week, tenths in enumerate([186, 171, 150, None, 121, 96, 84, 60, 52, 41, None, 23, 10, 0]):
        missing = {} if tenths is not None else {"total_tenths": MissingReason.LOST}
        record = HistoricalPasi(
            day=7 * week, day_is_approximate=True, total_tenths=tenths, source="uvb.csv", missing=missing
        )
        records.append(kept(record, f"D{7 * week}", FIRST, signed=False))
    return Casebook(SUBJECT, (kept(Participant(source="uvb.csv"), "", FIRST, signed=False), *records))
