"""Which facts a candidate is asked for at a visit, in which order, and what no day of a form can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.items import Problem, described
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.summary import wanted_forms
from ucmsc_desktop.text import _

BIRTH = "birth_date"


def asked_forms(protocol: Protocol, visit: PlannedVisit, participant: Participant | None) -> list[str]:
    """The forms of facts at a visit, in the order of asking; at screening demography is one of them."""
    there = {*wanted_forms(visit, participant), *optional_forms(protocol, visit)}
    if Screening.form in there:
        there.add(Participant.form)
    return [form for form in FACT_FORMS if form in there]


def optional_forms(protocol: Protocol, visit: PlannedVisit) -> Sequence[str]:
    """What the protocol lets a visit have beside its PASI."""
    return protocol.assessment.optional_forms if PasiAssessment.form in visit.forms else ()


def impossible_days(record: msgspec.Struct, born: PartialDate | None, today: date) -> list[Problem]:
    """Days of a form, or of a row in one, that are still to come or lie before the birth."""
    birth = earliest(born) if is_partial_date(born) and born is not None else None
    found = []
    for field in described(type(record)).values():
        span = _span(field.kind, getattr(record, field.name))
        if span is None:
            continue
        if span[0] > today:
            found.append(Problem(field.name, _("This day is still to come.")))
        elif birth is not None and span[1] < birth and field.name != BIRTH:
            found.append(Problem(field.name, _("This day is before the birth.")))
    return found


def moments_to_come(record: msgspec.Struct, now: datetime) -> list[Problem]:
    """Moments of today that are still to come, such as a report that nobody can have made yet."""
    found = []
    for field in described(type(record)).values():
        value = getattr(record, field.name)
        if isinstance(value, datetime) and value > now and value.date() <= now.date():
            found.append(Problem(field.name, _("This moment is still to come.")))
    return found


def _span(kind: object, value: object) -> tuple[date, date] | None:
    """The first and the last day that a value can mean; None for what is no day."""
    if isinstance(value, datetime):
        return value.date(), value.date()
    if isinstance(value, date):
        return value, value
    if kind is PartialDate and is_partial_date(value):
        return earliest(PartialDate(str(value))), latest(PartialDate(str(value)))
    return None
