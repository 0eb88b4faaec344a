"""What is demanded before an infusion, a line each: a sign that says whether it is so, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ucmsc_desktop.domain.gate import GateLine
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.status_sign import StatusSign
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

_NARROWEST = 120


class GateList(QWidget):
    """The lines of the gate, what is against first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[GateLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_lines(self, lines: Sequence[GateLine]) -> None:
        """Show the lines; what has not changed stays."""
        ordered = tuple(sorted(lines, key=lambda line: (line.passes, line.waits)))
        if ordered == self.lines:
            return
        self.lines = ordered
        while (item := self._column.takeAt(0)) is not None:
            self._drop(item.widget())
        for line in ordered:
            self._column.addWidget(self._row(line))
        self._column.addStretch(1)

    @staticmethod
    def _drop(row: QWidget | None) -> None:
        if row is not None:
            row.hide()
            row.setParent(None)
            row.deleteLater()

    def _row(self, line: GateLine) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        status, icon, said = _look(line)
        sign, words = StatusSign(status, said, icon, row), WrappedLabel(row)
        words.setText(line.sentence)
        words.setFont(theme.font(13) if line.passes or line.waits else theme.bold(13))
        words.setMinimumWidth(_NARROWEST)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 1)
        return row


def _look(line: GateLine) -> tuple[Status, str, str]:
    if line.ok:
        return "ok", "", _("as demanded")
    if line.is_opened:
        return "info", "", _("opened")
    if line.waits:
        return "plain", "circle-dashed", _("open")
    return "error", "", _("against")
