"""The forms of a list behind one line, for where there is no room beside the form that is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.visit_tabs import Choice

_SIGN = 18


class FormBox(QComboBox):
    """Emits the form that is wanted when it is chosen."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: Sequence[Choice] = ()
        self.setMaxVisibleItems(20)
        self.activated.connect(lambda row: self.wanted.emit(self.itemData(row)))

    def show_forms(self, forms: Sequence[Choice], current: str) -> None:
        """Offer these forms; `current` is the key of the one that is open."""
        self._forms = forms
        self.clear()
        for form in forms:
            self.addItem(icons.icon(form.icon, theme.current().status(form.status)[0], _SIGN), form.words, form.key)
        self.setCurrentIndex(self.findData(current))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._forms:
            self.show_forms(self._forms, self.currentData())
