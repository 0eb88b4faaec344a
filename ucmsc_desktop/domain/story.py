"""All that happened to a participant's records, and what is to be known of their study, for those who carry it away."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ucmsc_desktop.domain.casebook import Key, Stamp
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Meaning, Role


class Step(msgspec.Struct, frozen=True):
    """One save of a record, with what it was `before` and the reasons by field, or one signature with its meaning.

    A signature has no record; `holds` says whether what it signed still stands.
    """

    key: Key
    by: Stamp
    record: Record | None = None
    before: Record | None = None
    reasons: dict[str, str] = {}
    meaning: Meaning | None = None
    holds: bool = False


class Story(msgspec.Struct, frozen=True):
    """The steps of one participant, oldest first; those of the study's own records have an empty subject."""

    subject: str
    steps: tuple[Step, ...]


class ProtocolVersion(msgspec.Struct, frozen=True):
    """A version of the protocol, who put it in force, and its text as the ledger keeps it (JSON)."""

    protocol: Protocol
    by: Stamp
    body: str


class Header(msgspec.Struct, frozen=True):
    """What is known before the first participant: the protocol, the people, who carries data away, when and how much.

    `people` and `roles` are those who saved or signed what leaves, by user name. `visits` are the keys that records
    name beside those of the schedule, such as the weeks of an earlier record.
    """

    protocol: Protocol
    versions: tuple[ProtocolVersion, ...]
    practice: bool
    people: dict[str, str]
    by: str
    at: datetime
    roles: dict[str, tuple[Role, ...]] = {}
    visits: tuple[str, ...] = ()
    subjects: int = 0
