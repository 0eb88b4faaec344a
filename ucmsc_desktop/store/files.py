"""The files of a study, and how the small ones are written: whole or not at all, and on the disk at the end."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from ucmsc_desktop.store.sentences import from_os

KEYRING = "study.json"
COPY = "study.json.copy"
LEDGER = "study.db"
IDENTITIES = "identities.db"
END = "study.end"
LOCK = "study.lock"
UNFINISHED = "study.unfinished"
PHOTOS = "photos"

# On Windows a virus scanner or a backup may hold a fresh file for a moment.
_WAITS = (0.01, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


def others(folder: Path) -> list[str]:
    """What keeps a new study out of a folder; hidden files are the desktop's own.

    Photographs count: they belong to a study whose other files are gone, and may still be wanted.
    """
    ours = (KEYRING, LEDGER, IDENTITIES, END, LOCK, UNFINISHED)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [name for name in names if not name.startswith((".", *ours))]


def replace(path: Path, written: bytes) -> None:
    """Give a file new content, whole or not at all, durable when this returns."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        _rename(fresh, path)
        settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise from_os(error, path) from error


def _rename(fresh: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            fresh.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    fresh.replace(path)


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk. Windows does it by itself; some network drives cannot."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def has_keyring(folder: Path) -> bool:
    """Whether a keyring or its copy is there, readable or not."""
    return (folder / KEYRING).exists() or (folder / COPY).exists()


def has_data(folder: Path) -> bool:
    """Whether what a study has written is there, with or without its keyring."""
    return (folder / LEDGER).exists() or (folder / IDENTITIES).exists()


def is_unfinished(folder: Path) -> bool:
    """Whether the making of a study was cut off here: its keys never reached the disk, so it holds nothing."""
    return (folder / UNFINISHED).exists() and not has_keyring(folder)


def finish(folder: Path) -> None:
    """Take the mark away: from here on the study counts."""
    try:
        if (folder / UNFINISHED).exists():
            (folder / UNFINISHED).unlink()
            settle(folder)
    except OSError as error:
        raise from_os(error, folder) from error


def clear(folder: Path) -> None:
    """Take away what an unfinished study left behind; the mark that it is unfinished goes last."""
    for name in (LEDGER, IDENTITIES, KEYRING, COPY, END, UNFINISHED):
        for ending in ("", "-wal", "-shm", "-journal", ".new"):
            (folder / f"{name}{ending}").unlink(missing_ok=True)
    if (folder / PHOTOS).is_dir():
        for photo in (folder / PHOTOS).glob("*.photo*"):
            photo.unlink()
        with suppress(OSError):  # what else lies there is not ours
            (folder / PHOTOS).rmdir()
