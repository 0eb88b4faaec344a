"""Names and contacts, in a file of their own under a key of their own; the ledger knows only the participant's code."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.store.engine import connect, world


class Identities:
    """The open identities file. Earlier versions of an identity are kept beside the latest one."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file, or make it."""
        self._path = path
        with world(path):
            self._db = connect(path, key)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS identities (version INTEGER PRIMARY KEY, subject TEXT NOT NULL,"
                " body TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL) STRICT"
            )

    def find(self, subject: str) -> Identity | None:
        """The latest identity of a participant, None when none is known."""
        return self.everybody(subject).get(subject)

    def everybody(self, subject: str = "") -> dict[str, Identity]:
        """The latest identity of each participant by code, or of one."""
        where, values = ("WHERE subject = ?", [subject]) if subject else ("", [])
        with world(self._path):
            rows = self._db.execute(f"SELECT subject, body FROM identities {where} ORDER BY version", values)  # noqa: S608
            return {code: msgspec.json.decode(body, type=Identity) for code, body in rows}

    def save(self, subject: str, identity: Identity, user: str, now: datetime) -> None:
        """Add a version of an identity, durable when this returns."""
        row = {
            "subject": subject,
            "body": msgspec.json.encode(identity).decode(),
            "user": user,
            "at": now.isoformat(),
        }
        with world(self._path), self._db.atomic():
            self._db.table("identities").insert(row)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
