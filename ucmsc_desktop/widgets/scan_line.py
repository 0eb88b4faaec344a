"""An entry for a code: a scanner types it faster than any person and ends it with Enter."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ucmsc_desktop.domain.labels.scan import GROUP_SEPARATOR, SEPARATOR_SHOWN

SLOWEST_MS = 35
"""A person needs more than twice this for a key, also one who types fast."""
SHORTEST = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanLine(QLineEdit):
    """Takes a code from a scanner or from the keyboard. The code stays, marked, so that the next one replaces it."""

    read = Signal(str, bool)
    """A code was ended with Enter: its text, and whether a scanner typed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[int] = []
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Note when each key came; a separator, which a line cannot hold, is shown by its sign."""
        if event.key() in _ENDS:
            event.accept()
            self.finish()
            return
        typed = event.text()
        if typed == GROUP_SEPARATOR:
            self.insert(SEPARATOR_SHOWN)
            self._note(event)
            event.accept()
            return
        super().keyPressEvent(event)
        if typed.isprintable() and typed:
            self._note(event)
        elif typed:
            self._keys.clear()

    def _note(self, event: QKeyEvent) -> None:
        if len(self.text()) == 1:
            self._keys.clear()  # the marked code was replaced
        if event.isAutoRepeat():  # a held key, which is fast too
            self._keys.clear()
        else:
            self._keys.append(event.timestamp() or time.monotonic_ns() // 1_000_000)

    @property
    def was_scanned(self) -> bool:
        """Whether every character came by a key, and as fast as only a scanner types."""
        keys = self._keys
        if len(keys) < SHORTEST or len(keys) != len(self.text()):
            return False
        return keys[-1] - keys[0] <= SLOWEST_MS * (len(keys) - 1)

    def finish(self) -> None:
        """Give out what stands in the line, as Enter does; an empty line is the second end of one scan."""
        words, scanned = self.text().strip(), self.was_scanned
        self._keys.clear()
        if words:
            self.selectAll()
            self.read.emit(words, scanned)
