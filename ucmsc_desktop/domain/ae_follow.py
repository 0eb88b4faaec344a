"""What is still to be done about adverse events: follow-up, missing answers, reactions that nobody described yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from ucmsc_desktop.domain.adverse import RESOLVED, AdverseEvent, AeQuestion
from ucmsc_desktop.domain.ae_days import onset_span
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.text import N_

NO_EVENT = N_("No adverse event")
"""The note that tells of a reaction, such as a tap by mistake, that it calls for no description."""


def is_open(event: AdverseEvent) -> bool:
    """Whether an event is to be followed up: it is not resolved, or nobody has said how it stands."""
    return event.outcome not in RESOLVED


def in_order(records: Iterable[Kept[Record]]) -> list[Kept[AdverseEvent]]:
    """The events of a participant: those to be followed up first, then by onset, the latest first."""
    found = of_type(records, AdverseEvent)
    newest = sorted(found, key=lambda kept: (onset_span(kept.record) or (kept.by.at.date(),))[0], reverse=True)
    return sorted(newest, key=lambda kept: not is_open(kept.record))


def open_events(records: Iterable[Kept[Record]]) -> list[Kept[AdverseEvent]]:
    """The events of a participant that are to be followed up, whatever visit they were recorded at."""
    return [kept for kept in in_order(records) if is_open(kept.record)]


def times_asked(records: Iterable[Kept[Record]]) -> int:
    """At how many visits the question about adverse events was answered."""
    return sum(kept.record.any_event is not None for kept in of_type(records, AeQuestion))


def undescribed(records: Sequence[Kept[Record]]) -> list[Kept[InfusionEvent]]:
    """Reactions noted during an infusion that are neither saved as an adverse event nor said to be none."""
    described = {kept.record.onset_at for kept in of_type(records, AdverseEvent)}
    return [kept for kept in of_type(records, InfusionEvent) if _calls(kept.record, described)]


def _calls(event: InfusionEvent, described: Collection[datetime | None]) -> bool:
    is_noted = event.kind is EventKind.REACTION and event.at not in described
    return is_noted and NO_EVENT not in (event.note or "")
