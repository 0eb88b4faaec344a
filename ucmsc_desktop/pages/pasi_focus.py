"""The card below the matrix: the words of the grades, or the pictures of involvement, for the entry in hand."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel

from ucmsc_desktop.domain.pasi import PasiEntries, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages import pasi_words
from ucmsc_desktop.pages.pasi_words import AREA, AreaLine
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

GRADES = range(5)


class FocusCard(QObject):
    """Explains the entry in which the keyboard is, and asks about its area where that is in doubt."""

    picked = Signal(object)
    """A picture of involvement was chosen: its %."""
    kept = Signal()
    """The area stands as it is."""
    map_used = Signal()
    """The area is to be what the map says."""

    def __init__(self, ui: Ui_Pasi, protocol: Protocol) -> None:
        """Wire the pictures and the buttons of the line."""
        super().__init__(ui.descriptors)
        self.ui, self.protocol = ui, protocol
        ui.patterns.picked.connect(lambda pct: self.picked.emit(Decimal(pct)))
        ui.none_button.clicked.connect(lambda: self.picked.emit(Decimal(0)))
        ui.none_button.setAccessibleName(_("No lesions, 0 %"))
        ui.focus_title.setMinimumHeight(theme.scaled(theme.TARGET))  # so that nothing moves when a button comes
        ui.keep_button.clicked.connect(self.kept)
        ui.use_map_button.clicked.connect(self.map_used)

    def show(self, record: PasiEntries, region: Region, part: str, *, editing: bool) -> None:
        """Explain an entry of an assessment."""
        ui, is_area = self.ui, part == AREA
        ui.focus_title.setText(f"{_(region.label)} · {pasi_words.part_label(part)}")
        ui.explained.setCurrentWidget(ui.pictures if is_area else ui.grades)
        if is_area:
            ui.patterns.set_region(region)
            ui.patterns.set_chosen(_whole(record.area_pct(region)))
            ui.patterns.set_read_only(not editing)
            ui.none_button.setEnabled(editing)
        else:
            self._show_grades(record, region, part)
        self._show_line(pasi_words.area_line(record, region), is_area=is_area, editing=editing)

    def _show_line(self, line: AreaLine, *, is_area: bool, editing: bool) -> None:
        ui = self.ui
        says = is_area or (line.status == "warn" and editing)
        ui.area_line.set_status(line.status, line.words if says else "")
        for button, words in ((ui.keep_button, line.keep), (ui.use_map_button, line.use_map)):
            button.setText(words)
            button.setVisible(bool(words) and says and editing)
        area = _("P palms · M map · a picture, a number, or paint")
        sign = _("0 to 4 scores and moves on · Backspace goes back")
        ui.keys_hint.setText(area if is_area else sign)
        ui.keys_hint.setVisible(editing and ui.area_line.isHidden())

    def _show_grades(self, record: PasiEntries, region: Region, part: str) -> None:
        sign = Sign(part)
        words, chosen = pasi_words.grade_words(self.protocol, sign), record.sign(region, sign)
        for grade in GRADES:
            card: QFrame = getattr(self.ui, f"grade_{grade}")
            label: QLabel = getattr(self.ui, f"grade_{grade}_words")
            digit: QLabel = getattr(self.ui, f"grade_{grade}_digit")
            card.setVisible(grade < len(words))
            label.setText(words[grade] if grade < len(words) else "")
            role = QPalette.ColorRole.Accent if grade == chosen else QPalette.ColorRole.WindowText
            digit.setForegroundRole(role)


def _whole(pct: Decimal | None) -> int | None:
    """A % that a picture may stand for, None for one with a decimal."""
    return int(pct) if pct is not None and pct == int(pct) else None
