"""Files on their way out: written beside their place, and moved there together when all of them are whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.outbound import left_behind
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _


class NotWritten(StudyError):
    """Files could not be written; the message says that what was there before is unchanged."""


@contextmanager
def staged(target: Path, note: Callable[[], object], *, settled: bool = False) -> Iterator[Path]:
    """A folder to write into, whose files stand in `target` at the end, all or none, and are noted before.

    With `settled` who writes has brought them to the disk already, by `settling`.
    Raises NotWritten for what the disk refuses; then, and when the work is stopped, `target` is as it was.
    """
    made: list[Path] = []
    with _told(target):
        try:
            made = _make(target)
            left_behind.clear(target)
            stage = left_behind.stage_of(target)
            with left_behind.held(stage):
                yield stage
                if not settled:
                    result_of(settling(stage))
                names = files_in(stage)
                _check(names, target)
                note()
                _move(names, stage, target)
        except BaseException:
            for folder in reversed(made):
                with suppress(OSError):  # it holds something of somebody else's
                    folder.rmdir()
            raise


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).rstrip(".")
        place = _place(error.filename, target)
        sentence = _("{place} was not written: {reason}. What was there before is unchanged.")
        raise NotWritten(sentence.format(place=place, reason=reason)) from error


def _place(name: object, target: Path) -> str:
    """What is named to a person: the file where it would stand, not where it was prepared."""
    if not name:
        return str(target)
    own = left_behind.stage_of(target).name
    return str(Path(*(part for part in Path(str(name)).parts if part != own)))


def _make(target: Path) -> list[Path]:
    """The folders that did not exist, outermost first, now made."""
    missing = [folder for folder in (target, *target.parents) if not folder.exists()][::-1]
    target.mkdir(parents=True, exist_ok=True)
    return missing


def files_in(folder: Path) -> list[Path]:
    """Every file in a folder and below it, as named from there; what a stage notes for itself is none."""
    start = len(str(folder)) + 1
    found = (Path(place[start:], name) for place, _folders, names in os.walk(folder) for name in names)
    return sorted(name for name in found if name != Path(left_behind.LOCK))


def settling(stage: Path) -> Generator[Progress, None, tuple[str, ...]]:
    """Bring every file to the disk: a disk that is full may say so only now. The answer names them."""
    names = files_in(stage)
    for done, name in enumerate(names, 1):
        with (stage / name).open("rb+") as file:
            os.fsync(file.fileno())
        yield Progress(done, len(names))
    return tuple(name.as_posix() for name in names)


def _check(names: Sequence[Path], target: Path) -> None:
    for name in names:
        place = target / name
        try:
            mode = place.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(None, _("a folder has this name"), str(place))
        if not mode & stat.S_IWUSR:
            raise PermissionError(None, _("the file there is write-protected"), str(place))


def _move(names: Sequence[Path], stage: Path, target: Path) -> None:
    made: list[Path] = []
    left_behind.begin_moving(stage, names)
    try:
        for folder in dict.fromkeys(name.parent for name in names):
            made += _make(target / folder)
        for name in names:
            _set_aside(target / name, stage / left_behind.OLD / name)
            (stage / name).replace(target / name)
    except BaseException:
        left_behind.bring_back(stage, target)
        for folder in reversed(made):
            with suppress(OSError):  # it holds something of somebody else's
                folder.rmdir()
        raise
    left_behind.end_moving(stage)


def _set_aside(place: Path, old: Path) -> None:
    if place.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        place.replace(old)
