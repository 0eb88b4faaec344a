"""The rows of a list of the study's progress, and the table of its completeness, whose numbers open lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from ucmsc_desktop.domain.casebook import natural
from ucmsc_desktop.domain.completeness import FormCompleteness
from ucmsc_desktop.domain.listing import HEADS, Line, Listing
from ucmsc_desktop.domain.progress_words import FORM_HEADS, completeness_cells
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.pages.list_model import Index, ListModel
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.widgets import theme

CODE, VISIT, FORM, DAY, WHAT = range(len(HEADS))


class LineRow:
    """A line in words."""

    def __init__(self, line: Line, protocol: Protocol) -> None:
        """Take the line and the names of the visits."""
        self.line, self.subject = line, line.key.subject
        self._protocol = protocol

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What each column says."""
        return self.line.cells(self._protocol)

    @cached_property
    def words(self) -> str:
        """Everything that typing can find."""
        return "\n".join(self.texts).casefold()

    def look(self, column: int) -> tuple[str, str] | None:
        """No cell has a sign."""
        del column
        return None

    def order(self, column: int) -> Any:
        """By what the row stands in a list sorted by a column; None when there is nothing."""
        if column == CODE:
            return natural(self.subject)
        if column == DAY:
            return self.line.on
        return self.texts[column].casefold() or None


class LinesModel(ListModel[LineRow]):
    """The lines of one list in which every word that was typed occurs."""

    columns = HEADS

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._typed = ""

    def wanted(self, rows: list[LineRow]) -> list[LineRow]:
        """Those in which every word that was typed occurs."""
        words = self._typed.split()
        return [row for row in rows if all(word in row.words for word in words)] if words else rows

    def show_lines(self, listing: Listing, protocol: Protocol) -> None:
        """Show another list, all of it."""
        self._typed = ""
        self.set_rows([LineRow(line, protocol) for line in listing.lines])

    def set_filter(self, typed: str) -> None:
        """Show those in which every word that was typed occurs."""
        self._typed = typed.casefold()
        self.show_wanted()

    def place_of_line(self, line: Line | None) -> int:
        """Where a line stands, the first place when it is not shown."""
        return next((place for place, row in enumerate(self.shown()) if row.line == line), 0)


class CompletenessModel(QAbstractTableModel):
    """A form in each row; its three numbers are lists."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.rows: Sequence[FormCompleteness] = ()

    def show_rows(self, rows: Sequence[FormCompleteness]) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def listing(self, index: Index) -> Listing:
        """The list of a cell; the name of a form and the % stand for what is expected and what is complete."""
        row = self.rows[index.row()]
        return (row.expected, row.expected, row.present, row.complete, row.complete)[index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many forms there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Form, the numbers, and the %."""
        return 0 if parent.isValid() else len(FORM_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The name of a column."""
        return column_head(FORM_HEADS, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return completeness_cells(row)[index.column()]
        if role == Qt.ItemDataRole.FontRole and (index.row() == 0 or index.column() == 0):
            return theme.bold()
        return None
