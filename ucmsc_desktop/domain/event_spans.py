"""Adverse events as bars on the days of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ucmsc_desktop.domain.adverse import RESOLVED, AdverseEvent
from ucmsc_desktop.domain.ae_days import onset_span
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.dates import is_partial_date, latest
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.text import _


class EventSpan(msgspec.Struct, frozen=True):
    """An event in days of study: its last day is None while it goes on, or when its end is not known."""

    day: int
    last_day: int | None
    term: str
    grade: int | None
    serious: bool
    ongoing: bool
    visit: str
    number: int

    @property
    def label(self) -> str:
        """Grade and term, such as `Grade 1 fever`."""
        if self.grade is None:
            return _("{term}, not graded").format(term=self.term)
        return _("Grade {grade} {term}").format(grade=self.grade, term=self.term[:1].lower() + self.term[1:])


def event_spans(records: Sequence[Kept[Record]], origin: date | None) -> tuple[EventSpan, ...]:
    """The events whose onset is known, by day; a date known in part begins with its first possible day."""
    if origin is None:
        return ()
    found = []
    for kept in of_type(records, AdverseEvent):
        event, onset = kept.record, onset_span(kept.record)
        if onset is None:
            continue
        end = latest(event.end) if event.end is not None and is_partial_date(event.end) else None
        found.append(
            EventSpan(
                day=(onset[0] - origin).days,
                last_day=(end - origin).days if end is not None else None,
                term=event.term or _("Event without a term"),
                grade=event.grade,
                serious=bool(event.serious),
                ongoing=end is None and event.outcome not in RESOLVED,
                visit=kept.key.visit,
                number=kept.key.number,
            )
        )
    return tuple(sorted(found, key=lambda span: (span.day, span.term)))
