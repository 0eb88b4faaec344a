"""Undo belongs to the form, also while the keyboard is in one of its texts."""

from typing import cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_OF_THE_FORM = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class UndoKeys(QObject):
    """Keeps the texts of a page from taking the keys of undo and redo for themselves."""

    def __init__(self, page: QWidget) -> None:
        """Watch every text of the page."""
        super().__init__(page)
        for entry in [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]:
            entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the keys pass to the page's own shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and any(map(cast(QKeyEvent, event).matches, _OF_THE_FORM)):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
