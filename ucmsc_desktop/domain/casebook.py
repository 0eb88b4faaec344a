"""A record as it is kept: where it belongs, who saved it when, how it changed, and which signatures it carries."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import msgspec

from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.lesions import MapDrawing
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.text import N_, _

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@functools.lru_cache(maxsize=4096)
def natural(code: str) -> tuple[tuple[int, str], ...]:
    """The order in which people count: P-2 before P-10."""
    return tuple((int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", code))


@functools.lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    # The same codes are asked for at every key press of a form.
    return quote(part, safe="")


class State(Code):
    """How final a record is."""

    DRAFT = ("draft", N_("draft"))
    SAVED = ("saved", N_("saved"))
    SIGNED = ("signed", N_("signed"))


class Key(msgspec.Struct, frozen=True, order=True):
    """Where a record belongs: participant, visit (empty for none), form and, for a form that repeats, its number."""

    subject: str
    visit: str
    form: str
    number: int = 0

    @property
    def record_id(self) -> str:
        """The record's name in the ledger, the same on every device."""
        parts = [_quoted(part) for part in (self.subject, self.visit, self.form)]
        return "/".join(parts + ([str(self.number)] if self.number else []))


class Stamp(msgspec.Struct, frozen=True):
    """Who did something, as what, and when (with the local offset)."""

    user: str
    role: Role
    at: datetime


class Signature(msgspec.Struct, frozen=True):
    """A signature with its meaning; it holds as long as what it signed is what stands."""

    by: Stamp
    meaning: Meaning
    holds: bool


class Kept(msgspec.Struct, Generic[R_co], frozen=True):
    """A record that stands in the ledger, with its stamp, the hash of its entry and its signatures, newest last.

    One without a hash is a draft: it does not stand yet.
    """

    key: Key
    record: R_co
    by: Stamp
    hash: str
    changes: int = 0
    signatures: tuple[Signature, ...] = ()

    @property
    def state(self) -> State:
        """Signed while at least one signature holds, else saved; a draft has no entry."""
        if not self.hash:
            return State.DRAFT
        return State.SIGNED if any(signature.holds for signature in self.signatures) else State.SAVED


class Change(msgspec.Struct, frozen=True):
    """One field that changed: its label, its old and new value in words, why, and the values themselves."""

    field: str
    label: str
    old: str
    new: str
    reason: str
    was: Any = None
    now: Any = None


class Version(msgspec.Struct, frozen=True):
    """One step in the history of a record: a save with its changes (none for the first), or a signature."""

    by: Stamp
    changes: tuple[Change, ...] = ()
    signature: Signature | None = None


class Casebook(msgspec.Struct, frozen=True):
    """Everything kept of one participant in protocol order, each record's history by its id, and people's names.

    `sealed` holds records that were changed after signing as they were first signed, `drawings` the lesion maps as
    lines, both by the record's id.
    """

    subject: str
    records: tuple[Kept[Record], ...]
    history: dict[str, tuple[Version, ...]] = {}
    identity: Identity | None = None
    people: dict[str, str] = {}
    sealed: dict[str, Record] = {}
    drawings: dict[str, MapDrawing] = {}

    def who(self, stamp: Stamp) -> str:
        """The printed name of a person with their user name and role, as a signature needs it."""
        name = self.people.get(stamp.user, stamp.user)
        person = name if name == stamp.user else _("{name} ({user})").format(name=name, user=stamp.user)
        return _("{person}, {role}").format(person=person, role=_(stamp.role.label))

    def of(self, record_type: type[R], visit: str | None = None) -> list[Kept[R]]:
        """The records of one form, of one visit when it is named."""
        return of_type(self.records, record_type, visit)


def of_type(records: Iterable[Kept[Record]], record_type: type[R], visit: str | None = None) -> list[Kept[R]]:
    """The records of one form among many, of one visit when it is named."""
    return [
        kept  # type: ignore[misc]
        for kept in records
        if isinstance(kept.record, record_type) and (visit is None or kept.key.visit == visit)
    ]


def state_of(records: Sequence[Kept[Record]], drafts: int = 0) -> State | None:
    """The least final state among records, None when there are none."""
    if drafts:
        return State.DRAFT
    if not records:
        return None
    return State.SIGNED if all(kept.state is State.SIGNED for kept in records) else State.SAVED
