"""What a study shows of itself before anybody logs in. Light, since the log-in screen waits for it at start-up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ucmsc_desktop.store.errors import StudyDamaged, StudyError, StudyMissing, StudyNewer
from ucmsc_desktop.store.files import COPY, KEYRING, has_data, has_keyring, is_unfinished
from ucmsc_desktop.store.sentences import damaged, from_os
from ucmsc_desktop.text import _

T = TypeVar("T")
FORMAT = 1
SHORTEST_PASSWORD = 12


@dataclass(frozen=True)
class StudyInfo:
    """What the log-in screen shows of a study."""

    code: str
    practice: bool
    users: tuple[str, ...]


def look(folder: Path) -> StudyInfo:
    """What lies in a folder, without a password. Raises StudyMissing, StudyNewer or StudyDamaged."""
    return either(folder, _look)


def _look(path: Path) -> StudyInfo:
    told = json.loads(body(path))
    users = tuple(user for user, account in told["accounts"].items() if not account["closed"])
    return StudyInfo(told["code"], told["practice"], users)


def either(folder: Path, read: Callable[[Path], T]) -> T:
    """Read a study's open file, or its copy when the file itself is missing or damaged."""
    try:
        if not has_keyring(folder):
            raise _without_keyring(folder)
        with suppress(StudyDamaged):
            return read(folder / KEYRING)
        return read(folder / COPY)
    except OSError as error:
        raise from_os(error, folder) from error


def _without_keyring(folder: Path) -> StudyError:
    if has_data(folder) and not is_unfinished(folder):
        return damaged(folder / KEYRING)
    return StudyMissing(
        _("There is no study in {folder}. Choose another folder, or create a study.").format(folder=folder)
    )


def body(path: Path) -> bytes:
    """The content of a study's open file, as it was written, in a format that this program knows."""
    try:
        written = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise damaged(path) from error
    head, _newline, content = written.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != head:
        raise damaged(path)
    try:
        version = int(json.loads(content)["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(path) from error
    if version > FORMAT:
        raise newer(path.parent)
    return content


def newer(folder: Path) -> StudyNewer:
    """The sentence for a study of a later version of the program."""
    return StudyNewer(
        _(
            "The study in {folder} was written by a newer version of this program. Nothing was changed. "
            "Update the program, then open it again."
        ).format(folder=folder)
    )
