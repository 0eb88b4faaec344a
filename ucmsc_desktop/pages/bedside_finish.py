"""After the stop: the volume given, the flush, and where the rest of the bag goes."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.dose_class import class_words, dose_class
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.product import Move
from ucmsc_desktop.domain.protocol import DosePart
from ucmsc_desktop.pages.bedside_pad import PadPanel
from ucmsc_desktop.store.bedside import Ending
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.big_button import BigButton
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

_WAYS = (Move.RETURNED, Move.DESTROYED)


class FinishPanel(PadPanel):
    """Asks for what was given; cells and part of the dose follow at once."""

    given = Signal(Ending)

    def __init__(self, dose: DosePart, parent: QWidget | None = None) -> None:
        """Take the dose of the protocol, by which a partial one is named."""
        super().__init__(parent)
        self.dose = dose
        self.log = Infusion()
        self.rest: Move | None = None
        self._flushed: Decimal | None = None
        self.title.setText(_("Volume and bag"))
        self.other.hide()
        for name in ("volume_given_ml", "flush_ml"):
            self.add(items.fields(Infusion)[name])
        self.cells = WrappedLabel(self)
        self.cells.setProperty("role", "strong")
        self.rest_words = WrappedLabel(self)
        self.rest_words.setProperty("role", "secondary")
        self.column.addWidget(self.cells)
        self.column.addWidget(self.rest_words)
        self.ways: dict[Move, BigButton] = {}
        row = QHBoxLayout()
        for way in _WAYS:
            self.ways[way] = button = BigButton(self)
            button.title_size = 14
            button.setCheckable(True)
            button.set_words(_(way.label).capitalize())
            button.clicked.connect(lambda _checked=False, way=way: self._choose(way))
            row.addWidget(button)
        self.column.addLayout(row)

    def ask(self, log: Infusion, flushed: Decimal | None) -> None:
        """Begin, with the flushes that were noted; what is typed already stays."""
        is_new = log.bag != self.log.bag or self.log.started_at != log.started_at
        if is_new:
            self.fields["volume_given_ml"].set_value(None)
            self._choose(None)
        if is_new or self._holds_noted():
            self.fields["flush_ml"].set_value(flushed)
        self.log, self._flushed = log, flushed
        self.edited("volume_given_ml")

    def _holds_noted(self) -> bool:
        """Whether the flush in the entry is the one that was noted so far, which a further one adds to."""
        try:
            return bool(self.fields["flush_ml"].value() == self._flushed)
        except BadValue:
            return False

    def _choose(self, way: Move | None) -> None:
        self.rest = way
        for move, button in self.ways.items():
            button.setChecked(move is way)

    def _given(self) -> Infusion:
        try:
            volume = self.fields["volume_given_ml"].value()
        except BadValue:
            volume = None
        return msgspec.structs.replace(self.log, volume_given_ml=volume).derived()

    def _rest_ml(self, log: Infusion) -> Decimal | None:
        if log.bag_volume_ml is None or log.volume_given_ml is None:
            return None
        return log.bag_volume_ml - log.volume_given_ml

    def edited(self, name: str) -> None:
        """Show the cells that were given, and what is left in the bag."""
        del name
        log = self._given()
        rest = self._rest_ml(log)
        judged = class_words(dose_class(log.part_given(), self.dose.tolerance_pct), self.dose.tolerance_pct)
        known = [words.given(log), words.part_given(log), judged] if log.cells_given is not None else []
        self.cells.setText(" · ".join(known))
        self.rest_words.setText(
            _("Rest of the bag: {volume}").format(volume=text.quantity(rest, "mL"))
            if rest is not None and rest >= 0
            else _("Rest of the bag")
        )
        for button in self.ways.values():
            button.setEnabled(rest is None or rest > 0)
        wrong = [problem.sentence for problem in log.contradictions() if problem.field == "volume_given_ml"]
        self.say(" ".join(wrong))

    def save(self) -> None:
        """Give what was entered; a rest needs a place to go to."""
        values = self.read()
        if values is None:
            return
        log = self._given()
        rest = self._rest_ml(log)
        if log.volume_given_ml is None:
            self.say(_("Enter the volume that was given, 0 if none was."))
            self._go_to(self.fields["volume_given_ml"])
        elif rest is not None and rest < 0:
            self.edited("volume_given_ml")
        elif self.rest is None and rest != 0 and log.bag is not None:
            self.say(_("Say where the rest of the bag goes."))
        else:
            way = self.rest if rest != 0 else None
            self.given.emit(Ending(volume_given_ml=log.volume_given_ml, flush_ml=values["flush_ml"], rest=way))
