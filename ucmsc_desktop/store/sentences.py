"""What a person is told about a fault of the world: what happened, what is safe, what to do next."""

from __future__ import annotations

import errno
from pathlib import Path

from ucmsc_desktop.store.errors import DiskFull, StudyBusy, StudyDamaged, StudyError, StudyReadOnly, StudyUnreachable
from ucmsc_desktop.text import _


def from_os(error: OSError, path: Path) -> StudyError:
    """The sentence for an error of the operating system at a path."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return StudyError(
            _("{path} is a file. A study lies in a folder of its own: choose a folder. Nothing was changed.").format(
                path=path
            )
        )
    return StudyUnreachable(
        _("The study in {path} could not be reached ({reason}). Nothing that was saved is lost. Try again.").format(
            path=path, reason=error.strerror or error
        )
    )


def damaged(path: Path) -> StudyDamaged:
    """The sentence for a file that does not read as it was written."""
    return StudyDamaged(
        _(
            "The file {name} of the study is damaged: it does not read as it was written. Nothing was changed. "
            "Stop using this copy, keep it as it is, and open your latest backup."
        ).format(name=path.name)
    )


def changed_by_hand(fault: str) -> StudyDamaged:
    """The sentence for a study that cannot be opened because of an entry that is not as it was written."""
    return StudyDamaged(
        _(
            "{fault} Nothing was changed now. Stop using this copy, keep it as it is, and open your latest backup."
        ).format(fault=fault)
    )


def missing_entries(seq: int) -> str:
    """The sentence for a ledger that ends before the entry that was noted as its last one."""
    return _(
        "The ledger does not hold entry {seq}, with which it last ended: entries are missing. What is there can be "
        "read; compare it with your latest backup and with the paper before you go on."
    ).format(seq=seq or _("(not noted)"))


def photo_missing(path: Path) -> StudyDamaged:
    """The sentence for a photograph that a form names and that is not there."""
    return StudyDamaged(
        _(
            "The photograph {name} is not in the study. All entries are safe. Put {path} back from your latest backup."
        ).format(name=path.stem[:12], path=path)
    )


def photo_damaged(path: Path) -> StudyDamaged:
    """The sentence for a photograph that does not read as it was kept."""
    return StudyDamaged(
        _(
            "The photograph {name} is damaged: it does not read as it was kept. All entries are safe. "
            "Put {path} back from your latest backup."
        ).format(name=path.stem[:12], path=path)
    )


def disk_full(path: Path) -> DiskFull:
    """The sentence for a full disk."""
    return DiskFull(
        _(
            "The disk with {path} is full. This was not saved; everything saved before is safe. "
            "Free some space and save again."
        ).format(path=path)
    )


def log_out_not_noted(folder: Path) -> StudyError:
    """The sentence for a study that was closed where nothing more could be written."""
    return StudyError(
        _(
            "Everything that was saved in {folder} is safe. Only the end of this session could not be noted, because "
            "nothing more can be written there. Free some space before you go on."
        ).format(folder=folder)
    )


def read_only(path: Path) -> StudyReadOnly:
    """The sentence for a place that cannot be written."""
    return StudyReadOnly(
        _(
            "{path} cannot be written. Nothing was changed. Ask for the right to write there, or move the study to a "
            "folder of your own."
        ).format(path=path)
    )


def busy(path: Path) -> StudyBusy:
    """The sentence for a study that is open elsewhere."""
    return StudyBusy(
        _("The study in {path} is already open in another window or program. Close it there first.").format(path=path)
    )
