"""One participant as the tabulated data sees them: identifiers, numbered visits, days counted from the infusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

import msgspec

from ucmsc_desktop.domain.casebook import Kept, natural, of_type
from ucmsc_desktop.domain.course import treatment_end_day
from ucmsc_desktop.domain.dates import earliest, is_partial_date, latest
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.sdtm.oids import study_code
from ucmsc_desktop.exchange.sdtm.variables import Row

R = TypeVar("R", bound=Record)
UNPLANNED = 100
"""Visits that the schedule does not have are numbered from here on."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A participant with the records that stand; `visits` has number and name of every visit of the study.

    `started` is when the first infusion began, from which days are counted; `versions` holds every protocol.
    """

    study: str
    subject: str
    protocol: Protocol
    versions: Mapping[int, Protocol]
    visits: Mapping[str, Row]
    records: tuple[Kept[Record], ...]
    infusions: tuple[Kept[Infusion], ...] = ()
    started: date | datetime | None = None

    @property
    def usubjid(self) -> str:
        """The participant's code with the study's in front, unlike any of another study."""
        return f"{self.study}-{self.subject}"

    def of(self, record_type: type[R]) -> list[Kept[R]]:
        """The records of one form."""
        return of_type(self.records, record_type)

    def at_visit(self, visit: str) -> Row:
        """The visit of a record, by number and name; nothing for a record of no visit."""
        return self.visits.get(visit, {})

    def day(self, moment: str | date | datetime | None) -> int | None:
        """The day of study, which has no day 0; none for a date that is not known to the day."""
        at, start = _day(moment), _day(self.started)
        if at is None or start is None:
            return None
        passed = (at - start).days
        return passed + 1 if passed >= 0 else passed

    def epoch(self, moment: str | date | datetime | None) -> str | None:
        """The part of the trial in which a moment lies; before any infusion all is screening."""
        at, start = _day(moment), _day(self.started)
        if at is None:
            return None
        if start is None or self.is_before(moment):
            return "SCREENING"
        return "TREATMENT" if (at - start).days <= treatment_end_day(self.protocol) else "FOLLOW-UP"

    def is_before(self, moment: str | date | datetime | None) -> bool:
        """Whether a moment lies before the first infusion; by the time of day where both are known."""
        start, at = self.started, _day(moment)
        if start is None or at is None:
            return False
        if isinstance(moment, datetime) and isinstance(start, datetime):
            return moment < start
        return at < (_day(start) or date.max)


def person(header: Header, subject: str, records: Iterable[Kept[Record]]) -> Person:
    """A participant of an export."""
    standing = tuple(kept for kept in records if kept.hash)
    dated = [kept for kept in of_type(standing, Infusion) if begun(kept.record) is not None]
    infusions = tuple(sorted(dated, key=lambda kept: _order(begun(kept.record))))
    return Person(
        study=study_code(header),
        subject=subject,
        protocol=header.protocol,
        versions={version.protocol.version: version.protocol for version in header.versions},
        visits=_visits(header),
        records=standing,
        infusions=infusions,
        started=begun(infusions[0].record) if infusions else None,
    )


def _visits(header: Header) -> dict[str, Row]:
    planned = header.protocol.visits
    names = {visit.key: (number, visit.label) for number, visit in enumerate(planned, 1)}
    others = {key: (UNPLANNED + number, key) for number, key in enumerate(sorted(header.visits, key=natural), 1)}
    return {key: {"VISITNUM": number, "VISIT": name} for key, (number, name) in (others | names).items()}


def _order(moment: date | datetime | None) -> tuple[date, str]:
    """An order of days and moments; of one day, what has no time comes first."""
    return _day(moment) or date.min, moment.isoformat() if isinstance(moment, datetime) else ""


def begun(infusion: Infusion) -> date | datetime | None:
    """When an infusion began, with the time where it is known."""
    return infusion.started_at or infusion.given_on


def _day(moment: str | date | datetime | None) -> date | None:
    if isinstance(moment, datetime):
        return moment.date()
    if isinstance(moment, str):
        return earliest(moment) if is_partial_date(moment) and earliest(moment) == latest(moment) else None
    return moment
