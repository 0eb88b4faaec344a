"""The append-only chain of entries: everything that ever happened in a study, each entry sealing the one before."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ucmsc_desktop.domain.casebook import Key, Stamp
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store.ending import End, EndNote
from ucmsc_desktop.store.engine import world
from ucmsc_desktop.store.errors import StudyDamaged, StudyError
from ucmsc_desktop.store.files import LEDGER
from ucmsc_desktop.store.sentences import damaged
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from sqlite_utils import Database


class Kind(StrEnum):
    """What an entry says happened."""

    PROTOCOL = "protocol"
    RECORD = "record"
    SIGNATURE = "signature"
    ACCOUNT = "account"
    ACCOUNT_CLOSED = "account-closed"
    PASSWORD = "password"  # noqa: S105 - the name of an event
    PIN = "pin"
    LOGIN = "login"
    LOGIN_FAILED = "login-failed"
    LOGOUT = "logout"
    CLOCK_SET_BACK = "clock-set-back"
    ENTRIES_MISSING = "entries-missing"
    DRAFT_DISCARDED = "draft-discarded"
    SCORES_OPENED = "scores-opened"
    PHOTO = "photo"
    IDENTITY = "identity"
    PRINT = "print"
    EXPORT = "export"
    IMPORT = "import"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `at` is UTC in ISO form, `utc_offset` minutes, `body` and `reasons` JSON, `previous` a hash."""

    device: str
    seq: int
    at: str
    utc_offset: int
    user: str
    role: str
    kind: str
    record_id: str = ""
    supersedes: str = ""
    subject: str = ""
    visit: str = ""
    form: str = ""
    number: int = 0
    body: str = "{}"
    reasons: str = "{}"
    previous: str = ""
    hash: str = ""

    def sealed(self) -> str:
        """The hash over everything in the entry, the previous hash included."""
        values = [getattr(self, name) for name in COLUMNS if name != "hash"]
        return hashlib.sha256(msgspec.json.encode(values)).hexdigest()

    @property
    def time(self) -> datetime:
        """When it happened, with the offset of the place."""
        return _time(self.at, self.utc_offset)

    @property
    def by(self) -> Stamp:
        """Who did it, as what, and when."""
        return stamp(self.user, self.role, self.at, self.utc_offset)

    @property
    def key(self) -> Key:
        """Where the record of this entry belongs."""
        return Key(self.subject, self.visit, self.form, self.number)


@functools.cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _time(at: str, utc_offset: int) -> datetime:
    return datetime.fromisoformat(at).astimezone(_zone(utc_offset))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def stamp(user: str, role: str, at: str, utc_offset: int) -> Stamp:
    """Who and when, from the columns of an entry. Raises StudyDamaged when they do not read."""
    try:
        return Stamp(user, _ROLES[role], _time(at, utc_offset))
    except (KeyError, ValueError) as error:
        raise damaged(Path(LEDGER)) from error


def encoded(value: object) -> str:
    """A value as JSON. Raises StudyError for a text with half a character, which no file can hold."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError as error:
        raise StudyError(
            _("A text holds a broken character and was not saved. Delete it and type it again.")
        ) from error


_ROLES = {role.value: role for role in Role}
COLUMNS = Entry.__struct_fields__
_INSERT = f"INSERT INTO entries ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
SELECT = "SELECT " + ", ".join(f"entries.{name}" for name in COLUMNS)


class Ledger:
    """The chain in an open file. Appending belongs inside `transaction()`, which is durable when it ends."""

    def __init__(self, db: Database, path: Path, device: str, note: EndNote) -> None:
        """Take an open, migrated file and the note of its end, and find the end of its chain."""
        self.db = db
        self.path = path
        self.device = device
        self._note = note
        self._seq, self._hash, self._at = self._end()
        self.sound = True

    def lost(self) -> End | None:
        """The entry with which the ledger should at least end and which it does not hold; None when all is there."""
        noted = self._note.found
        query = "SELECT 1 FROM entries WHERE device = ? AND seq = ? AND hash = ?"
        held = self.rows(query, [self.device, noted.seq, noted.hash])
        return None if held or self._seq == noted.seq == 0 else noted

    def _end(self) -> tuple[int, str, str]:
        row = self.db.execute(
            "SELECT seq, hash, at FROM entries WHERE device = ? ORDER BY seq DESC LIMIT 1", [self.device]
        ).fetchone()
        return row if row else (0, "", "")

    @property
    def end(self) -> tuple[int, str]:
        """Number and hash of the last entry; (0, "") in an empty ledger."""
        return self._seq, self._hash

    @contextmanager
    def _world(self) -> Iterator[None]:
        try:
            with world(self.path):
                yield
        except StudyDamaged:
            # After a page that does not read, the engine refuses every write with a misleading word.
            self.sound = False
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on the disk when it ends."""
        before = self._seq, self._hash, self._at
        outermost = not self.db.conn.in_transaction
        try:
            with self._world(), self.db.atomic():
                yield
        except BaseException:
            self._seq, self._hash, self._at = before
            raise
        if outermost and self._seq != before[0]:
            self._note.write(self._seq, self._hash)

    def append(self, now: datetime, user: str, role: Role, kind: Kind, key: Key | None = None, **values: str) -> Entry:
        """Add an entry to the chain, after one that says so when the clock was set back. `values`: body, reasons …"""
        if _utc(now) < self._at and kind is not Kind.CLOCK_SET_BACK:
            self.append(now, user, role, Kind.CLOCK_SET_BACK, body=encoded({"last": self._at}))
        entry = self.append_original(now, user, role, kind, key, **values)
        self._at = entry.at
        return entry

    def append_original(
        self, then: datetime, user: str, role: Role, kind: Kind, key: Key | None = None, **values: str
    ) -> Entry:
        """Add an entry with the time at which another study first wrote it, which says nothing of the clock here."""
        place = key or Key("", "", "")
        entry = Entry(
            device=self.device,
            seq=self._seq + 1,
            at=_utc(then),
            utc_offset=int((then.utcoffset() or timedelta()).total_seconds() // 60),
            user=user,
            role=role.value,
            kind=kind.value,
            record_id=place.record_id if place.form else "",
            subject=place.subject,
            visit=place.visit,
            form=place.form,
            number=place.number,
            previous=self._hash,
            **values,
        )
        entry = msgspec.structs.replace(entry, hash=entry.sealed())
        self.db.execute(_INSERT, msgspec.structs.astuple(entry))
        self._seq, self._hash = entry.seq, entry.hash
        return entry

    def read(self, condition: str = "", values: list[object] | None = None, tables: str = "entries") -> Iterator[Entry]:
        """Entries in the order in which they were written, those of a condition when one is given."""
        where = f" WHERE {condition}" if condition else ""
        query = f"{SELECT} FROM {tables}{where} ORDER BY entries.entry"
        with self._world():
            for row in self.db.execute(query, values or []):
                yield Entry(**dict(zip(COLUMNS, row, strict=True)))

    def rows(self, query: str, values: list[object]) -> list[tuple[Any, ...]]:
        """The rows of a query, read at once."""
        with self._world():
            rows: list[tuple[Any, ...]] = self.db.execute(query, values).fetchall()
            return rows
