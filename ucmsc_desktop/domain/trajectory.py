"""What a trajectory shows of a course, whatever draws it: its ways, response lines, windows and the lane of cells."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.bridges import bridged, planned_with
from ucmsc_desktop.domain.course import Course, Dose, Missed, Point
from ucmsc_desktop.domain.dose_class import reaches
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.response import largest_responding
from ucmsc_desktop.text import _

LINES = (50, 75, 90)
"""The responses that are drawn as lines; PASI 100 is the zero line itself."""


class Segment(msgspec.Struct, frozen=True):
    """The way from one PASI to the next; it is bridged when a visit between them was missed."""

    start: Point
    end: Point
    bridged: bool


class ResponseLine(msgspec.Struct, frozen=True):
    """A response against the own baseline: its exact height in tenths and the largest total that reaches it."""

    threshold: int
    exact_tenths: Fraction
    largest_tenths: int

    @property
    def label(self) -> str:
        """The label of the line, such as `PASI 75 ≤ 4.6`."""
        return _("PASI {threshold} ≤ {largest}").format(
            threshold=self.threshold, largest=text.tenths_text(self.largest_tenths)
        )


class DoseMark(msgspec.Struct, frozen=True):
    """A mark in the lane of million cells, complete when the dose was within tolerance; `dose` None: not given."""

    day: int
    dose: Dose | None
    complete: bool

    @property
    def label(self) -> str:
        """What was given, with its part of the dose where that is less than the whole."""
        return _dose_label(self.dose) if self.dose is not None else _("not given")

    @property
    def short(self) -> str:
        """The same for narrow places."""
        if self.dose is None:
            return "0"
        return million_text(self.dose.cells) if self.dose.cells is not None else "?"


def seen(course: Course) -> list[Point]:
    """The points that have a PASI, by day."""
    return [point for point in course.points if point.tenths is not None]


def is_taken_over(course: Course) -> bool:
    """Whether every assessment comes from an earlier record, so that the protocol's schedule says nothing about it."""
    return not course.doses and bool(course.points) and all(point.imported for point in course.points)


def segments(protocol: Protocol, course: Course) -> list[Segment]:
    """The ways between consecutive PASI values; a missed visit between them, or an approximate day, makes a bridge."""
    points = seen(course)
    missing = [missed.day for missed in course.missed]
    missing += [point.day for point in course.points if point.tenths is None]
    stood = [(point.visit, point.day, point.approximate) for point in points]
    bridges = bridged(planned_with(protocol, PasiAssessment.form), stood, missing)
    return [Segment(start, end, number in bridges) for number, (start, end) in enumerate(pairwise(points), 1)]


def response_lines(course: Course) -> list[ResponseLine]:
    """The PASI 50, 75 and 90 lines; none without a baseline above 0."""
    baseline = course.baseline_tenths
    if not baseline:
        return []
    return [
        ResponseLine(limit, Fraction((100 - limit) * baseline, 100), largest_responding(baseline, limit))
        for limit in LINES
    ]


def why_no_lines(course: Course) -> str:
    """Why there are no response lines, in words; empty when there are some, or nothing at all yet."""
    if not seen(course) or course.baseline_tenths:
        return ""
    if course.baseline is None and is_taken_over(course):
        return _("The earlier record has no PASI of day 0: change and PASI 50, 75 and 90 cannot be told.")
    if course.baseline is None:
        return _("No PASI before the first infusion: change and PASI 50, 75 and 90 cannot be told.")
    return _("The baseline PASI is 0.0: change and PASI 50, 75 and 90 are not defined.")


def days(course: Course) -> list[int]:
    """The days on which there is something to draw, and day 0."""
    points, missed = [point.day for point in course.points], [missed.day for missed in course.missed]
    return [0, *points, *missed, *(dose.day for dose in course.doses)]


def shown_visits(protocol: Protocol, course: Course) -> list[PlannedVisit]:
    """The planned visits on the time axis: to the end of treatment, then as far as the participant came."""
    if is_taken_over(course):
        return []
    until = max(*days(course), 7 * protocol.endpoints.treatment_weeks)
    return [visit for visit in protocol.timed_visits if (visit.day or 0) - visit.early_days <= until]


def dose_marks(protocol: Protocol, course: Course) -> list[DoseMark]:
    """The lane of million cells: what was given, what only in part, and what was missed."""
    marks = [DoseMark(dose.day, dose, is_complete(protocol, dose)) for dose in course.doses]
    marks += [DoseMark(missed.day, None, complete=False) for missed in not_given(protocol, course)]
    return sorted(marks, key=lambda mark: mark.day)


def not_given(protocol: Protocol, course: Course) -> list[Missed]:
    """The missed visits at which an infusion was planned and none was given."""
    planned = {visit.key for visit in protocol.infusion_visits} - {dose.visit for dose in course.doses}
    return [missed for missed in course.missed if missed.visit in planned]


def is_complete(protocol: Protocol, dose: Dose) -> bool:
    """Whether a dose reached what was intended, within the protocol's tolerance."""
    return reaches(dose.part, protocol.dose.tolerance_pct)


def doses_reached(protocol: Protocol, course: Course) -> int:
    """How many doses reached what was intended, within the protocol's tolerance."""
    return sum(is_complete(protocol, dose) for dose in course.doses)


def _dose_label(dose: Dose) -> str:
    if dose.cells is None:
        return _("not known")
    if dose.part_pct is None or dose.part_pct >= 99:
        return million_text(dose.cells)
    return f"{million_text(dose.cells)} ({whole_pct(dose.part_pct)})"


def whole_pct(pct: Decimal) -> str:
    """A part of a dose in whole per cent."""
    return text.quantity(rounded(Fraction(pct), 0), "%")


def million_text(cells: Decimal) -> str:
    """Cells as millions, at most one decimal and no trailing zero: `137`, `136.6`."""
    return text.number_text(rounded(Fraction(cells) / 10**6, 1)).removesuffix(".0")


Stop = Point | Missed
"""What one comes to when one walks along a trajectory: an assessment, or a visit that was missed."""


def stops(course: Course) -> list[Stop]:
    """All assessments and missed visits by day, as one walks along them."""
    return sorted((*course.points, *course.missed), key=lambda stop: stop.day)
