"""One laboratory of the study: its name, and its reference intervals as they were compared with its own list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.intervals import proposed, read_intervals
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits
from ucmsc_desktop.forms.ui_laboratory import Ui_Laboratory
from ucmsc_desktop.pages.laboratories_model import LLN, SOURCE, LimitsModel
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

INTERVALS = "study/reference_intervals.csv"
LIMITS = "limits"


class LaboratoryPage(RecordPage[Laboratory]):
    """Name and intervals of one laboratory, saved as any record is: with its history, and reasons for changes."""

    def __init__(self, study: Study, number: int) -> None:
        """Show the laboratory with this number, or an empty form for a new one."""
        self.ui = Ui_Laboratory()
        self.model = LimitsModel()
        super().__init__(study, Key("", "", Laboratory.form, number), Laboratory, self.ui, (LIMITS,))
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        ui = self.ui
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        ui.name_label.setText(self.binder.fields["name"].label)
        ui.name.setMinimumWidth(theme.scaled(300))
        ui.intervals.setModel(self.model)
        ui.intervals.setAccessibleName(_("Reference intervals"))
        header = ui.intervals.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        ui.intervals.verticalHeader().hide()
        ui.intervals.verticalHeader().setDefaultSectionSize(theme.scaled(34))
        for code, analyte in ANALYTES.items():
            if analyte.units:
                ui.analyte.addItem(_(analyte.label), code)
        ui.analyte.setAccessibleName(_("Analyte"))
        self.model.written.connect(self._write_interval)
        self.model.refused.connect(self.bar.say)
        ui.intervals.selectionModel().selectionChanged.connect(lambda: self._show_tools())
        for button, act in (
            (ui.propose_button, self.propose),
            (ui.confirm_button, self.confirm_all),
            (ui.add_button, self.add_interval),
            (ui.tick_button, partial(self._on_chosen, self.confirm_interval)),
            (ui.remove_button, partial(self._on_chosen, self.remove_interval)),
        ):
            self.on(button, act)

    # What the record is

    def _put(self, laboratory: Laboratory) -> None:
        if self.editing:
            self.put(laboratory, LIMITS)

    def _write_interval(self, number: str, limits: Limits) -> None:
        self._put(self.record.limited(number, limits))

    def propose(self) -> None:
        """Fill in the usual intervals that are still missing, none of them confirmed."""
        intervals = read_intervals(asset(INTERVALS).read_text(encoding="utf-8"))
        before = len(self.record.limits)
        self._put(proposed(self.record, intervals))
        added = len(self.record.limits) - before
        words = text.ngettext(
            "{n} interval proposed. Compare it with the laboratory's own list, then confirm it.",
            "{n} intervals proposed. Compare each with the laboratory's own list, then confirm them.",
            added,
        )
        self.status.emit(words.format(n=added) if added else _("Every usual interval is there already."))

    def confirm_all(self) -> None:
        """Say of all intervals that they were compared, after asking."""
        question = _("Have you compared every interval of this table with the laboratory's own list?")
        if self.editing and self.confirm(question):
            laboratory = self.record
            for number, limits in laboratory.limits.items():
                laboratory = laboratory.limited(number, msgspec.structs.replace(limits, confirmed=True))
            self._put(laboratory)

    def add_interval(self) -> None:
        """Add an empty interval of the chosen analyte, for its first unit and both sexes."""
        code, number = str(self.ui.analyte.currentData()), self.record.next_number()
        self._put(self.record.limited(number, Limits(analyte=code, unit=ANALYTES[code].units[0].name)))
        row = self.model.numbers.index(number)
        self.ui.intervals.setCurrentIndex(self.model.index(row, LLN))
        self.ui.intervals.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, act: Callable[[str], None]) -> None:
        row = self.ui.intervals.currentIndex().row()
        if 0 <= row < len(self.model.numbers):
            act(self.model.numbers[row])

    def confirm_interval(self, number: str) -> None:
        """Say of one interval that it was compared, or take that back."""
        limits = self.record.limits[number]
        self._put(self.record.limited(number, msgspec.structs.replace(limits, confirmed=not limits.confirmed)))

    def remove_interval(self, number: str) -> None:
        """Take an interval away; undo brings it back."""
        self._put(self.record.limited(number, None))

    def title(self) -> str:
        """The form, and the laboratory's name."""
        return " · ".join(part for part in (super().title(), self.record.name or "") if part)

    # Moving

    def focus(self, name: str) -> None:
        """Put the keyboard into the name, or into the interval with a number."""
        number = name.partition(".")[2]
        if not name.startswith(LIMITS):
            super().focus(name)
            return
        if number in self.model.numbers:
            self.ui.intervals.setCurrentIndex(self.model.index(self.model.numbers.index(number), LLN))
        self.ui.intervals.setFocus(Qt.FocusReason.OtherFocusReason)

    def widget_of(self, name: str) -> QWidget:
        """The widget in which a field is entered, the table among them."""
        return self.ui.intervals if name.startswith(LIMITS) else super().widget_of(name)

    # What is shown

    def show_results(self) -> None:
        """Show the intervals and what is to be done with them."""
        problems = [problem for problem in self.record.faults() if problem.field.startswith(LIMITS)]
        self.model.show_laboratory(self.record, problems, editing=self.editing)
        waiting = sum(not limits.confirmed for limits in self.record.limits.values())
        words = text.ngettext(
            "{n} interval is not confirmed: it decides nothing until you have compared it with the laboratory's list.",
            "{n} intervals are not confirmed: they decide nothing until you have compared them with the laboratory's "
            "list.",
            waiting,
        ).format(n=waiting)
        if problems:
            self.ui.hint.set_status("error", problems[0].sentence)
        else:
            self.ui.hint.set_status("warn", words if waiting else "")
        self._show_tools()

    def _show_tools(self) -> None:
        ui, row = self.ui, self.ui.intervals.currentIndex().row()
        chosen = 0 <= row < len(self.model.numbers)
        for child in (
            ui.propose_button,
            ui.confirm_button,
            ui.analyte,
            ui.add_button,
            ui.tick_button,
            ui.remove_button,
        ):
            child.setVisible(self.editing)
        for button in (ui.tick_button, ui.remove_button):
            button.setEnabled(chosen)
        is_confirmed = chosen and self.model.limits(row).confirmed
        ui.tick_button.setText(_("Take back its confirmation") if is_confirmed else _("Confirm this interval"))
        ui.confirm_button.setEnabled(any(not limits.confirmed for limits in self.record.limits.values()))
