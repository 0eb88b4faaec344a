"""SQLite through sqlite-utils over SQLCipher: one way to open a file, one place where its errors become sentences."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.sentences import busy, damaged, disk_full, from_os, read_only

if TYPE_CHECKING:
    from sqlite_utils import Database

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "cache_size=-32768",
)


def sqlite_utils() -> Any:
    """The sqlite-utils package, speaking SQLCipher.

    It prefers a module named pysqlite3 and then catches that module's exceptions; without the alias a failed statement
    leaves its transaction open and later writes are lost. It imports numpy where it finds it, for column types that a
    study has not: hiding it halves the import.
    """
    if "sqlite_utils" not in sys.modules:
        sys.modules["pysqlite3"] = importlib.import_module("sqlcipher3")
        sys.modules["pysqlite3.dbapi2"] = importlib.import_module("sqlcipher3.dbapi2")
        with _hidden("numpy"):
            importlib.import_module("sqlite_utils")
    return sys.modules["sqlite_utils"]


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


def connect(path: Path, key: bytes) -> Database:
    """Open or make an encrypted file with its raw 32-byte key; every commit is on the disk when it returns."""
    package = sqlite_utils()
    connection = sys.modules["pysqlite3"].connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    database: Database = package.Database(connection, strict=True)
    return database


@contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn an error of the engine or of the disk into the sentence for the person."""
    try:
        yield
    except OSError as error:
        raise from_os(error, path) from error
    except Exception as error:
        translated = _from_engine(error, path)
        if translated is None:
            raise
        raise translated from error


def _from_engine(error: Exception, path: Path) -> StudyError | None:
    engine = sys.modules.get("sqlcipher3.dbapi2")
    if engine is None or not isinstance(error, engine.Error):
        return None
    words = str(error)
    if "full" in words:
        return disk_full(path)
    if "readonly" in words or "unable to open" in words:
        return read_only(path)
    if "locked" in words:
        return busy(path)
    if any(sign in words for sign in ("malformed", "not a database", "disk I/O", "no such table", "corrupt")):
        return damaged(path)
    return None
