"""What the tabs of a trajectory are drawn from: records by visit and form, days of study, and how values are noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from ucmsc_desktop.domain.bridges import bridged, planned_with
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.course import Course, Point, origin_of
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Trace, Value
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol


class Source:
    """One participant's course with the records behind it, and the names of the people who made them."""

    def __init__(
        self, protocol: Protocol, course: Course, records: Sequence[Kept[Record]], people: Mapping[str, str]
    ) -> None:
        self.protocol = protocol
        self.course = course
        self.records = records
        self._people = people

    @cached_property
    def origin(self) -> date | None:
        """Day 0 of the study."""
        return origin_of(self.protocol, self.records)

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Kept[Record]]:
        return {(kept.key.visit, kept.key.form): kept for kept in self.records}

    def behind(self, point: Point) -> Kept[Record] | None:
        """The record in which a PASI stands; None for a course without its records."""
        return self._kept.get((point.visit, _form(point)))

    def at_point(self, point: Point, value: Fraction, words: str) -> Value:
        """A value on the day of a PASI, as final as that one is."""
        kept = self.behind(point)
        return Value(
            day=point.day,
            value=value,
            words=words,
            visit=point.visit,
            form=_form(point),
            state=point.state,
            imported=point.imported,
            approximate=point.approximate,
            by=self._name(kept) if kept is not None and not point.imported else "",
        )

    def at_record(self, kept: Kept[Record], on: date, value: Fraction, words: str) -> Value:
        """A value of a form that stands beside PASI, on the day of that form."""
        day = (on - (self.origin or on)).days
        return Value(day, value, words, kept.key.visit, kept.key.form, kept.state, by=self._name(kept))

    def pasi_trace(self, name: str, values: Sequence[Value]) -> Trace:
        """A line through values that come from PASI; a point without one is a gap."""
        without = [point.day for point in self.course.points if point.tenths is None]
        return self.trace(name, values, PasiAssessment.form, without=without)

    def trace(self, name: str, values: Sequence[Value], form: str, without: Sequence[int] = ()) -> Trace:
        """A line through values, dashed where it leads over a missed visit, or one at which the form was planned."""
        planned = planned_with(self.protocol, form)
        empty = [*without, *(missed.day for missed in self.course.missed)]
        ordered = tuple(sorted(values, key=lambda value: (value.day, value.visit)))
        return Trace(
            name, ordered, bridged(planned, [(value.visit, value.day, value.approximate) for value in ordered], empty)
        )

    def _name(self, kept: Kept[Record]) -> str:
        return self._people.get(kept.by.user, kept.by.user)


def _form(point: Point) -> str:
    return HistoricalPasi.form if point.imported else PasiAssessment.form
