"""A row for each parameter of the protocol: its label, its value or the entry that changes it, and what it decides."""

from __future__ import annotations

import typing
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.parameter_values import Parameter, choices_of, in_words, kind_of, read, value_of
from ucmsc_desktop.domain.parameters import parameters
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import SectionTitle

LABEL_WIDTH, ENTRY_WIDTH, MOST = 240, 230, 272
"""The widths of the columns, and what a column takes at most with large letters: labels wrap."""


class ParameterRow(QObject):
    """One parameter. While it may be changed its value is an entry; `edited` says that the entry changed."""

    edited = Signal()

    def __init__(self, parameter: Parameter, protocol: Protocol, parent: QWidget, *, editable: bool) -> None:
        """Show the value in force."""
        super().__init__(parent)
        self.parameter = parameter
        self.label = QLabel(parameter.title(protocol))
        self.label.setWordWrap(True)
        self.label.setFixedWidth(min(theme.scaled(LABEL_WIDTH), MOST))
        self.decides = QLabel(_(", ").join(parameter.criteria(protocol)))
        self.decides.setProperty("role", "secondary")
        self.unit = QLabel(_(parameter.unit))
        self.unit.setProperty("role", "secondary")
        self._values = choices_of(parameter.name) or ((True, False) if kind_of(parameter.name) is bool else ())
        self.entry = self._entry() if editable and len(self._values) != 1 else QLabel()
        self.entry.setAccessibleName(self.label.text())
        self.label.setBuddy(self.entry)
        self.show_value(protocol)

    def _entry(self) -> QWidget:
        if not self._values:
            line = QLineEdit()
            if typing.get_origin(kind_of(self.parameter.name)) is tuple:
                line.setPlaceholderText(_("one, two, …"))
            line.textEdited.connect(lambda _words: self.edited.emit())
            line.setFixedWidth(min(theme.scaled(ENTRY_WIDTH), MOST))
            return line
        box = QComboBox()
        for value in self._values:
            box.addItem(in_words(value), value)
        box.currentIndexChanged.connect(lambda _row: self.edited.emit())
        box.setFixedWidth(min(theme.scaled(ENTRY_WIDTH), MOST))
        return box

    def show_value(self, protocol: Protocol) -> None:
        """Show the value that a protocol has, whatever was entered."""
        self._protocol = protocol
        value = value_of(protocol, self.parameter.name)
        if isinstance(self.entry, QComboBox):
            with QSignalBlocker(self.entry):
                self.entry.setCurrentIndex(self._values.index(value))
        elif isinstance(self.entry, QLineEdit):
            self.entry.setText(in_words(value) if value != () else "")
        elif isinstance(self.entry, QLabel):
            self.entry.setText(in_words(value, self.parameter.unit))
        self.mark(changed=False)

    def value(self) -> Any:
        """The value that is entered. Raises BadValue."""
        if isinstance(self.entry, QComboBox):
            return self._values[self.entry.currentIndex()]
        if isinstance(self.entry, QLineEdit):
            return read(self.parameter.name, self.label.text(), self.entry.text())
        return value_of(self._protocol, self.parameter.name)

    def is_changed(self) -> bool:
        """Whether another value than the one in force is entered. Raises BadValue."""
        return bool(self.value() != value_of(self._protocol, self.parameter.name))

    def mark(self, *, changed: bool) -> None:
        """Show by weight that a change waits to be signed."""
        font = self.label.font()
        font.setBold(changed)
        self.label.setFont(font)


class ParameterRows(QObject):
    """All rows in a grid, by group. `edited` says that an entry changed."""

    edited = Signal()

    def __init__(self, grid: QGridLayout, protocol: Protocol, parent: QWidget, *, editable: bool) -> None:
        """Fill the grid."""
        super().__init__(parent)
        self.rows: list[ParameterRow] = []
        group = ""
        for parameter in parameters(protocol):
            if parameter.group != group:
                group = parameter.group
                grid.addWidget(SectionTitle(_(group)), grid.rowCount(), 0, 1, 4)
            row = ParameterRow(parameter, protocol, parent, editable=editable)
            row.edited.connect(self.edited)
            number = grid.rowCount()
            shown = (row.label, row.entry, row.unit, row.decides)
            for column, widget in enumerate(shown if editable else (row.label, row.entry, QLabel(), row.decides)):
                grid.addWidget(widget, number, column)
            self.rows.append(row)
        grid.setColumnStretch(grid.columnCount(), 1)
        grid.setRowStretch(grid.rowCount(), 1)

    def changes(self) -> dict[str, Any]:
        """The values that differ from those in force, by the parameter's name. Raises BadValue."""
        return {row.parameter.name: row.value() for row in self.rows if row.is_changed()}

    def show_values(self, protocol: Protocol) -> None:
        """Show the values of a protocol, whatever was entered."""
        for row in self.rows:
            row.show_value(protocol)

    def mark(self) -> None:
        """Mark the rows that wait to be signed, and those whose entry is none."""
        for row in self.rows:
            try:
                row.mark(changed=row.is_changed())
            except BadValue:
                row.mark(changed=True)
