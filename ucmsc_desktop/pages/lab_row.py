"""One analyte in the table of results: its value and unit, the limits of the laboratory, its flag and what it means."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.items import BadValue, Field, Item
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.flags import Flag, flag
from ucmsc_desktop.domain.lab.laboratory import Limits
from ucmsc_desktop.domain.lab.limits import with_limits
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import LabResult, Quality
from ucmsc_desktop.forms.ui_lab_row import Ui_LabRow
from ucmsc_desktop.pages.lab_columns import COLUMNS, width_of
from ucmsc_desktop.pages.undo_keys import UndoKeys
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.result_field import ResultField

_LOOKS: dict[Flag, tuple[Status, str]] = {
    Flag.HIGH: ("warn", "flag-high"),
    Flag.LOW: ("warn", "flag-low"),
    Flag.IN_RANGE: ("ok", "circle-check"),
    Flag.OPEN: ("plain", "circle-question-mark"),
    Flag.NO_LIMITS: ("plain", "circle-dashed"),
}
_STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LOW = 34
_NOTE = 68


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says beside its result: an impossible value first, then a likely slip, then the rule and the past."""

    problem: str = ""
    doubt: str = ""
    note: str = ""


class ResultRow(QWidget):
    """Asks one result. `changed` carries it after an edit, None when there is none; `stepped` that the person moves."""

    changed = Signal(object)
    stepped = Signal(int)
    kept = Signal()
    left = Signal()
    removed = Signal()
    refused = Signal(str)
    """What was typed is no answer, in a sentence."""

    def __init__(self, code: str, label: str = "") -> None:
        """Offer the entries that this analyte needs: a number with its unit, or negative and positive."""
        super().__init__()
        self.code, self.label = code, label
        self.analyte = ANALYTES.get(code)
        self.limits: Limits | None = None
        self.result: LabResult | None = None
        self._base = LabResult(label=label)
        self._beside = Beside()
        self.ui = Ui_LabRow()
        self.ui.setupUi(self)
        self.setObjectName(f"result_{code}")
        self._measure()
        self._name_entries()
        self._wire()
        UndoKeys(self)

    def _measure(self) -> None:
        ui = self.ui
        for name in COLUMNS:
            getattr(ui, name).setFixedWidth(width_of(name))
        ui.name.setText(name_of(self.code, self.label))
        ui.note.setFont(theme.font(12))
        ui.note.setMinimumWidth(theme.scaled(_NOTE))
        for field in (*self.numbers, ui.unit_name):
            field.box.setMinimumHeight(theme.scaled(_LOW))
        ui.quality.setMaximumHeight(theme.scaled(_LOW))
        ui.unit.setFixedHeight(theme.scaled(_LOW))
        ui.remove_button.setIcon(icons.icon("trash-2"))
        ui.remove_button.setIconSize(QSize(16, 16))
        ui.keep_button.hide()

    @property
    def numbers(self) -> tuple[ResultField, ResultField, ResultField]:
        """The entries of value and limits, as Tab reaches them."""
        return self.ui.value, self.ui.lln, self.ui.uln

    def _name_entries(self) -> None:
        ui, name = self.ui, self.ui.name.text()
        labels = (name, _("{name}, lower limit"), _("{name}, upper limit"))
        for field, label in zip(self.numbers, labels, strict=True):
            field.set_field(Field(field.objectName(), Item(label=label.format(name=name)), str))
        ui.unit_name.set_field(Field("unit_name", Item(label=_("{name}, unit").format(name=name)), str))
        ui.unit.setAccessibleName(_("{name}, unit").format(name=name))
        ui.confirmed.setAccessibleName(_("{name}, limits confirmed").format(name=name))
        ui.quality.setAccessibleName(name)
        ui.remove_button.setAccessibleName(_("Remove {name}").format(name=name))
        ui.remove_button.setToolTip(_("Remove {name}").format(name=name))
        units = self.analyte.units if self.analyte is not None else ()
        is_number = self.analyte is None or not self.analyte.qualitative
        ui.unit.addItems([unit.name for unit in units])
        ui.quality.set_words([_(quality.label) for quality in Quality])
        ui.quality.setVisible(not is_number)
        ui.value.setVisible(is_number)
        for child in (ui.unit_box, ui.lln, ui.uln, ui.confirmed_box):
            child.setVisible(is_number)
        ui.quality.setFixedWidth(width_of("value", "unit_box", "lln", "uln", "confirmed_box"))
        ui.unit_name.setVisible(self.analyte is None)

    def _wire(self) -> None:
        ui = self.ui
        ui.value.edited.connect(self._type)
        ui.lln.edited.connect(self._limit)
        ui.uln.edited.connect(self._limit)
        for field in self.numbers:
            field.stepped.connect(self.stepped)
            field.said.connect(self._show_beside)
            field.left.connect(self.left)
        ui.value.kept.connect(self.kept)
        ui.keep_button.clicked.connect(self.kept)
        ui.unit.activated.connect(lambda _index: self._choose_unit(ui.unit.currentText()))
        ui.unit_name.edited.connect(lambda: self._choose_unit(ui.unit_name.value() or ""))
        ui.unit_name.left.connect(self.left)
        ui.confirmed.clicked.connect(self._confirm)
        ui.quality.chosen.connect(self._answer)
        # A digit was meant for another row: it answers nothing here.
        ui.quality.quick, ui.quality.by_number = True, False
        ui.quality.answered.connect(lambda: self.stepped.emit(1))
        ui.remove_button.clicked.connect(self.removed)

    # What the person gives

    @property
    def unit(self) -> str:
        """The unit in which a value is typed."""
        if self.analyte is None:
            return str(self.ui.unit_name.line.text().strip())
        return self.ui.unit.currentText()

    def _type(self) -> None:
        try:
            typed = self.ui.value.value()
        except BadValue as error:
            self.ui.value.set_problem(str(error))
            self.changed.emit(None)
            return
        self.ui.value.set_problem("")
        if typed is None:
            self.changed.emit(None)
            return
        qualifier, value = typed
        base = self.result or self._base
        result = msgspec.structs.replace(base, qualifier=qualifier, value=value, unit=self.unit, checked=False)
        self.changed.emit(with_limits(result, self.limits) if self.result is None and self._is_fresh() else result)

    def _is_fresh(self) -> bool:
        """Whether no limits were typed before a value was taken back for a moment."""
        return self._base.lln is self._base.uln is None or self._base.unit != self.unit

    def _limit(self) -> None:
        given = {}
        for name in ("lln", "uln"):
            field = getattr(self.ui, name)
            try:
                given[name] = field.value()
                field.set_problem("")
            except BadValue as error:
                given[name] = None
                field.set_problem(str(error))
        if self.result is not None:
            # What is typed is the person's, until they say that they compared it.
            self.changed.emit(msgspec.structs.replace(self.result, **given, confirmed=False))

    def _choose_unit(self, unit: str) -> None:
        if self.result is not None:
            self.changed.emit(with_limits(msgspec.structs.replace(self.result, unit=unit), self.limits))

    def _confirm(self, confirmed: bool) -> None:  # noqa: FBT001 - a slot of a check box
        if self.result is not None:
            self.changed.emit(msgspec.structs.replace(self.result, confirmed=confirmed))

    def _answer(self, index: int) -> None:
        quality = tuple(Quality)[index] if index >= 0 else None
        self.changed.emit(LabResult(quality=quality) if quality is not None else None)

    # What is shown

    def bad(self) -> str:
        """The sentence about what stands here and is no value."""
        return next((field.problem() for field in self.numbers if field.problem()), "")

    def forget(self) -> None:
        """Throw away texts that are no value."""
        self._base = LabResult(label=self.label)
        for field in self.numbers:
            field.set_problem("")

    def show_result(self, result: LabResult | None, limits: Limits | None, beside: Beside, *, editing: bool) -> None:
        """Show a result with its limits, those that the laboratory states while there is none yet, and its flag."""
        ui = self.ui
        self.result, self.limits = result, limits
        self._base = result or self._base
        if not ui.value.problem():
            number = result.value if result is not None else None
            ui.value.set_value((result.qualifier, number) if result is not None and number is not None else None)
        self._show_unit(result)
        offered = with_limits(LabResult(unit=self.unit), limits) if result is None else result
        for field, limit in ((ui.lln, offered.lln), (ui.uln, offered.uln)):
            if not field.problem():
                field.set_value(limit)
        ui.quality.set_index(list(Quality).index(result.quality) if result is not None and result.quality else -1)
        self._show_flag(result)
        self._beside = beside
        self._show_beside()
        self._close(editing=editing)

    def prefer_unit(self, unit: str) -> None:
        """Type values in this unit until a result says otherwise."""
        if self.result is None and self.analyte is not None:
            self.ui.unit.setCurrentText(unit)
            self.ui.unit_words.setText(unit)

    def _show_unit(self, result: LabResult | None) -> None:
        if result is None:
            return
        if self.analyte is None:
            if result.unit != self.unit:
                self.ui.unit_name.set_value(result.unit)
        else:
            self.ui.unit.setCurrentText(result.unit)
            self.ui.unit_words.setText(result.unit)

    def _show_flag(self, result: LabResult | None) -> None:
        ui, found = self.ui, flag(result) if result is not None else None
        if found is None:
            ui.flag.set_status("plain", "")
        else:
            status, icon = _LOOKS[found]
            ui.flag.set_status(status, _(found.label), icon)
        limited = result is not None and not (result.lln is result.uln is None)
        ui.confirmed.setVisible(limited)
        ui.confirmed.setChecked(result is not None and result.confirmed)

    def _show_beside(self) -> None:
        ui, beside = self.ui, self._beside
        shown = next((field.shown_problem for field in self.numbers if field.shown_problem), "") or beside.problem
        role = "problem" if shown else "warning" if beside.doubt else "caption"
        ui.note.setText(shown or beside.doubt or beside.note)
        if ui.note.property("role") != role:
            ui.note.setProperty("role", role)
            ui.note.style().polish(ui.note)
        asks = bool(beside.doubt) and not shown and not ui.value.read_only
        ui.keep_button.setVisible(asks)
        ui.flag.setVisible(bool(ui.flag.text()) and not asks)
        ui.value.box.wrong = bool(ui.value.shown_problem or beside.problem)
        ui.value.box.update()

    def _close(self, *, editing: bool) -> None:
        ui = self.ui
        limits_open = editing and self.result is not None
        for field, opened in ((ui.value, editing), (ui.lln, limits_open), (ui.uln, limits_open)):
            if field.read_only is opened:
                field.set_read_only(not opened)
        if ui.unit_name.read_only is editing:
            ui.unit_name.set_read_only(not editing)
        units = self.analyte.units if self.analyte is not None else ()
        ui.unit.setVisible(editing and len(units) > 1)
        ui.unit_words.setVisible(bool(units) and not (editing and len(units) > 1))
        ui.confirmed.setEnabled(editing)
        ui.quality.closed = not editing
        ui.quality.setEnabled(editing)
        ui.remove_button.setVisible(editing and self.analyte is None)

    # Moving

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go up and down from an answer, and say what answers where the key does not."""
        step = _STEPS.get(event.key())
        if step is not None:
            self.stepped.emit(step)
        elif event.text().isprintable() and event.text() and self.ui.quality.hasFocus():
            words = _("{name} is answered with one of: {answers}.")
            answers = _(", ").join(_(quality.label) for quality in Quality)
            self.refused.emit(words.format(name=self.ui.name.text(), answers=answers))
        else:
            super().keyPressEvent(event)

    def entry(self, limit: str = "") -> QWidget:
        """Where the answer is given, or a limit of it; its tick, where a limit stands that nobody confirmed."""
        ui, result = self.ui, self.result
        found: QWidget = ui.quality if self.analyte is not None and self.analyte.qualitative else ui.value.line
        if limit and result is not None:
            stands = getattr(result, limit) is not None and not result.confirmed
            found = ui.confirmed if stands else getattr(ui, limit).line
        return found

    def entries(self) -> list[QWidget]:
        """Everything that Tab walks through, also what is closed now."""
        ui = self.ui
        numbers: list[QWidget] = [field.line for field in self.numbers]
        last = [ui.confirmed, ui.keep_button, ui.remove_button]
        return [ui.quality, numbers[0], ui.unit, ui.unit_name.line, *numbers[1:], *last]

    def is_typing(self) -> bool:
        """Whether a text of this row is being typed."""
        return any(field.line.hasFocus() for field in (*self.numbers, self.ui.unit_name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a thin line under the row."""
        del event
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.current().line))
        painter.end()
