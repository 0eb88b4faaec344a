"""A PDF on its way out of the program: the place that was chosen holds a whole file, the old one or the new one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop.text import _


def chosen_pdf(parent: QWidget, name: str) -> Path | None:
    """Ask where a PDF is to be saved; None when nobody chose a place."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save PDF"), name, _("PDF (*.pdf)"))
    return Path(chosen).with_suffix(".pdf") if chosen else None


def keep_pdf(path: Path, pdf: bytes) -> str:
    """Write a PDF beside its place and move it there when it is whole; the sentence for what kept it from that."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # what kept it from being written is the fault to tell
            fresh.unlink()
        reason = error.strerror or str(error)
        return _("The PDF was not saved in {path}: {reason}.").format(path=path, reason=reason)
    return ""
