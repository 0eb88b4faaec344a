"""Number and lot of a bag: read by a scanner that types like a keyboard, or typed, by the first person twice."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.labels.reading import read
from ucmsc_desktop.domain.labels.scan import BadScan, CodeKind
from ucmsc_desktop.domain.product import ReadBy
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.fields import TextField
from ucmsc_desktop.widgets.scan_line import SLOWEST_MS


class BagReading(QObject):
    """Watches the entries for number and lot; a scanned code is taken apart into both."""

    taken = Signal()
    """Number and lot may be read now."""

    def __init__(self, unit: TextField, lot: TextField) -> None:
        super().__init__(unit)
        self._unit, self._lot = unit, lot
        self._since = QElapsedTimer()
        self._typed = 0
        self.read_by: ReadBy | None = None
        self.problem = ""
        unit.line.textEdited.connect(self._edited)
        unit.done.connect(self._entered)
        for field in (unit, lot):
            field.left.connect(self.taken)

    def _edited(self, words: str) -> None:
        self.read_by, self.problem = None, ""
        if len(words) <= 1 or not self._since.isValid():
            self._since.start()
        self._typed = len(words)

    def _entered(self) -> None:
        """Take the code apart when it says more than a number, or came as fast as from a scanner."""
        typed = self._unit.line.text()
        is_fast = self._since.isValid() and self._typed > 1 and self._since.elapsed() < SLOWEST_MS * self._typed
        self._since.invalidate()
        try:
            scan = read(typed) if typed.strip() else None
        except BadScan as error:
            self.problem = str(error)
            scan = None
        if scan is not None and (scan.kind is not CodeKind.PLAIN or is_fast):
            self.read_by = ReadBy.SCANNED
            self._unit.set_value(scan.unit or "")
            if scan.lot is not None:
                self._lot.set_value(scan.lot)
            self._unit.edited.emit()
        self.taken.emit()

    def faults(self, unit_again: TextField, lot_again: TextField) -> list[Problem]:
        """What keeps a bag that was typed from being taken: not typed twice, or not twice the same."""
        if self.problem:
            return [Problem("unit_read", self.problem)]
        if self.read_by is ReadBy.SCANNED:
            return []
        found = []
        for name, first, again in (("unit_again", self._unit, unit_again), ("lot_again", self._lot, lot_again)):
            one, other = first.line.text().strip(), again.line.text().strip()
            if one and not other:
                found.append(Problem(name, _("Read it from the label once more, or scan the label.")))
            elif one.casefold() != other.casefold():
                found.append(Problem(name, _("This is not what was typed first: read the label again.")))
        return found
