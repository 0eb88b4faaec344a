"""The intervals of a laboratory as a table that is written in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ucmsc_desktop.domain.items import BadValue, Problem
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits, sex_words
from ucmsc_desktop.domain.lab.names import name_of, not_its_unit, unit_named
from ucmsc_desktop.domain.lab.reading import read_number
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.text import N_, _, number_text
from ucmsc_desktop.widgets import icons, theme

COLUMNS = (
    N_("Analyte"),
    N_("Unit"),
    N_("Sex"),
    N_("From age"),
    N_("To age"),
    N_("Lower limit"),
    N_("Upper limit"),
    N_("Source"),
    N_("State"),
)
NAME, UNIT, SEX, AGE_LOW, AGE_HIGH, LLN, ULN, SOURCE, STATE = range(len(COLUMNS))
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LimitsModel(QAbstractTableModel):
    """Shows a laboratory and takes edits. `written` carries the number and the new interval, `refused` a sentence."""

    written = Signal(str, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.laboratory = Laboratory()
        self.numbers: list[str] = []
        self.problems: dict[str, str] = {}
        self.editing = False

    def show_laboratory(self, laboratory: Laboratory, problems: list[Problem], *, editing: bool) -> None:
        """Show another state of the laboratory, sorted as the analytes are; the place in the table is kept."""
        order = list(ANALYTES)
        numbers = sorted(laboratory.limits, key=lambda number: _place(laboratory.limits[number], order))
        same = numbers == self.numbers and bool(numbers)
        if not same:
            self.beginResetModel()
        self.laboratory, self.numbers, self.editing = laboratory, numbers, editing
        self.problems = {problem.field.partition(".")[2]: problem.sentence for problem in problems}
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(numbers) - 1, STATE))
        else:
            self.endResetModel()

    def limits(self, row: int) -> Limits:
        """The interval of a row."""
        return self.laboratory.limits[self.numbers[row]]

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """As many rows as intervals."""
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """As many columns as there are heads."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """The heads."""
        return column_head(COLUMNS, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the state has a sign too, and an impossible interval says why in its tip."""
        limits, number = self.limits(index.row()), self.numbers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _words(limits, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problems.get(number, _words(limits, index.column()))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE:
            look = theme.current()
            if number in self.problems:
                return icons.icon("octagon-x", look.error, 16)
            return icons.icon(
                *(("circle-check", look.ok) if limits.confirmed else ("circle-dashed", look.secondary)), 16
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be written but the analyte and the state, which has a button."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.editing and index.column() in _WRITERS else found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a cell that was written; what cannot stand there is refused with a sentence."""
        if role != Qt.ItemDataRole.EditRole or not self.editing:
            return False
        before = self.limits(index.row())
        try:
            given = _WRITERS[index.column()](before, str(value).strip())
        except BadValue as error:
            self.refused.emit(f"{name_of(before.analyte)}: {error}")
            return False
        if given != before:
            # Another interval than the one that was compared is to be compared again.
            self.written.emit(self.numbers[index.row()], msgspec.structs.replace(given, confirmed=False))
        return True


def _place(limits: Limits, order: list[str]) -> tuple[int, str, str, int]:
    known = order.index(limits.analyte) if limits.analyte in order else len(order)
    return known, limits.analyte, limits.sex or "", limits.age_low


def _words(limits: Limits, column: int) -> str:
    words: dict[int, Callable[[], str]] = {
        NAME: lambda: name_of(limits.analyte),
        UNIT: lambda: limits.unit,
        SEX: lambda: sex_words(limits.sex),
        AGE_LOW: lambda: str(limits.age_low),
        AGE_HIGH: lambda: "" if limits.age_high is None else str(limits.age_high),
        LLN: lambda: "" if limits.lln is None else number_text(limits.lln),
        ULN: lambda: "" if limits.uln is None else number_text(limits.uln),
        SOURCE: lambda: _(limits.source),
        STATE: lambda: _("confirmed") if limits.confirmed else _("not confirmed"),
    }
    return words[column]()


def _unit(limits: Limits, typed: str) -> Limits:
    analyte = ANALYTES.get(limits.analyte)
    unit = unit_named(analyte, typed) if analyte is not None else None
    if analyte is not None and unit is None:
        raise BadValue(not_its_unit(analyte, typed))
    return msgspec.structs.replace(limits, unit=unit.name if unit is not None else typed)


def _sex(limits: Limits, typed: str) -> Limits:
    for sex in (None, *Sex):
        if typed.casefold() in (sex_words(sex).casefold(), sex or "", (sex or "").casefold()):
            return msgspec.structs.replace(limits, sex=sex)
    answers = _(", ").join(sex_words(sex) for sex in (None, *Sex))
    raise BadValue(_("“{typed}” is not one of {answers}.").format(typed=typed, answers=answers))


def _age(name: str) -> Callable[[Limits, str], Limits]:
    def write(limits: Limits, typed: str) -> Limits:
        if typed and not (typed.isdecimal() and len(typed) <= 3):
            raise BadValue(_("“{typed}” is not an age in years.").format(typed=typed))
        if not typed and name == "age_low":
            raise BadValue(_("Write from which age the interval is for."))
        return msgspec.structs.replace(limits, **{name: int(typed) if typed else None})

    return write


def _limit(name: str) -> Callable[[Limits, str], Limits]:
    def write(limits: Limits, typed: str) -> Limits:
        return msgspec.structs.replace(limits, **{name: read_number(typed) if typed else None})

    return write


def _source(limits: Limits, typed: str) -> Limits:
    return msgspec.structs.replace(limits, source=typed)


_WRITERS: dict[int, Callable[[Limits, str], Limits]] = {
    UNIT: _unit,
    SEX: _sex,
    AGE_LOW: _age("age_low"),
    AGE_HIGH: _age("age_high"),
    LLN: _limit("lln"),
    ULN: _limit("uln"),
    SOURCE: _source,
}
