"""Reactions noted during an infusion that turned out to be no adverse event: their time stays, and it is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from ucmsc_desktop.domain.ae_follow import NO_EVENT, undescribed
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.store.study import Study


def noted_at(study: Study, subject: str, moments: Iterable[datetime | None]) -> list[Kept[InfusionEvent]]:
    """The reactions of these moments that nobody has described yet."""
    wanted = set(moments)
    return [kept for kept in undescribed(study.records(subject)) if kept.record.at in wanted]


def say_no_event(study: Study, reactions: Iterable[Kept[InfusionEvent]]) -> None:
    """Say of reactions that they are no adverse event; who said so and when is on record. Raises StudyError."""
    with study.ledger.transaction():
        for kept in reactions:
            note = f"{kept.record.note}. {NO_EVENT}" if kept.record.note else NO_EVENT
            study.save(kept.key, msgspec.structs.replace(kept.record, note=note), reasons={"note": NO_EVENT})
