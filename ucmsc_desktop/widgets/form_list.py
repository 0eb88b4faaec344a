"""Forms one under the other, each with a sign that says how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.visit_tabs import Choice

_ROW = 34
_EDGE = 4
_SIGN = 18
_FEWEST = 5


class FormList(QListWidget):
    """A list as high as its rows that scrolls where there is no room. A click or Enter emits what is wanted."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: Sequence[Choice] = ()
        self._current = ""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.itemClicked.connect(self._want)
        self.itemActivated.connect(self._want)

    def show_forms(self, forms: Sequence[Choice], current: str) -> None:
        """Show these forms; `current` is the key of the one that is open."""
        self._forms, self._current = forms, current
        self.clear()
        look, height = theme.current(), theme.scaled(_ROW)
        self.setIconSize(QSize(_SIGN, _SIGN))
        for form in forms:
            item = QListWidgetItem(icons.icon(form.icon, look.status(form.status)[0], _SIGN), form.words, self)
            item.setData(Qt.ItemDataRole.UserRole, form.key)
            item.setSizeHint(QSize(0, height))
        self.setMaximumHeight(len(forms) * height + _EDGE)
        self.setMinimumHeight(min(len(forms), _FEWEST) * height + _EDGE)
        self.updateGeometry()
        self._show_current()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height of all rows."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _show_current(self) -> None:
        keys = [form.key for form in self._forms]
        self.setCurrentRow(keys.index(self._current) if self._current in keys else -1)

    def _want(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the open form in sight."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the open form again when the arrows went elsewhere and no form was chosen."""
        super().focusOutEvent(event)
        self._show_current()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._forms:
            self.show_forms(self._forms, self._current)
