"""SQLite through sqlite-utils over SQLCipher: one way to open a file, one place where its errors become sentences."""

from __future__ import annotations

import errno
import importlib
import shutil
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
_LEAST_ROOM = 1 << 20


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


def guard(db: Database) -> None:
    """From here on this connection makes, alters and drops no table, trigger or view, and leaves the guards on."""
    engine = sys.modules["sqlcipher3.dbapi2"]
    pragmas = ("writable_schema", "ignore_check_constraints", "recursive_triggers", "trusted_schema")
    denied = {
        getattr(engine, name)
        for name in dir(engine)
        if name.startswith(("SQLITE_DROP_", "SQLITE_CREATE_", "SQLITE_ALTER_"))
    }

    def allowed(action: int, first: str | None, *_rest: str | None) -> int:
        refused = action in denied or (action == engine.SQLITE_PRAGMA and first in pragmas)
        return int(engine.SQLITE_DENY if refused else engine.SQLITE_OK)

    db.conn.set_authorizer(allowed)


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
    # Entries that somebody else appended meanwhile: the study is open twice, for instance without its lock.
    if "locked" in words or "never replaced" in words:
        return busy(path)
    if "disk I/O" in words:
        return from_os(OSError(_full_or_broken(path), words), path)
    if any(sign in words for sign in ("malformed", "not a database", "no such table", "corrupt", "decode to UTF-8")):
        return damaged(path)
    return None


def _full_or_broken(path: Path) -> int:
    # On a full disk the engine cannot make its working files and says no more than that.
    try:
        return errno.ENOSPC if shutil.disk_usage(path.parent).free < _LEAST_ROOM else errno.EIO
    except OSError:
        return errno.EIO
