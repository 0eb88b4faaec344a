"""The laboratory page: one row an analyte, its limits from the laboratory, its flag and what the protocol says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any, cast

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QWidget

from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.items import Problem, Record
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.history import Earlier, earlier_results, sample_numbers
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.limits import LimitSource, relimited, with_limits
from ucmsc_desktop.domain.lab.names import analyte_named, ionised_refused, is_ionised
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.exchange.csv_table import BadFile
from ucmsc_desktop.exchange.lab_table import LabRow, read_lab_table
from ucmsc_desktop.forms.ui_lab import Ui_Lab
from ucmsc_desktop.pages import lab_paste, lab_table
from ucmsc_desktop.pages.fact_page import FactPage
from ucmsc_desktop.pages.lab_columns import add_heads
from ucmsc_desktop.pages.lab_row import ResultRow
from ucmsc_desktop.pages.layouts import level_tops
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, date_text
from ucmsc_desktop.widgets import theme

RESULT = "results"
CONFIRM_KEY = "Ctrl+T"
WIDTHS = {"sampled_on": 210, "sampled_at": 140, "laboratory": 230}


class LabPage(FactPage[LabPanel]):
    """The results of one sample of a participant at a visit; further samples of the visit are a choice away."""

    def __init__(self, study: Study, subject: str, visit: str = "SCR", number: int | None = None) -> None:
        """Show a sample of the visit: the one named, else one that was begun, else the latest."""
        self.ui = Ui_Lab()
        self.rows: dict[str, ResultRow] = {}
        self.added: dict[str, str] = {}
        self.laboratories: list[Laboratory] = []
        self.participant = Participant()
        self.earlier: dict[str, Earlier] = {}
        self._kept_records: list[Kept[Record]] = []
        super().__init__(study, Key(subject, visit, LabPanel.form, number or 0), LabPanel, self.ui, (RESULT,))
        if number is None:
            self.key = self._usual_key()
        self._paste_keys = lab_paste.TablePaste(self, self.paste)
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        ui = self.ui
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        ui.rows.setAutoFillBackground(False)
        for field in self.binder.fields.values():
            label = cast("QLabel | None", self.findChild(QLabel, f"{field.name}_label"))
            if label is not None:
                label.setText(field.label)
        for name, width in WIDTHS.items():
            getattr(ui, name).setFixedWidth(theme.scaled(width))
        level_tops(self)
        add_heads(ui.heads_row)
        ui.notes.edit.setMinimumHeight(theme.scaled(28))
        ui.sampled_at.set_clock(self.study.clock)
        ui.marker.addItems([_(analyte.label) for analyte in ANALYTES.values() if analyte.marker])
        ui.marker.setAccessibleName(_("Marker"))
        ui.marker.setMinimumWidth(theme.scaled(200))
        ui.sampled_on.offer_today(lambda: self.study.clock().date())
        ui.sampled_on.done.connect(self._go_past_day)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), ui.marker, self.add_marker)
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ui.marker.setCurrentIndex(-1)
        ui.confirm_button.setToolTip(_("Confirm all limits ({key})").format(key=CONFIRM_KEY))
        self.on(ui.confirm_button, self.confirm_limits, CONFIRM_KEY)
        self.on(ui.marker_button, self.add_marker)
        self.on(ui.paste_button, self.paste)
        self.on(ui.import_button, self.import_file)
        self.on(ui.new_sample_button, self.new_sample)
        ui.sample.activated.connect(lambda index: self.show_sample(ui.sample.itemData(index)))
        self._paste_keys.watch(self)

    # What the record is

    def refresh(self) -> None:
        """Read the panel with what it depends on: the laboratories, the participant, earlier samples."""
        self.laboratories = [cast(Laboratory, kept.record) for kept in self.study.study_records(Laboratory.form)]
        person = self.study.find(Key(self.key.subject, "", Participant.form))
        self.participant = cast(Participant, person.record) if person is not None else Participant()
        self._kept_records = self.study.records(self.key.subject)
        self.ui.laboratory.offer([laboratory.name for laboratory in self.laboratories if laboratory.name])
        self.added = {}
        self._forget()
        super().refresh()
        self._show_samples()

    def _forget(self) -> None:
        for row in self.rows.values():
            row.forget()

    def new_record(self) -> LabPanel:
        """A panel of the only laboratory, where there is but one; the day of the sample is the person's to give."""
        names = [laboratory.name for laboratory in self.laboratories]
        return LabPanel(laboratory=names[0] if len(names) == 1 else None)

    def first_field(self) -> str:
        """The day of the sample."""
        return "sampled_on"

    def source(self, panel: LabPanel) -> LimitSource:
        """Where the limits of a panel come from."""
        named = (laboratory for laboratory in self.laboratories if laboratory.name == panel.laboratory)
        return LimitSource(next(named, None), self.participant)

    def entered(self, name: str, record: LabPanel) -> LabPanel:
        """The panel after an edit: limits follow the laboratory, and the age on the day of the sample."""
        if name == "sampled_on" and record.sampled_at is not None and record.sampled_on is not None:
            moved = datetime.combine(record.sampled_on, record.sampled_at.time()).astimezone()
            record = msgspec.structs.replace(record, sampled_at=moved)
        return relimited(record, self.source(record), self.record, self.source(self.record))

    def _put_result(self, code: str, result: LabResult | None) -> None:
        if self.editing:
            self.put(self.record.resulted(code, result), f"{RESULT}.{code}")

    def confirm_limits(self) -> None:
        """Say of all limits of the panel that they were compared with the report."""
        record = self.record
        for code, result in record.results.items():
            if _unconfirmed(result):
                record = record.resulted(code, msgspec.structs.replace(result, confirmed=True))
        if self.editing and record != self.record:
            self.put(record, RESULT)

    def keep_value(self, code: str) -> None:
        """Say of an unlikely value that it was looked at again."""
        result = self.record.results.get(code)
        if result is not None and self.rows[code].ui.keep_button.isVisibleTo(self.rows[code]):
            self._put_result(code, msgspec.structs.replace(result, checked=True))
            self.focus(f"{RESULT}.{code}")

    def add_marker(self) -> None:
        """Add a row for the marker that is named, a known one or one of the site's own."""
        name = self.ui.marker.currentText().strip()
        if not name or not self.editing:
            return
        if is_ionised(name):
            self.bar.say(ionised_refused())
            return
        known = analyte_named(name)
        code = known.code if known is not None else name
        self.added[code] = "" if known is not None else name
        self.ui.marker.setEditText("")
        self.bar.say("")
        self.show_results()
        self.focus(f"{RESULT}.{code}")

    def _remove(self, code: str) -> None:
        self.added.pop(code, None)
        self._put_result(code, None)
        self.show_results()

    def wrong(self) -> list[Problem]:
        """Bad texts, those of the rows too, and a sample from the future."""
        rows = [Problem(f"{RESULT}.{code}", row.bad()) for code, row in self.rows.items() if row.bad()]
        return [*super().wrong(), *self._future(), *rows]

    def _future(self) -> list[Problem]:
        day, today = self.record.sampled_on, self.study.clock().date()
        if day is None or day <= today:
            return []
        words = _("A sample is not taken in the future: today is {day}.")
        return [Problem("sampled_on", words.format(day=date_text(today)))]

    def _is_typing(self, name: str) -> bool:
        row = self.rows.get(name.partition(".")[2])
        return row.is_typing() if row is not None else super()._is_typing(name)

    def _step(self, record: LabPanel, name: str) -> None:
        self._forget()
        super()._step(record, name)

    # Tables

    def paste(self) -> None:
        """Take over a table from the clipboard, after it was looked at."""
        words = lab_paste.clipboard_words()
        if not lab_paste.holds_table(words):
            self.bar.say(_("There is no table on the clipboard. Copy its rows in the spreadsheet first."))
            return
        self._take_over(lambda: read_lab_table(words))

    def import_file(self) -> None:
        """Take over a table from a file, after it was looked at."""
        path = lab_paste.chosen_file(self) if self.editing else None
        if path is not None:
            self._take_over(lambda: lab_paste.rows_of_file(path))

    def _take_over(self, read: Callable[[], tuple[LabRow, ...]]) -> None:
        if not self.editing:
            return
        try:
            rows = read()
        except BadFile as error:
            self.bar.say(str(error))
            return
        found = lab_paste.ask(self.title(), rows, self.record.results, self)
        record, source = self.record, self.source(self.record)
        for code, result in found.items():
            own = with_limits(result, source.limits(code, record))
            is_stated = (result.lln, result.uln) in ((None, None), (own.lln, own.uln))
            record = record.resulted(code, own if is_stated else result)
        if found:
            self.put(record, RESULT)
            self.focus(f"{RESULT}.{next(iter(found))}")

    # Samples

    def _usual_key(self) -> Key:
        drafts = [draft.key for draft in self.study.drafts() if _is_of(draft.key, self.key)]
        kept = [kept.key for kept in self.study.records(self.key.subject) if _is_of(kept.key, self.key)]
        return next(iter([*drafts, *kept[::-1]]), self.key)

    def _numbers(self) -> list[int]:
        drafts = [draft.key for draft in self.study.drafts()]
        return sample_numbers([*drafts, *(kept.key for kept in self.study.records(self.key.subject))], self.key)

    def _show_samples(self) -> None:
        numbers = self._numbers()
        self.ui.sample.clear()
        for place, number in enumerate(numbers, 1):
            self.ui.sample.addItem(_("Sample {n} of {all}").format(n=place, all=len(numbers)), number)
        self.ui.sample.setCurrentIndex(numbers.index(self.key.number))
        self.ui.sample.setVisible(len(numbers) > 1)
        self.ui.sample_label.setVisible(len(numbers) > 1)
        self.ui.new_sample_button.setVisible(self.may_write and self.kept is not None)

    def show_sample(self, number: int) -> None:
        """Show another sample of the visit; what was typed here stays as a draft."""
        self._write()
        self.key = msgspec.structs.replace(self.key, number=number)
        self.refresh()
        self.setFocus()

    def new_sample(self) -> None:
        """Begin a further sample of the visit."""
        self.show_sample(max(self._numbers()) + 1)

    def _stored(self, kept: Kept[Any]) -> None:
        super()._stored(kept)
        self._show_samples()

    # Moving

    def focus(self, name: str) -> None:
        """Put the keyboard into a field, or into the result of an analyte or a limit of it."""
        row, limit = self._row_of(name)
        if row is None:
            super().focus(name)
        else:
            row.entry(limit).setFocus(Qt.FocusReason.TabFocusReason)
            self.ui.rows_area.ensureWidgetVisible(row, 0, 0)

    def _row_of(self, name: str) -> tuple[ResultRow | None, str]:
        code = name.partition(".")[2]
        if code in self.rows:
            return self.rows[code], ""
        code, _dot, limit = code.rpartition(".")
        return self.rows.get(code), limit

    def widget_of(self, name: str) -> QWidget:
        """The widget in which a field or a result is entered."""
        row, limit = self._row_of(name)
        return row.entry(limit) if row is not None else super().widget_of(name)

    def place(self) -> str:
        """The field, or the result, in which the keyboard is."""
        focus = QApplication.focusWidget()
        for code, row in self.rows.items():
            if focus is not None and row.isAncestorOf(focus):
                return f"{RESULT}.{code}"
        return super().place()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        if self.drafted_at is not None and self.place().startswith(RESULT):
            self._arrived.start()

    def _go_past_day(self) -> None:
        if "sampled_on" not in self.binder.bad and not self._future():
            self._enter_row(0)

    def _enter_row(self, index: int) -> None:
        codes = list(self.rows)
        if 0 <= index < len(codes):
            self.focus(f"{RESULT}.{codes[index]}")
        elif index >= len(codes):
            self.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def show_results(self) -> None:
        """Show all rows, what hinders the limits, and tell the verdict."""
        record, source = self.record, self.source(self.record)
        self.earlier = earlier_results(self._kept_records, self.key, record.sampled_on)
        self._have_rows(lab_table.asked(record, source, self.study.protocol, self.added))
        problems = [*record.faults(), *record.contradictions()]
        for code, row in self.rows.items():
            row.prefer_unit(lab_table.usual_unit(code, record, source, self.earlier))
            said = lab_table.beside(code, record, source, self.study.protocol, self.earlier, problems)
            row.show_result(record.results.get(code), source.limits(code, record), said, editing=self.editing)
        self._show_hint(source)
        self._show_tools()
        self.binder.set_problems([*record.contradictions(), *self._future()])
        self.ui.sampled_at.set_day(record.sampled_on)
        super().show_results()

    def _show_hint(self, source: LimitSource) -> None:
        words = ""
        if self.record.laboratory and source.laboratory is None:
            words = _(
                "No limits are set for this laboratory: enter those of the report, "
                "or set them under Settings, Laboratories."
            )
        elif not self.laboratories:
            words = _("No laboratory is set up yet: set one up under Settings, Laboratories, and its limits come here.")
        elif self.record.laboratory and self.participant.sex is None:
            words = _("Limits that differ by sex wait for the sex of the participant.")
        self.ui.hint.set_status("info", words)

    def _show_tools(self) -> None:
        ui = self.ui
        for child in (ui.marker, ui.marker_button, ui.paste_button, ui.import_button, ui.confirm_button):
            child.setVisible(self.editing)
        ui.confirm_button.setEnabled(any(map(_unconfirmed, self.record.results.values())))

    def _have_rows(self, codes: list[str]) -> None:
        if codes == list(self.rows):
            return
        for code in [code for code in self.rows if code not in codes]:
            self.rows.pop(code).deleteLater()
        self.rows = {code: self.rows.get(code) or self._row(code) for code in codes}
        for place, row in enumerate(self.rows.values()):
            self.ui.results_column.insertWidget(place, row)
            row.show()  # at once, not when the event loop comes round: the keyboard goes there now
        ui = self.ui
        # A row that is wider than its room would be moved sideways, away from under the heads.
        widest = max((row.minimumSizeHint().width() for row in self.rows.values()), default=0)
        ui.rows_area.setMinimumWidth(widest + ui.rows_area.verticalScrollBar().sizeHint().width())
        entries = [entry for row in self.rows.values() for entry in row.entries()]
        order = [ui.laboratory.list, ui.sample, ui.new_sample_button, *entries, ui.marker, ui.marker_button]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _row(self, code: str) -> ResultRow:
        known = self.record.results.get(code)
        row = ResultRow(code, known.label if known is not None else self.added.get(code, ""))
        row.changed.connect(lambda result: self._put_result(code, result))
        row.stepped.connect(lambda step: self._enter_row(list(self.rows).index(code) + step))
        row.refused.connect(self.bar.say)
        row.kept.connect(lambda: self.keep_value(code))
        row.left.connect(self._write)
        row.removed.connect(lambda: self._remove(code))
        self._paste_keys.watch(row)
        return row


def _is_of(key: Key, wanted: Key) -> bool:
    return (key.subject, key.visit, key.form) == (wanted.subject, wanted.visit, wanted.form)


def _unconfirmed(result: LabResult) -> bool:
    return not (result.lln is result.uln is None) and not result.confirmed
