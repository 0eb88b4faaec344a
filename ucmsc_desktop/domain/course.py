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
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment, reachable_tenths
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import Relapse, relapse, responds


class Point(msgspec.Struct, frozen=True):
    """A PASI on a day of study, in tenths; `imported` when it was taken over from an earlier record."""

    day: int
    tenths: int | None
    visit: str
    state: State
    missing: MissingReason | None = None
    imported: bool = False
    approximate: bool = False

    @property
    def cannot_occur(self) -> bool:
        """Whether it is a total that was taken over and that no entries add up to."""
        return self.imported and self.tenths is not None and self.tenths not in reachable_tenths()


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
        days = [(day, point.tenths) for day, point in self._judged(end)]
        found = relapse(self.baseline_tenths, days, end)
        return Relapse(_weeks(found.pasi50_first_week), _weeks(found.relapse_week), found.period)

    def relapse_point(self, protocol: Protocol) -> Point | None:
        """The assessment at which PASI50 was lost again, None when it never was."""
        week = self.relapse(protocol).relapse_week
        lost = (point for day, point in self.judged(protocol) if week is not None and day == 7 * week)
        return next((point for point in lost if responds(self.baseline_tenths, point.tenths, 50) is False), None)

    def judged(self, protocol: Protocol) -> list[tuple[int, Point]]:
        """The points after day 0, each with the day by which its period is told."""
        return self._judged(treatment_end_day(protocol))

    def _judged(self, end: int) -> list[tuple[int, Point]]:
        # A day that is known only about was taken over from a follow-up, however short the treatment was.
        return [(max(point.day, end + 1) if point.approximate else point.day, point) for point in self.after_baseline]


def _weeks(days: int | Fraction | None) -> Fraction | None:
    return Fraction(days, 7) if days is not None else None


def treatment_end_day(protocol: Protocol) -> int:
    """The last day of the treatment period: its last week plus the window of the visit that closes it."""
    weeks = protocol.endpoints.treatment_weeks
    late = max((visit.late_days for visit in protocol.timed_visits if visit.week == weeks), default=0)
    return 7 * weeks + late


def first_infusion(records: Sequence[Kept[Record]]) -> date | None:
    """The day of the first infusion, from which visits are counted; None before it."""
    return min((kept.record.given_on for kept in of_type(records, Infusion) if kept.record.given_on), default=None)


def origin_of(protocol: Protocol, records: Sequence[Kept[Record]]) -> date | None:
    """Day 0: the first infusion; before it the assessment of week 0, else the first one; None while there is none."""
    return first_infusion(records) or _expected_start(protocol, records)


def course(protocol: Protocol, subject: str, records: Sequence[Kept[Record]]) -> Course:
    """The course of one participant from the records that stand."""
    origin = origin_of(protocol, records)
    # Of two on a day the one of the later visit counts, and a planned visit more than another.
    order = {visit.key: place for place, visit in enumerate(protocol.visits)}
    found = [*_assessed(records, origin), *_taken_over(records)]
    points = sorted(found, key=lambda point: (point.day, order.get(point.visit, -1), point.visit))
    before = [point for point in points if point.day <= 0 and point.tenths is not None]
    return Course(
        subject=subject,
        baseline=before[-1] if before else None,
        points=tuple(points),
        doses=tuple(_doses(records, origin)),
        missed=tuple(_missed(protocol, records)),
    )


def _expected_start(protocol: Protocol, records: Sequence[Kept[Record]]) -> date | None:
    """What is scored at screening comes before the baseline, also while no infusion says so yet."""
    start = {visit.key for visit in protocol.timed_visits if visit.week == 0}
    dated = [
        (kept.key.visit not in start, kept.record.assessed_on)
        for kept in of_type(records, PasiAssessment)
        if kept.record.assessed_on
    ]
    return min(dated)[1] if dated else None


def _assessed(records: Sequence[Kept[Record]], origin: date | None) -> list[Point]:
    return [
        Point((kept.record.assessed_on - origin).days, _tenths(kept), kept.key.visit, kept.state)
        for kept in of_type(records, PasiAssessment)
        if origin is not None and kept.record.assessed_on is not None
    ]


def _tenths(kept: Kept[PasiAssessment]) -> int | None:
    """What stands has its total; a draft has it from its entries so far."""
    return kept.record.total_tenths if kept.hash else kept.record.tenths()


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
