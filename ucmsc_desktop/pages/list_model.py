"""What the lists of people share: rows made when somebody looks and then kept, found by words, ordered by a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ucmsc_desktop.domain.casebook import natural
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.widgets import icons, theme

Index = QModelIndex | QPersistentModelIndex
CODE = 0
"""The first column: the code of the person, by which a list is ordered unless somebody asks for another order."""


class ListRow(Protocol):
    """One person in a list."""

    subject: str

    @property
    def texts(self) -> Sequence[str]: ...
    @property
    def words(self) -> str: ...
    def look(self, column: int) -> tuple[str, str] | None: ...
    def order(self, column: int) -> Any: ...


R = TypeVar("R", bound=ListRow)


class ListModel(QAbstractTableModel, Generic[R]):
    """The rows that are looked for, in the order of a column. A subclass names its columns and says who is `wanted`."""

    columns: ClassVar[Sequence[str]]

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._rows: list[R] = []
        self._shown: list[R] = []
        self._made = 0
        self._column, self._descending = CODE, False

    def wanted(self, rows: list[R]) -> list[R]:
        """Those of all rows that are looked for."""
        return rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Take all rows, none of them made yet."""
        self._rows, self._made = sorted(rows, key=lambda row: natural(row.subject)), 0
        self.show_wanted()

    def warm(self, count: int) -> bool:
        """Make a few more rows before somebody types; whether there are more to make."""
        for row in self._rows[self._made : self._made + count]:
            row.words  # noqa: B018 - made once, then kept
        self._made = min(self._made + count, len(self._rows))
        return self._made < len(self._rows)

    @property
    def made(self) -> int:
        """How many rows were made ahead."""
        return self._made

    @property
    def is_in_usual_order(self) -> bool:
        """Whether the list stands as it began."""
        return (self._column, self._descending) == (CODE, False)

    def show_wanted(self) -> None:
        """Show the rows that are looked for, in their order."""
        self.beginResetModel()
        found = self.wanted([*self._rows])
        self._shown = found if self.is_in_usual_order else self._sorted(found)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.show_wanted()

    def _sorted(self, rows: list[R]) -> list[R]:
        """Rows in the order of the column; those with nothing in it come last either way."""
        orders = [(row.order(self._column), row) for row in rows]
        filled = [pair for pair in orders if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=self._descending)
        return [row for _order, row in filled] + [row for order, row in orders if order is None]

    def row(self, number: int) -> R:
        """The row at a place of the list."""
        return self._shown[number]

    def shown(self) -> list[R]:
        """The rows that are shown, in their order."""
        return [*self._shown]

    def place_of(self, subject: str) -> int:
        """Where a person stands in the list, -1 when they are not shown."""
        return next((number for number, row in enumerate(self._shown) if row.subject == subject), -1)

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The name of a column."""
        return column_head(self.columns, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = self._shown[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.texts[column]
        if role == Qt.ItemDataRole.DecorationRole:
            look = row.look(column)
            return icons.icon(look[0], theme.current().status(look[1])[0], 18) if look is not None else None
        if role == Qt.ItemDataRole.FontRole and column == CODE:
            return theme.bold()
        return None


def show_list(table: QTableView, model: QAbstractTableModel, widths: Sequence[int], name: str) -> None:
    """Let a table show a list: rows of a finger's height, columns of these widths, ordered by the heads."""
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.scaled(theme.TARGET))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSortIndicator(CODE, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, theme.scaled(width))
    table.setAccessibleName(name)
