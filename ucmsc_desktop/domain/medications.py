"""The medicines of a participant: their order, when each was taken in words, and what is offered while one is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeGuard

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.items import Record, fields, show
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.text import N_, _

ROUTES = (
    N_("by mouth"),
    N_("into a vein"),
    N_("into a muscle"),
    N_("under the skin"),
    N_("on the skin"),
    N_("inhaled"),
    N_("into the eye"),
    N_("into the rectum"),
)


def medications_of(records: Sequence[Kept[Record]]) -> list[Kept[Medication]]:
    """All medicines of a participant, the latest begun first; those without a day come before."""
    found = of_type(records, Medication)
    return sorted(found, key=lambda kept: (_began(kept.record), kept.key.number), reverse=True)


def _began(record: Medication) -> tuple[date, float]:
    at = record.given_at.timestamp() if record.given_at is not None else 0.0
    day = record.started_on
    if day is not None and is_partial_date(day):
        return earliest(day), at
    return (record.given_at.date() if record.given_at is not None else date.max), at


def time_words(record: Medication) -> str:
    """When a medicine was given, or from when to when it was taken."""
    if record.given_at is not None:
        return f"{text.date_text(record.given_at)} {record.given_at:%H:%M}"
    began = show(fields(Medication)["started_on"], record.started_on)
    ended = _("ongoing") if record.ongoing else show(fields(Medication)["ended_on"], record.ended_on)
    if began and ended:
        return _("{first} to {last}").format(first=began, last=ended)
    return began or ended


def known_drugs(records: Sequence[Kept[Record]]) -> list[str]:
    """The names of medicines that were written for this participant before, the latest first."""
    own = [kept.record.drug or "" for kept in medications_of(records)]
    earlier = [therapy.drug or "" for kept in of_type(records, Therapies) for therapy in kept.record.therapies.values()]
    return [name for name in dict.fromkeys([*own, *earlier]) if name]


def known_reasons(records: Sequence[Kept[Record]]) -> list[str]:
    """The adverse events of the participant, each of which may be what a medicine was given for."""
    return list(dict.fromkeys(kept.record.term for kept in of_type(records, AdverseEvent) if kept.record.term))


def timed(record: Medication, name: str) -> Medication:
    """A medicine after an edit of a field: a moment and the first day of what was given once are on one day."""
    given, began = record.given_at, record.started_on
    if name == "given_at" and given is not None:
        return msgspec.structs.replace(record, started_on=began or PartialDate(given.date().isoformat()))
    if name == "started_on" and given is not None and is_whole(began):
        moved = datetime.combine(earliest(began), given.time()).astimezone()
        return msgspec.structs.replace(record, given_at=moved)
    return record


def is_whole(day: PartialDate | None) -> TypeGuard[PartialDate]:
    """Whether a day is known to the day."""
    return day is not None and is_partial_date(day) and earliest(day) == latest(day)


def day_given(record: Medication, infused: date | None, today: date) -> date:
    """The day on which a time of a medicine lies: its own, that of the infusion it belongs to, else today."""
    if record.given_at is not None:
        return record.given_at.date()
    return earliest(record.started_on) if is_whole(record.started_on) else infused or today
