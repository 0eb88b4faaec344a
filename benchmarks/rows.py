"""The floor of everything that reads a study: the same rows by plain SQLCipher."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as engine

from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.store import keyring

EVERYTHING = "SELECT * FROM heads JOIN entries USING (entry)"


def connected(study: Path) -> Any:
    """A plain connection to the records of a study."""
    key = keyring.unwrap(keyring.read(study), USER, PASSWORD).study
    connection = engine.connect(str(study / "study.db"))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def read(connection: Any, subject: str = "") -> list[Any]:
    """The rows of all records, or of one participant's."""
    if not subject:
        return list(connection.execute(EVERYTHING).fetchall())
    return list(connection.execute(f"{EVERYTHING} WHERE heads.subject = ?", [subject]).fetchall())
