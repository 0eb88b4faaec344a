"""The tables of the product page: the balance of each lot, and every bag with where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ucmsc_desktop.domain.bag_words import for_words, state_words
from ucmsc_desktop.domain.items import show_entry
from ucmsc_desktop.domain.lot_balance import COLUMNS, BagStory, LotBalance
from ucmsc_desktop.domain.product import Move
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.text import N_, _, quantity
from ucmsc_desktop.widgets import icons, theme

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
LOT_COLUMNS = (
    N_("Lot"), N_("Received"), N_("At hand"), N_("Given"), N_("Returned"), N_("Destroyed"), N_("Not found"),
    N_("Balance"),
)  # fmt: skip
BAG_COLUMNS = (N_("Bag"), N_("Lot"), N_("State"), N_("For"), N_("Left"), N_("Expires at"))
_BALANCE, _STATE = len(LOT_COLUMNS) - 1, 2
_LOOKS = {
    Move.THAWED: ("timer", "warn"),
    Move.ISSUED: ("user", "info"),
    Move.GIVEN: ("syringe", "ok"),
    Move.RETURNED: ("undo-2", "plain"),
    Move.DESTROYED: ("trash-2", "plain"),
    Move.LOST: ("triangle-alert", "error"),
}


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows that are only read. A subclass names its columns and says what a cell shows."""

    columns: ClassVar[Sequence[str]]

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.rows: list[T] = []

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = [*rows]
        self.endResetModel()

    def words(self, row: T, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def look(self, row: T, column: int) -> tuple[str, str] | None:
        """The icon and the status of a cell, None for none."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The name of a column."""
        return column_head(self.columns, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(row, column)
        if role == Qt.ItemDataRole.DecorationRole and (look := self.look(row, column)) is not None:
            return icons.icon(look[0], theme.current().status(look[1])[0], 18)
        return theme.bold() if role == Qt.ItemDataRole.FontRole and column == 0 else None


class LotsModel(RowsModel[LotBalance]):
    """The balance of each lot, in bags and in mL."""

    columns = LOT_COLUMNS

    def words(self, row: LotBalance, column: int) -> str:
        """The lot, its shares, and whether they are balanced."""
        if column == 0:
            return row.lot
        if column < _BALANCE:
            return row.shares[COLUMNS[column - 1]].words()
        return _("balanced") if row.is_zero else row.difference.words()

    def look(self, row: LotBalance, column: int) -> tuple[str, str] | None:
        """A tick for a balanced lot, a warning for one of which something is open."""
        if column != _BALANCE:
            return None
        return ("circle-check", "ok") if row.is_zero else ("triangle-alert", "warn")


class BagsModel(RowsModel[BagStory]):
    """Every bag, the one that was received last first."""

    columns = BAG_COLUMNS

    def __init__(self, protocol: Protocol) -> None:
        """Take the protocol, which names the visits."""
        super().__init__()
        self.protocol = protocol

    def place_of(self, number: int) -> int:
        """The row of a bag, -1 when it is not there."""
        return next((row for row, story in enumerate(self.rows) if story.number == number), -1)

    def words(self, row: BagStory, column: int) -> str:
        """The bag in words."""
        known = row.account
        line = known.given or known.issued
        rest = known.rest_ml
        cells: Sequence[Callable[[], str]] = (
            lambda: row.bag.unit or "",
            lambda: row.bag.lot or "",
            lambda: state_words(known),
            lambda: for_words(line, self.protocol) if line is not None else "",
            lambda: quantity(rest, "mL") if rest is not None else "–",
            lambda: show_entry(row.bag, "expires_at"),
        )
        return cells[column]()

    def look(self, row: BagStory, column: int) -> tuple[str, str] | None:
        """The sign of the bag's state."""
        known = row.account
        state = Move.GIVEN if known.given is not None else known.state
        return _LOOKS.get(state, ("package", "plain")) if column == _STATE and state is not None else None
