"""The release results of a bag, one row for each test of the specification."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.product import Bag, Product
from ucmsc_desktop.domain.release import limit_text, verdicts
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Chip
from ucmsc_desktop.widgets.fields import TextField

TEST, RESULT = 300, 180


class ReleaseRows(QObject):
    """Emits the key of a test and its result as typed."""

    edited = Signal(str, str)

    def __init__(self, column: QVBoxLayout) -> None:
        """Take the place of the rows."""
        super().__init__()
        self._column = column
        self._product: Product | None = None
        self.entries: dict[str, TextField] = {}
        self.chips: dict[str, Chip] = {}

    def show_results(self, bag: Bag, product: Product | None, *, editing: bool) -> None:
        """Show the results of a bag against the specification of its product."""
        if product != self._product:
            self._build(product)
        for key, entry in self.entries.items():
            entry.set_value(bag.release.get(key))
            if entry.read_only is editing:
                entry.set_read_only(not editing)
        found = verdicts(bag, product) if product is not None else []
        for chip, verdict in zip(self.chips.values(), found, strict=True):
            words = _("passes") if verdict.passes else _("does not pass") if verdict.result else _("no result yet")
            chip.set_status("ok" if verdict.passes else "error" if verdict.result else "plain", words)

    def _build(self, product: Product | None) -> None:
        self._product = product
        clear(self._column)
        self.entries, self.chips = {}, {}
        for key, limit in (product.limits if product is not None else {}).items():
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(12)
            words = QLabel(_("{test}: {limit}").format(test=limit.test, limit=limit_text(limit)))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setFixedWidth(theme.scaled(TEST))
            words.setWordWrap(True)
            entry, chip = TextField(), Chip()
            entry.setAccessibleName(limit.test)
            entry.set_width(RESULT)
            entry.setFixedWidth(theme.scaled(RESULT))
            entry.edited.connect(partial(self._tell, key))
            for part in (words, entry, chip):
                line.addWidget(part)
            line.addStretch(1)
            self.entries[key], self.chips[key] = entry, chip
            self._column.addWidget(row)

    def _tell(self, key: str) -> None:
        try:
            words = self.entries[key].value() or ""
        except BadValue:
            return  # an entry of plain text refuses nothing
        self.edited.emit(key, words)
