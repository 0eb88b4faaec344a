"""A PDF on its way out of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ucmsc_desktop.pages.out_file import chosen_file, keep_whole
from ucmsc_desktop.text import _


def chosen_pdf(parent: QWidget, name: str) -> Path | None:
    """Ask where a PDF is to be saved; None when nobody chose a place."""
    return chosen_file(parent, _("Save PDF"), name, _("PDF (*.pdf)"))


def keep_pdf(path: Path, pdf: bytes, note: Callable[[], object]) -> str:
    """Write a PDF whole or not at all, and `note` it in the trail; the sentence for what kept it from that."""
    return keep_whole(path, pdf, note, _("The PDF was not saved in {path}: {reason}."))
