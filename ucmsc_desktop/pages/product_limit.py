"""One release test of the specification: its name, and the bounds or the words that pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import BadValue, Field, Item
from ucmsc_desktop.domain.product import ReleaseLimit
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.fields import NumberField, TextField

_SHOWN: tuple[tuple[str, str, int], ...] = (
    ("test", N_("Test"), 260),
    ("unit", N_("Unit"), 120),
    ("low", N_("At least"), 120),
    ("high", N_("At most"), 120),
    ("words", N_("Or these words"), 220),
)
_NUMBERS = ("low", "high")


class LimitRow(QWidget):
    """Emits that something in it was edited, and that it is to be taken out."""

    edited = Signal()
    removed = Signal()

    def __init__(self) -> None:
        """Make the entries, each with its label above."""
        super().__init__()
        self.entries: dict[str, Any] = {}
        self.bad = ""
        self._showing = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for name, label, width in _SHOWN:
            line.addLayout(self._entry(name, label, width))
        self.remove_button = QToolButton(self)
        self.remove_button.setIcon(icons.icon("trash-2"))
        self.remove_button.setIconSize(QSize(20, 20))
        self.remove_button.setAccessibleName(_("Take this test out"))
        self.remove_button.clicked.connect(self.removed)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        self.setFocusProxy(self.entries["test"])

    def _entry(self, name: str, label: str, width: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        caption = QLabel(_(label))
        caption.setProperty("role", "caption")
        entry: TextField | NumberField = NumberField() if name in _NUMBERS else TextField()
        kind = Decimal if name in _NUMBERS else str
        entry.set_field(Field(name, Item(label=label, decimals=6), kind))
        entry.set_width(width)
        entry.setFixedWidth(theme.scaled(width))
        entry.edited.connect(self._tell)
        caption.setBuddy(entry)
        self.entries[name] = entry
        column.addWidget(caption)
        column.addWidget(entry)
        return column

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit()

    def read(self) -> ReleaseLimit:
        """The test that stands here; a text that is no number counts as blank, with its sentence in `bad`."""
        values: dict[str, Any] = {}
        self.bad = ""
        for name, entry in self.entries.items():
            try:
                values[name] = entry.value()
            except BadValue as error:
                values[name], self.bad = None, self.bad or str(error)
                entry.set_problem(str(error))
            else:
                entry.set_problem("")
        for name in ("test", "unit", "words"):
            values[name] = values[name] or ""
        return ReleaseLimit(**values)

    def problem(self) -> str:
        """Why this row cannot stand, in a sentence; empty when it can."""
        limit = self.read()
        if self.bad:
            return self.bad
        if not limit.test:
            return _("Give the release test a name, or take it out.")
        if limit.low is not None and limit.high is not None and limit.low > limit.high:
            return _("{test}: the lower bound is above the upper one.").format(test=limit.test)
        if limit.words and (limit.low is not None or limit.high is not None):
            return _("{test}: give bounds or words, not both.").format(test=limit.test)
        return ""

    def show_limit(self, limit: ReleaseLimit, *, editing: bool) -> None:
        """Show a test; a text that is no number stays until it is corrected."""
        self._showing = True
        for name, entry in self.entries.items():
            value = getattr(limit, name)
            if not entry.problem() or value is not None:
                entry.set_value(value or None)
            if entry.read_only is editing:
                entry.set_read_only(not editing)
        self._showing = False
        self.remove_button.setVisible(editing)
