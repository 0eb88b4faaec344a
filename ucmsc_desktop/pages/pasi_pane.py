"""The enlarged chart that stands in place of the matrix, with what is painted in its head."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ucmsc_desktop.widgets.body_canvas import Canvas
from ucmsc_desktop.widgets.body_pane import BodyPane
from ucmsc_desktop.widgets.cards import Card
from ucmsc_desktop.widgets.map_tools import MapTools


class PaneCard(Card):
    """The pane of the active region; where the map beside it is not in sight it has the tools too."""

    enlarge_wanted = Signal()
    """The person asks for the matrix again."""

    def __init__(self, canvas: Canvas, parent: QWidget) -> None:
        """Take the canvas that pane and map share."""
        super().__init__(parent)
        self.pane = BodyPane(self, canvas)
        self.tools = MapTools(self)
        self.tools.set_canvas(canvas)
        self.tools.set_enlarged(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.tools)
        column.addWidget(self.pane, 1)
        self.setFocusProxy(self.pane)
        self.tools.enlarge_wanted.connect(self.enlarge_wanted)
        self.pane.enlarge_wanted.connect(self.enlarge_wanted)

    def say(self, words: str) -> None:
        """Show the region in hand and what is painted there."""
        self.pane.say(words)

    def set_tools(self, shown: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Show the tools, or leave them to the map beside the pane."""
        self.tools.setVisible(shown)
