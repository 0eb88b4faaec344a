"""Two persons' entries side by side, each row with a sign that says whether they agree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ucmsc_desktop.domain.dose_check import Difference
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.status_sign import StatusSign

_SIZE = 15
_SHARES = (5, 4, 4)


class CheckTable(QWidget):
    """A row for each entry: what it is, what each person entered, and whether that is the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        for column, share in enumerate(_SHARES, 1):
            self._grid.setColumnStretch(column, share)

    def show_rows(self, first: str, second: str, rows: Sequence[Difference]) -> None:
        """Show the entries of two persons by name; called once."""
        for column, words in enumerate((_("Entry"), first, second), 1):
            self._put(0, column, words, "caption")
        for number, row in enumerate(rows, 1):
            self._grid.addWidget(StatusSign(*_look(row), parent=self), number, 0)
            self._put(number, 1, row.label, "secondary")
            for column, words in enumerate((row.first, row.second), 2):
                self._put(number, column, words, "").setFont(theme.bold(_SIZE) if row.beyond else theme.font(_SIZE))
        self._grid.setRowStretch(len(rows) + 1, 1)

    def _put(self, row: int, column: int, words: str, role: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        self._grid.addWidget(label, row, column)
        return label


def _look(row: Difference) -> tuple[Status, str]:
    if row.beyond:
        return "error", _("differs")
    return ("info", _("differs within the tolerance")) if row.differs else ("ok", _("agrees"))
