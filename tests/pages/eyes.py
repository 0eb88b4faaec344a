"""Everything that a screen tells: what is written, what is read aloud, what lists and menus hold."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QPlainTextEdit, QWidget

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
WRITTEN = ("text", "toPlainText", "title", "windowTitle", "toolTip", "statusTip", "whatsThis", "placeholderText")


def seen() -> str:
    """All that is on the screen, each text on a line of its own."""
    QApplication.processEvents()
    return "\n".join(words for widget in QApplication.allWidgets() if widget.isVisible() for words in told(widget))


def told(widget: QWidget) -> Iterator[str]:
    """What one widget tells."""
    for name in WRITTEN:
        get = getattr(widget, name, None)
        words = get() if callable(get) else None
        if isinstance(words, str):
            yield words
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        yield from (spoken.text(kind) for kind in SPOKEN)
    if isinstance(widget, QComboBox):
        yield from cells(widget.model())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget.model())
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    for menu in widget.findChildren(QMenu):
        yield from (action.text() for action in menu.actions())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """What a list or a table holds, down to its last row, and its heads."""
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        for row in range(model.rowCount()):
            yield from (str(data) for role in ROLES if (data := model.index(row, column).data(role)) is not None)
