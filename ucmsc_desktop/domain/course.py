"""One participant's course: PASI by true day, doses, missed visits, and the baseline that response is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.casebook import Kept, State, of_type
from ucmsc_desktop.domain.infusion import Infusion, rounded
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import Relapse, relapse


class Point(msgspec.Struct, frozen=True):
    """A PASI on a day of study, in tenths; `imported` when it was taken over from an earlier record."""

    day: int
    tenths: int | None
    visit: str
    state: State
    missing: MissingReason | None = None
    imported: bool = False
    approximate: bool = False


class Dose(msgspec.Struct, frozen=True):
    """An infusion on a day of study: viable cells given and the exact part of the intended dose, 1 for all of it."""

    day: int
    visit: str
    cells: Decimal | None
    part: Fraction | None

    @property
    def part_pct(self) -> Decimal | None:
        """The part of the dose in %, as it is shown."""
        return rounded(100 * self.part, 1) if self.part is not None else None


class Missed(msgspec.Struct, frozen=True):
    """A visit that did not take place, at its planned day."""

    day: int
    visit: str
    reason: str


class Course(msgspec.Struct, frozen=True):
    """All that a trajectory draws, in days from the first infusion (or from the baseline of an earlier record)."""

    subject: str
    baseline: Point | None = None
    points: tuple[Point, ...] = ()
    doses: tuple[Dose, ...] = ()
    missed: tuple[Missed, ...] = ()

    @property
    def baseline_tenths(self) -> int | None:
        """The baseline PASI in tenths, None without one."""
        return self.baseline.tenths if self.baseline else None

    @property
    def after_baseline(self) -> tuple[Point, ...]:
        """The points after day 0; the baseline is never one of them."""
        return tuple(point for point in self.points if point.day > 0)

    def relapse(self, protocol: Protocol) -> Relapse:
        """When PASI50 was reached and lost again, in weeks of 7 true days. The last window ends the treatment."""
        end = treatment_end_day(protocol)
        # A day that is known only about was taken over from a follow-up, however short the treatment was.
        days = [(max(p.day, end + 1) if p.approximate else p.day, p.tenths) for p in self.after_baseline]
        visits = [(Fraction(day, 7), tenths) for day, tenths in days]
        return relapse(self.baseline_tenths, visits, Fraction(end, 7))


def treatment_end_day(protocol: Protocol) -> int:
    """The last day of the treatment period: its last week plus the window of the visit that closes it."""
    weeks = protocol.endpoints.treatment_weeks
    late = max((visit.late_days for visit in protocol.timed_visits if visit.week == weeks), default=0)
    return 7 * weeks + late


def first_infusion(records: Sequence[Kept[Record]]) -> date | None:
    """The day of the first infusion, from which visits are counted; None before it."""
    return min((kept.record.given_on for kept in of_type(records, Infusion) if kept.record.given_on), default=None)


def origin_of(records: Sequence[Kept[Record]]) -> date | None:
    """Day 0: the first infusion, before it the first assessment; None while there is neither."""
    return first_infusion(records) or _first_assessment(records)


def course(protocol: Protocol, subject: str, records: Sequence[Kept[Record]]) -> Course:
    """The course of one participant from the records that stand."""
    origin = origin_of(records)
    points = sorted([*_assessed(records, origin), *_taken_over(records)], key=lambda point: (point.day, point.visit))
    before = [point for point in points if point.day <= 0 and point.tenths is not None]
    return Course(
        subject=subject,
        baseline=before[-1] if before else None,
        points=tuple(points),
        doses=tuple(_doses(records, origin)),
        missed=tuple(_missed(protocol, records)),
    )


def _first_assessment(records: Sequence[Kept[Record]]) -> date | None:
    dates = [kept.record.assessed_on for kept in of_type(records, PasiAssessment) if kept.record.assessed_on]
    return min(dates, default=None)


def _assessed(records: Sequence[Kept[Record]], origin: date | None) -> list[Point]:
    return [
        Point((kept.record.assessed_on - origin).days, kept.record.tenths(), kept.key.visit, kept.state)
        for kept in of_type(records, PasiAssessment)
        if origin is not None and kept.record.assessed_on is not None
    ]


def _taken_over(records: Sequence[Kept[Record]]) -> list[Point]:
    return [
        Point(
            kept.record.day,
            kept.record.total_tenths,
            kept.key.visit,
            kept.state,
            missing=kept.record.missing.get("total_tenths"),
            imported=True,
            approximate=bool(kept.record.day_is_approximate),
        )
        for kept in of_type(records, HistoricalPasi)
        if kept.record.day is not None
    ]


def _doses(records: Sequence[Kept[Record]], origin: date | None) -> list[Dose]:
    return sorted(
        (
            Dose(
                (kept.record.given_on - origin).days,
                kept.key.visit,
                kept.record.cells_given,
                kept.record.part_given(),
            )
            for kept in of_type(records, Infusion)
            if origin is not None and kept.record.given_on is not None
        ),
        key=lambda dose: dose.day,
    )


def _missed(protocol: Protocol, records: Sequence[Kept[Record]]) -> list[Missed]:
    planned = {visit.key: visit.day for visit in protocol.timed_visits}
    return [
        Missed(planned[kept.key.visit] or 0, kept.key.visit, kept.record.reason or "")
        for kept in of_type(records, Visit)
        if kept.record.status is VisitStatus.MISSED and kept.key.visit in planned
    ]
