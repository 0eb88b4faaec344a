"""A file on its way out of the program: the place that was chosen holds a whole file, the old one or the new one."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _


def chosen_file(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where a file is to be saved, which keeps the ending of the suggested name; None when no place was chosen."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(chosen).with_suffix(Path(name).suffix) if chosen else None


def chosen_png(parent: QWidget, name: str) -> Path | None:
    """Ask where a picture is to be saved."""
    return chosen_file(parent, _("Save picture"), name, _("Pictures (*.png)"))


def chosen_csv(parent: QWidget, name: str) -> Path | None:
    """Ask where a table is to be saved."""
    return chosen_file(parent, _("Save table"), name, _("Tables (*.csv)"))


def png(image: QImage) -> bytes:
    """A picture as the bytes of a file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
    return bytes(content.data())


def keep_whole(path: Path, content: bytes, note: Callable[[], object], refused: str = "") -> str:
    """Write a file beside its place, `note` it in the trail and move it there; the sentence for what prevented that.

    What cannot be noted does not leave the program. `refused` is the sentence with {path} and {reason}.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _check_free(path)
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        note()
        fresh.replace(path)
    except (OSError, StudyError) as error:
        with suppress(OSError):  # what kept it from being written is the fault to tell
            fresh.unlink()
        reason = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        said = refused or _("{path} was not saved: {reason}. What was there before is unchanged.")
        return said.format(path=path, reason=reason)
    return ""


def _check_free(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(_("a folder has this name"))
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(_("the file there is write-protected"))
