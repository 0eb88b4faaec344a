"""What the signature of an infusion log covers beside the log: its sets of vital signs and its events."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.roles import Meaning


def open_to(records: Sequence[Kept[Record]], meaning: Meaning, user: str) -> list[Key]:
    """The records that are whole and do not carry this signature of this person yet."""
    return [kept.key for kept in records if _is_whole(kept.record) and not _is_signed(kept, meaning, user)]


def _is_whole(record: Record) -> bool:
    return not items.blanks(record) and not record.contradictions()


def _is_signed(kept: Kept[Record], meaning: Meaning, user: str) -> bool:
    return any(s.holds and s.meaning is meaning and s.by.user == user for s in kept.signatures)
