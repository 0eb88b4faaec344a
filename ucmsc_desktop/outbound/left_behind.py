"""Folders of prepared files whose program died: another program's are left alone, the others are taken away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock
import msgspec

LOCK, MOVING, OLD = ".lock", ".moving", ".old"
_NAMED = ".ucmsc-{}.new"


def stage_of(target: Path) -> Path:
    """The folder in which this program prepares what is to stand in `target`."""
    return target / _NAMED.format(os.getpid())


@contextmanager
def held(stage: Path) -> Iterator[None]:
    """Make the folder and hold it while it is filled, so that nobody takes it for one that was left behind."""
    stage.mkdir()
    lock = filelock.FileLock(stage / LOCK, timeout=0)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()
        shutil.rmtree(stage, ignore_errors=True)


def clear(target: Path) -> None:
    """Take away what died here; files that it had begun to move are brought back first."""
    for stage in target.glob(_NAMED.format("*")):
        lock = filelock.FileLock(stage / LOCK, timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout:
            continue
        try:
            bring_back(stage, target)
        finally:
            lock.release()
        shutil.rmtree(stage, ignore_errors=True)


def begin_moving(stage: Path, names: Sequence[Path]) -> None:
    """Note which files are about to be moved, until `end_moving`."""
    (stage / MOVING).write_bytes(msgspec.json.encode([name.as_posix() for name in names]))


def end_moving(stage: Path) -> None:
    """Note that every file stands in its place."""
    (stage / MOVING).unlink()


def bring_back(stage: Path, target: Path) -> None:
    """Undo a move that did not come to its end: new files go, those that they replaced return."""
    if not (stage / MOVING).exists():
        return
    for name in msgspec.json.decode((stage / MOVING).read_bytes(), type=list[str]):
        with suppress(OSError):  # what kept the files from being moved is the fault to tell
            if not (stage / name).exists():
                (target / name).unlink(missing_ok=True)
            if (stage / OLD / name).exists():
                (stage / OLD / name).replace(target / name)
