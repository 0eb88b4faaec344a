"""What happened in the invented history of the practice study: who wrote what, when, and with which signature."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.domain.roles import Meaning


class Event(msgspec.Struct, frozen=True):
    """Something that a role wrote at a time; `identity` comes with a participant, `reasons` with a change."""

    at: datetime
    user: str
    key: Key
    record: Record
    meaning: Meaning | None = None
    approved: bool = False
    identity: Identity | None = None
    reasons: dict[str, str] = {}
