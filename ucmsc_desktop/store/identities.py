"""Names and contacts, in a file of their own under a key of their own; the ledger knows only the participant's code."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.store.engine import connect, world
from ucmsc_desktop.store.ledger import encoded
from ucmsc_desktop.store.sentences import damaged


class Identities:
    """The open identities file. Earlier versions of an identity are kept beside the latest one."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file. Raises StudyDamaged when it is gone or does not read."""
        self._path = path
        if not path.exists():
            raise damaged(path)
        with world(path):
            self._db = connect(path, key)
            try:
                self._db.execute("SELECT 1 FROM identities LIMIT 1")
            except BaseException:
                self._db.close()
                raise

    @staticmethod
    def make(path: Path, key: bytes) -> None:
        """Make the file of a new study, without names."""
        with world(path):
            db = connect(path, key)
            try:
                db.execute(
                    "CREATE TABLE identities (version INTEGER PRIMARY KEY, subject TEXT NOT NULL,"
                    " body TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL) STRICT"
                )
            finally:
                db.close()

    def find(self, subject: str) -> Identity | None:
        """The latest identity of a participant, None when none is known."""
        return self.everybody(subject).get(subject)

    def everybody(self, subject: str = "") -> dict[str, Identity]:
        """The latest identity of each participant by code, or of one."""
        where, values = ("WHERE subject = ?", [subject]) if subject else ("", [])
        with world(self._path):
            rows = self._db.execute(f"SELECT subject, body FROM identities {where} ORDER BY version", values)  # noqa: S608
            try:
                return {code: msgspec.json.decode(body, type=Identity) for code, body in rows}
            except msgspec.DecodeError as error:
                raise damaged(self._path) from error

    def save(self, subject: str, identity: Identity, user: str, now: datetime) -> None:
        """Add a version of an identity, durable when this returns."""
        row = [subject, encoded(identity), user, now.isoformat()]
        with world(self._path), self._db.atomic():
            self._db.execute("INSERT INTO identities (subject, body, user, at) VALUES (?, ?, ?, ?)", row)

    def unreadable(self) -> list[str]:
        """What is wrong with the file's pages; empty when all is well."""
        with world(self._path):
            return [str(row[0]) for row in self._db.execute("PRAGMA cipher_integrity_check")]

    def close(self) -> None:
        """Close the file."""
        self._db.close()
