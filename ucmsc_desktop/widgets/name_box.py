"""A name to choose or to type."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox


class NameBox(QComboBox):
    """Selects the whole name when the keyboard comes, so that typing replaces it."""

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Select the name; once more after the click that brought the keyboard, which puts the cursor somewhere."""
        from PySide6.QtCore import Qt  # late: its enums cost the start of every log-in 10 ms

        super().focusInEvent(event)
        self._select()
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self._select)

    def _select(self) -> None:
        line = self.lineEdit()
        if line is not None:
            line.selectAll()
