"""Tables of results that come from the clipboard or from a file into the page of a panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ucmsc_desktop.domain.lab.results import LabResult
from ucmsc_desktop.exchange.csv_table import BadFile, decoded
from ucmsc_desktop.exchange.lab_table import MOST_CHARACTERS, LabRow, read_lab_table, too_large
from ucmsc_desktop.pages.lab_import import LabImportDialog
from ucmsc_desktop.text import _


def holds_table(words: str) -> bool:
    """Whether a text is more than one entry takes: several cells or several lines."""
    return "\t" in words or "\n" in words.strip()


class TablePaste(QObject):
    """Lets a table on the clipboard go to the page, also while the keyboard is in one of its entries."""

    def __init__(self, page: QWidget, take: Callable[[], None]) -> None:
        """Take over the page's key for pasting."""
        super().__init__(page)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page, take)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def watch(self, place: QWidget) -> None:
        """Watch the entries of a part of the page."""
        for entry in place.findChildren(QLineEdit):
            entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave a table to the page; a single value is the entry's own."""
        is_paste = event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).matches(
            QKeySequence.StandardKey.Paste
        )
        if is_paste and holds_table(clipboard_words()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def clipboard_words() -> str:
    """The text on the clipboard."""
    return QGuiApplication.clipboard().text()


def chosen_file(parent: QWidget) -> Path | None:
    """The file that the person picks, None when they go back."""
    kinds = _("Tables (*.csv *.txt *.tsv)")
    path, _kind = QFileDialog.getOpenFileName(parent, _("A table of laboratory results"), "", kinds)
    return Path(path) if path else None


def rows_of_file(path: Path) -> tuple[LabRow, ...]:
    """The rows of a file. Raises BadFile with a sentence."""
    try:
        with path.open("rb") as file:
            content = file.read(4 * MOST_CHARACTERS + 1)
    except OSError as error:
        words = _("{file} could not be read ({reason}). Nothing was taken over.")
        raise BadFile(words.format(file=path.name, reason=error.strerror)) from error
    if len(content) > 4 * MOST_CHARACTERS:
        raise BadFile(too_large())
    return read_lab_table(decoded(content))


def ask(title: str, rows: tuple[LabRow, ...], present: dict[str, LabResult], parent: QWidget) -> dict[str, LabResult]:
    """The results that the person takes over after looking at them, none when they go back."""
    dialog = LabImportDialog(title, rows, present, parent)
    return dialog.results() if dialog.exec() else {}
