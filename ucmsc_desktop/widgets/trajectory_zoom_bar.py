"""The buttons that bring a trajectory nearer and further."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.trajectory_zoom import CLOSER, Zoom

SIGN = 18


class ZoomBar(QWidget):
    """Nearer, further, back and the whole; what leads nowhere cannot be pressed."""

    nearer = Signal(float)
    back = Signal()
    whole = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.nearer_button = self._button(_("Nearer (+)"), "zoom-in")
        self.further_button = self._button(_("Further (−)"), "zoom-out")
        self.back_button = self._button(_("Back to what was seen before (Backspace)"), "undo-2")
        self.whole_button = self._button(_("The whole (0)"))
        self.whole_button.setText(_("Whole"))
        self.nearer_button.clicked.connect(lambda: self.nearer.emit(CLOSER))
        self.further_button.clicked.connect(lambda: self.nearer.emit(1 / CLOSER))
        self.back_button.clicked.connect(self.back)
        self.whole_button.clicked.connect(self.whole)

    def _button(self, words: str, icon: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("kind", "quiet")
        button.setProperty("icon_name", icon)
        button.setIconSize(QSize(theme.scaled(SIGN), theme.scaled(SIGN)))
        self._row.addWidget(button)
        return button

    def show_zoom(self, zoom: Zoom) -> None:
        """Offer what leads somewhere from here."""
        self.back_button.setEnabled(zoom.can_back)
        self.whole_button.setEnabled(not zoom.is_whole)
        self.further_button.setEnabled(not zoom.is_whole)

    def dress(self) -> None:
        """Wear the signs of the present look."""
        for button in (self.nearer_button, self.further_button, self.back_button):
            name = str(button.property("icon_name"))
            button.setIcon(icons.icon(name, theme.current().accent))
