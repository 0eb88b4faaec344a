"""One number with gloves on: a rate in mL per hour, or the volume of a flush."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.pages.bedside_pad import PadPanel
from ucmsc_desktop.text import _


class AmountPanel(PadPanel):
    """Asks for one number of an event and gives it."""

    given = Signal(object)
    cancelled = Signal()

    def __init__(self, field: str, title: str, parent: QWidget | None = None) -> None:
        """Ask for a field of an event under a title."""
        super().__init__(parent)
        self.entry = self.add(items.fields(InfusionEvent)[field])
        self.title.setText(title)
        self.other.setText(_("Back"))
        self.other.clicked.connect(lambda _checked=False: self.cancelled.emit())

    def ask(self, value: Decimal | None) -> None:
        """Begin with a value, which the first digit replaces."""
        self.say("")
        self.entry.set_value(value)
        self.begin()
        self.entry.line.selectAll()

    def save(self) -> None:
        """Give the number."""
        values = self.read()
        if values is None:
            return
        value = values[self.entry.field.name]
        if not value:
            self.say(_("Enter a number above 0."))
        else:
            self.given.emit(value)
