"""A further line of a bag's log: when, for whom, how much, where to and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bag_ledger import GONE
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lot_balance import BagStory
from ucmsc_desktop.domain.product import BagMove, Move
from ucmsc_desktop.forms.ui_product_move import Ui_ProductMove
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

_ENTRIES = ("at", "volume_ml", "place", "reason")
_FOR = ("subject", "visit")
_ASKED: dict[Move, tuple[str, ...]] = {
    Move.RECEIVED: ("place",),
    Move.STORED: ("place",),
    Move.ISSUED: _FOR,
    Move.GIVEN: (*_FOR, "volume_ml"),
    Move.RETURNED: ("volume_ml", "place", "reason"),
    Move.DESTROYED: ("volume_ml", "place", "reason"),
    Move.LOST: ("reason",),
    Move.WITHDRAWN: ("reason",),
}


class MoveForm(QWidget):
    """Asks for what a line needs and writes it; a refusal is a sentence in place, and what was typed stays."""

    written = Signal(str)
    cancelled = Signal()

    def __init__(self, study: Study, story: BagStory, move: Move) -> None:
        """Take the bag and what happened to it."""
        super().__init__()
        self.study, self.story, self.what = study, story, move
        self.ui = Ui_ProductMove()
        self.ui.setupUi(self)
        self.entries: dict[str, Any] = {name: getattr(self.ui, name) for name in _ENTRIES}
        fields = items.fields(BagMove)
        self.asked = ("at", *_ASKED.get(move, ()))
        for name in (*_ENTRIES, *_FOR):
            label: QLabel = getattr(self.ui, f"{name}_label")
            label.setText(fields[name].label)
            for part in (label, getattr(self.ui, name)):
                part.setVisible(name in self.asked)
        for name, entry in self.entries.items():
            entry.set_field(fields[name])
        words = _("Bag {unit}: {what}").format(unit=story.bag.unit, what=_(move.label))
        self.ui.title.setText(words)
        self.ui.problem.hide()
        self._fill_in()
        self.ui.save_button.clicked.connect(self.save)
        self.ui.cancel_button.clicked.connect(self.cancelled)

    def _fill_in(self) -> None:
        self.entries["at"].set_value(self.study.clock().replace(microsecond=0))
        for subject in self.study.subjects():
            self.ui.subject.addItem(subject, subject)
        for visit in self.study.protocol.infusion_visits:
            self.ui.visit.addItem(_(visit.label), visit.key)
        known = self.story.account
        for box, value in (
            (self.ui.subject, known.issued.subject if known.issued else None),
            (self.ui.visit, known.issued.visit if known.issued else None),
        ):
            box.setCurrentIndex(box.findData(value) if value else -1)
        if self.what in GONE and known.rest_ml is not None:
            self.entries["volume_ml"].set_value(known.rest_ml)

    def begin(self) -> None:
        """Put the keyboard into the first entry that is still open, or on the button that writes."""
        blank: dict[str, QWidget] = {name: entry for name, entry in self.entries.items() if not entry.line.text()}
        boxes = {"subject": self.ui.subject, "visit": self.ui.visit}
        blank |= {name: box for name, box in boxes.items() if box.currentIndex() < 0}
        wanted = next((blank[name] for name in self.asked if name in blank), self.ui.save_button)
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def line(self) -> BagMove:
        """The line that stands here. Raises BadValue for a text that is no value."""
        values = {name: entry.value() for name, entry in self.entries.items() if name in self.asked}
        if values["at"] is not None and values["at"] > self.study.clock():
            raise BadValue(_("This time is still to come: check it."))
        if "subject" in self.asked:
            values |= {"subject": self._chosen(self.ui.subject), "visit": self._chosen(self.ui.visit)}
        return BagMove(bag=self.story.number, move=self.what, **values)

    @staticmethod
    def _chosen(box: QComboBox) -> str | None:
        return box.currentData() if box.currentIndex() >= 0 else None

    def save(self) -> None:
        """Write the line into the log."""
        try:
            line = self.line()
            kept = bags.move(self.study, line)
        except (BadValue, StudyError) as error:
            self.ui.problem.setText(str(error))
            self.ui.problem.show()
            return
        said = _("Bag {unit}: {what}").format(
            unit=self.story.bag.unit, what=_(kept.record.move.label) if kept.record.move else ""
        )
        self.written.emit(said)
