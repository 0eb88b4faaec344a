"""SV: one row a visit that took place or was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.procedures import procedure
from ucmsc_desktop.exchange.sdtm.found import Found
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, VISITS, Dataset, Row, Variable, identifiers

SV = Dataset(
    "SV",
    "Subject Visits",
    "Special Purpose",
    "One record per actual or planned visit per subject",
    ("VISITNUM",),
    (
        *identifiers("SV", sequence=False),
        *VISITS,
        Variable("SVPRESP", "Pre-specified", codelist="NY", origin="Protocol"),
        Variable("SVOCCUR", "Occurrence", codelist="NY"),
        Variable("SVREASOC", "Reason for Occur Value"),
        Variable("VISITDY", "Planned Study Day of Visit", "integer", origin="Protocol"),
        EPOCH,
        Variable("SVSTDTC", "Start Date/Time of Observation", "date"),
        Variable("SVENDTC", "End Date/Time of Observation", "date"),
        Variable("SVSTDY", "Study Day of Start of Observation", "integer", origin="Derived"),
        Variable("SVENDY", "Study Day of End of Observation", "integer", origin="Derived"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The visits of a participant, from the days of what was done at each."""
    for key in dict.fromkeys(kept.key.visit for kept in who.records if kept.key.visit):
        told = next((kept.record for kept in who.of(Visit) if kept.key.visit == key), Visit())
        days = _days(who, key) | ({told.visited_on} if told.visited_on else set())
        is_missed = told.status is VisitStatus.MISSED
        if not (days or told.status or _is_told(who, key)):
            continue
        first, last = min(days, default=None), max(days, default=None)
        took_place: Row = {
            "SVOCCUR": "N" if is_missed else "Y",
            "SVREASOC": told.reason,
            "EPOCH": who.epoch(first),
            "SVSTDTC": first,
            "SVENDTC": last,
            "SVSTDY": who.day(first),
            "SVENDY": who.day(last),
        }
        yield Found(values=who.at_visit(key) | _planned(who, key) | took_place, at=first)


def _is_told(who: Person, visit: str) -> bool:
    """Whether an earlier record has a total of the visit, whose day is not known."""
    totals = (kept.record.total_tenths for kept in who.of(HistoricalPasi) if kept.key.visit == visit)
    return any(total is not None for total in totals)


def _days(who: Person, visit: str) -> set[date]:
    found = (procedure(kept.record) for kept in who.records if kept.key.visit == visit)
    return {done.on for done in found if done is not None}


def _planned(who: Person, visit: str) -> Row:
    planned = next((planned for planned in who.protocol.visits if planned.key == visit), None)
    if planned is None:
        return {}
    return {"SVPRESP": "Y", "VISITDY": planned.day + 1 if planned.day is not None else None}
