"""The drafts of adverse events: each new event has a place of its own, also when it is not saved yet."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.store.study import Study


def free_key(study: Study, subject: str, visit: str) -> Key:
    """The place of a new event: its number is neither saved nor begun by this person."""
    place = Key(subject, visit, AdverseEvent.form)
    drafted = [draft.key.number for draft in study.drafts() if _base(draft.key) == place]
    number = max([study.next_number(subject, visit, AdverseEvent.form), *(number + 1 for number in drafted)])
    return msgspec.structs.replace(place, number=number)


def adopted_drafts(study: Study, subject: str) -> dict[Key, AdverseEvent]:
    """This person's drafts of a participant's events, the latest first.

    Where another person has saved a new event at the same place meanwhile, the draft moves to a place of its own, so
    that neither is written over the other.
    """
    if not study.may_write(AdverseEvent.form):
        return {}
    found = {}
    for draft in study.drafts():
        record = draft.record
        if draft.key.subject != subject or not isinstance(record, AdverseEvent):
            continue
        key = draft.key
        if not draft.base and study.find(key) is not None:
            key = free_key(study, subject, draft.key.visit)
            with study.ledger.transaction():
                study.keep_draft(key, record, draft.field)
                study.discard_draft(draft.key)
        found[key] = record
    return found


def _base(key: Key) -> Key:
    return msgspec.structs.replace(key, number=0)
