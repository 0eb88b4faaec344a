"""The heads of the tables that a model fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ucmsc_desktop.text import _


def column_head(columns: Sequence[str], section: int, orientation: Qt.Orientation, role: int) -> Any:
    """The name of a column, flush with its cells; None for the heads of rows and for other roles."""
    if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
        return _(columns[section])
    if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    return None
