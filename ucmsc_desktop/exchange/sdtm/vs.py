"""VS: vital signs at visits and around infusions, weight and height."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Infusion, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.exchange.sdtm.found import Found, collected, flagged, not_done, result, said, tested
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.terms import TIME_POINTS, VITAL_SIGNS
from ucmsc_desktop.exchange.sdtm.variables import (
    EPOCH,
    VISITS,
    Dataset,
    Row,
    Variable,
    completion,
    derived,
    identifiers,
    last_before,
    results,
    timing,
)

REFERENCES = {Timepoint.DURING: "START OF INFUSION", Timepoint.AFTER: "END OF INFUSION"}
"""From which moment the planned minutes of a time point are counted."""

VS = Dataset(
    "VS",
    "Vital Signs",
    "Findings",
    "One record per vital sign per time point per visit per subject",
    ("VSTESTCD", "VISITNUM", "VSDTC", "VSTPTREF", "VSTPTNUM"),
    (
        *identifiers("VS"),
        *results("VS", "Vital Signs Test Name", "Vital Signs Test Short Name"),
        *completion("VS"),
        last_before("VS"),
        derived("VS"),
        *VISITS,
        EPOCH,
        *timing("VS", "Date/Time of Measurements", "Study Day of Vital Signs"),
        Variable("VSTPT", "Planned Time Point Name"),
        Variable("VSTPTNUM", "Planned Time Point Number", "integer"),
        Variable("VSELTM", "Planned Elapsed Time from Time Point Ref", origin="Derived"),
        Variable("VSTPTREF", "Time Point Reference", origin="Assigned"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """What was measured of a participant."""
    yield from flagged(_rows(who), "VS", who)


def _rows(who: Person) -> Iterator[Found]:
    for measured in who.of(Measurements):
        yield from _set(who, measured, measured.record.measured_on)
    for weighed in who.of(Infusion):
        yield from _set(who, weighed, weighed.record.weighed_on)
    for taken in who.of(VitalSigns):
        yield from _set(who, taken, taken.record.taken_at, _time_point(taken.record))


def _set(who: Person, kept: Kept[Record], at: date | datetime | None, planned: Row | None = None) -> Iterator[Found]:
    base = collected("VS", who, kept.key.visit, at) | (planned or {})
    for target, field, value, reason in tested(kept.record, "VS"):
        if value is None and reason is None:
            continue
        name, unit = VITAL_SIGNS[target.testcd]
        named: Row = {"VSTESTCD": target.testcd, "VSTEST": name}
        if isinstance(value, int | Decimal):
            named |= result("VS", said(value), value, unit) | {"VSDRVFL": "Y" if field.item.derived else None}
        else:
            named |= not_done("VS", reason)
        yield Found(values=base | named, at=at)


def _time_point(record: VitalSigns) -> Row:
    point, minutes = record.timepoint, record.planned_minutes
    if point is None or point not in TIME_POINTS:
        return {}
    words = TIME_POINTS[point]
    if minutes is None:
        return {"VSTPT": words}
    reference = REFERENCES.get(point)
    counted: Row = {"VSELTM": f"PT{minutes}M", "VSTPTREF": reference} if reference else {}
    named: Row = {"VSTPT": f"{words}, {minutes} MIN", "VSTPTNUM": minutes}
    return named | counted
