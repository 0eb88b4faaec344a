"""The line that reads out a point: as high as the longest of its words, so that nothing around it moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

_HIGHEST = 10_000


class Readout(QLabel):
    """Words that change with the pointer while the plot over them keeps its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = ""
        self.setProperty("role", "strong")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def make_room(self, words: Sequence[str]) -> None:
        """Be high enough for the longest of these."""
        self._longest = max(words, key=len, default="")
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of the longest words, whichever are shown."""
        room = QRect(0, 0, width, _HIGHEST)
        longest = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, self._longest)
        return max(super().heightForWidth(width), longest.height())
