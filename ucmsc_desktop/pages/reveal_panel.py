"""The card beside a sealed PASI: earlier values, the change, responses, what to look at again, and a second rater."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.agreement import Compared, Pair, agreement, differing, pairs
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.course import Point
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiEntries
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.reveal import Reveal, assessor, reveal
from ucmsc_desktop.domain.trajectory_words import change_text, visit_name
from ucmsc_desktop.forms.ui_reveal import Ui_Reveal
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Chip
from ucmsc_desktop.widgets.notice import Notice

ROW = 30
GAP = 6


class RevealPanel(QWidget):
    """Shows what stood before a sealed assessment. Whether a person may see it is decided by who shows the panel."""

    maps_wanted = Signal()
    second_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without an assessment."""
        super().__init__(parent)
        self.ui = Ui_Reveal()
        self.ui.setupUi(self)
        for part in (self.ui.area.viewport(), self.ui.content):  # the card around it gives the ground
            part.setAutoFillBackground(False)
        self.chips: dict[int, Chip] = {limit: getattr(self.ui, f"pasi_{limit}") for limit in RESPONSES}
        self.ui.table.verticalHeader().setDefaultSectionSize(theme.scaled(ROW))
        self.ui.table.horizontalHeader().setSectionsClickable(False)
        self.ui.maps_button.clicked.connect(self.maps_wanted)
        self.ui.second_button.clicked.connect(self.second_wanted)

    def show_reveal(self, study: Study, kept: Kept[PasiEntries]) -> bool:
        """Show what a participant's records say beside one sealed assessment; answers whether that is anything."""
        records = study.records(kept.key.subject)
        people = study.people()
        first = study.sealed(kept.key) if kept.record.after_reveal else None
        sealed = first.record if first is not None and isinstance(first.record, PasiEntries) else None
        found = reveal(study.protocol, records, kept, sealed, people)
        self._show_values(study, kept, found)
        self._show_chips(found)
        self._show_hints(found.hints)
        self._show_second(kept, records, people)
        return found.baseline is not None or found.previous is not None or found.changed

    # Values

    def _show_values(self, study: Study, kept: Kept[PasiEntries], found: Reveal) -> None:
        ui = self.ui
        ui.total_title.setText(_("PASI, {visit}").format(visit=study.protocol.visit_name(kept.key.visit)))
        ui.total.setText(text.tenths_text(found.tenths) if found.tenths is not None else _("none"))
        change = change_text(found.improvement_pct)
        ui.total_change.setText(_("{change} from baseline").format(change=change) if change else "")
        ui.baseline_title.setText(_title(study, _("Baseline"), found.baseline))
        ui.baseline.setText(_value(found.baseline))
        ui.baseline_change.setText(_points(found.since_baseline))
        ui.previous_title.setText(_title(study, _("Previous visit"), found.previous))
        ui.previous.setText(_value(found.previous))
        ui.previous_change.setText(_points(found.since_previous))
        once = found.previous is not None and found.previous == found.baseline
        for label in (ui.previous_title, ui.previous, ui.previous_change):
            label.setVisible(not once)
        ui.without.set_status("info", found.without)
        ui.sealed.set_status("warn", _sealed(found) if found.changed else "")

    def _show_chips(self, found: Reveal) -> None:
        for limit, reached in found.responses.items():
            words = _("PASI\u00a0{limit} reached") if reached else _("PASI\u00a0{limit} not reached")
            told = words.format(limit=limit) if reached is not None else ""
            self.chips[limit].set_status("ok" if reached else "plain", told, "circle-check" if reached else "circle")
        self._place_chips()

    def _show_hints(self, hints: Sequence[str]) -> None:
        clear(self.ui.hints)
        for words in hints:
            notice = Notice(self.ui.asked)
            notice.set_status("plain", words, "info")
            self.ui.hints.addWidget(notice)
        self.ui.asked.setVisible(bool(hints))

    # The second rater

    def _show_second(self, kept: Kept[PasiEntries], records: Sequence[Kept[Record]], people: dict[str, str]) -> None:
        visit = kept.key.visit
        pair = next((pair for pair in pairs(records) if pair.first.key.visit == visit), None)
        self.ui.second_part.setVisible(pair is not None)
        if pair is not None:
            self._show_pair(pair, people)
        # Who sees this panel knows the first rating: a second one is begun from its tab, without looking here.
        begun = bool(of_type(records, IndependentPasi, visit))
        self.ui.second_button.setVisible(begun and not isinstance(kept.record, IndependentPasi))

    def _show_pair(self, pair: Pair, people: dict[str, str]) -> None:
        *entries, total = differing(agreement(pair.first.record, pair.second.record))
        rows = [total, *entries]
        same = len(rows) == 1
        first, other = (people.get(user, user) for user in (assessor(pair.first), assessor(pair.second)))
        words = _("First: {first}. Second: {second}.").format(first=first, second=other)
        told = _("Both gave the same in every entry.") if same else _("Entries in which they differ:")
        self.ui.second_words.setText(f"{words} {told}")
        table = self.ui.table
        table.setHorizontalHeaderLabels([_("Entry"), _("First"), _("Second"), _("Difference")])
        table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, words in enumerate((row.label, row.words(row.first), row.words(row.second), row.change)):
                table.setItem(number, column, _cell(words, row, column))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        frame = 2 * table.frameWidth() + 2
        table.setFixedHeight(header.sizeHint().height() + len(rows) * theme.scaled(ROW) + frame)

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the chips in one row where there is room, else in two."""
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        needed = sum(chip.sizeHint().width() + GAP for chip in self.chips.values()) + theme.scaled(24)
        columns = len(self.chips) if self.width() >= needed else 2
        for number, chip in enumerate(self.chips.values()):
            self.ui.chips.addWidget(chip, number // columns, number % columns)
            self.ui.chips.setColumnStretch(number, 0)
        self.ui.chips.setColumnStretch(columns, 1)


def _title(study: Study, name: str, point: Point | None) -> str:
    if point is None:
        return name
    visit = visit_name(study.protocol, point.visit, point.day)
    return _("{name}, {visit}").format(name=name, visit=visit)


def _value(point: Point | None) -> str:
    return _("none") if point is None or point.tenths is None else text.tenths_text(point.tenths)


def _points(tenths: int | None) -> str:
    if tenths is None:
        return ""
    sign = "+" if tenths > 0 else ""
    return _("{change}\u00a0points since").format(change=f"{sign}{text.tenths_text(tenths)}")


def _sealed(found: Reveal) -> str:
    if found.sealed is None:
        return _("Changed after earlier scores were shown.")
    return _("As sealed {total}, changed after earlier scores were shown.").format(total=text.tenths_text(found.sealed))


def _cell(words: str, row: Compared, column: int) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setFont(theme.bold() if column == 0 or row.region is None else theme.font())
    return item
