"""The row of tools over the body chart: four sizes of brush, eraser, fill, and the way to the enlarged pane."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.body_canvas import Canvas, Tool

_HEIGHT = 50
_GAP = 6
_ROOM = 16
_ICON = 20
_APART = 6
_SIZES = {1: N_("¼"), 2: N_("½"), 4: N_("1 palm"), 8: N_("2 palms")}
_SPOKEN = {
    1: N_("Brush, a quarter of a palm"),
    2: N_("Brush, half a palm"),
    4: N_("Brush, 1 palm"),
    8: N_("Brush, 2 palms"),
}
_TOOLS = {Tool.ERASE: (N_("Erase"), "eraser"), Tool.FILL: (N_("Fill"), "fill")}


class MapTools(QWidget):
    """One press takes a brush of a size, the eraser, or fill. In a short row the words stand under the pictures."""

    tool_chosen = Signal(object)
    """The person took a `Tool`."""
    quarters_chosen = Signal(int)
    """The person took a size of brush, in quarters of a palm."""
    enlarge_wanted = Signal()
    """The person asks for the enlarged pane, or for the whole chart again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool, self.quarters = Tool.BRUSH, 4
        self._canvas: Canvas | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._group = QButtonGroup(self)
        self.sizes = {quarters: self._button(_(words)) for quarters, words in _SIZES.items()}
        self.tools = {tool: self._button(_(words)) for tool, (words, _icon) in _TOOLS.items()}
        self.enlarge = self._button(_("Enlarge"), checkable=False)
        for quarters, button in self.sizes.items():
            button.setAccessibleName(_(_SPOKEN[quarters]))
            button.clicked.connect(lambda _checked, quarters=quarters: self._take_brush(quarters))
        for tool, button in self.tools.items():
            button.clicked.connect(lambda _checked, tool=tool: self._take(tool))
        self.enlarge.clicked.connect(lambda: self.enlarge_wanted.emit())
        row.addStretch(1)
        self._dress()
        self._mark()

    def _button(self, words: str, *, checkable: bool = True) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the keyboard where it is
        if checkable:
            self._group.addButton(button)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        return button

    # What the page sets

    def set_canvas(self, canvas: Canvas) -> None:
        """Work on a canvas: what is pressed here is taken there, what keys take there is shown here."""
        self._canvas = canvas
        self.tool_chosen.connect(canvas.set_tool)
        self.quarters_chosen.connect(canvas.set_quarters)
        canvas.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._canvas is not None:
            self.tool, self.quarters = self._canvas.tool, self._canvas.quarters
            self.set_read_only(self._canvas.read_only)
            self._mark()

    def set_tool(self, tool: Tool) -> None:
        """Show which tool is taken."""
        self.tool = tool
        self._mark()

    def set_quarters(self, quarters: int) -> None:
        """Show which size is taken."""
        self.quarters = quarters
        self._mark()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Close the tools; the map can be enlarged still."""
        for button in (*self.sizes.values(), *self.tools.values()):
            button.setEnabled(not read_only)

    def set_enlarged(self, enlarged: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Say on the last button what it does: enlarge, or show the whole chart again."""
        self.enlarge.setText(_("Reduce") if enlarged else _("Enlarge"))
        self._draw_icon(self.enlarge, "zoom-out" if enlarged else "zoom-in")
        self._fit()

    def _take_brush(self, quarters: int) -> None:
        self.tool, self.quarters = Tool.BRUSH, quarters
        self._mark()
        self.tool_chosen.emit(Tool.BRUSH)
        self.quarters_chosen.emit(quarters)

    def _take(self, tool: Tool) -> None:
        """Take a tool; pressed again, it is put back for the brush."""
        self.tool = Tool.BRUSH if self.tool is tool else tool
        self._mark()
        self.tool_chosen.emit(self.tool)

    def _mark(self) -> None:
        chosen = self.sizes[self.quarters] if self.tool is Tool.BRUSH else self.tools[self.tool]
        chosen.setChecked(True)
        self.tools[Tool.ERASE].setAccessibleDescription(_(_SIZES[self.quarters]))

    # Look

    def _dress(self) -> None:
        for button in self.sizes.values():
            self._draw_icon(button, "brush")
        for tool, button in self.tools.items():
            self._draw_icon(button, _TOOLS[tool][1])
        self._draw_icon(self.enlarge, "zoom-in")
        self._fit()

    def _draw_icon(self, button: QToolButton, name: str) -> None:
        look = theme.current()
        button.setIcon(icons.icon(name, look.secondary, on=look.accent))

    def _buttons(self) -> list[QToolButton]:
        return [*self.sizes.values(), *self.tools.values(), self.enlarge]

    def _width_of(self, button: QToolButton, *, beside: bool) -> int:
        words = QFontMetrics(theme.bold()).horizontalAdvance(button.text())
        icon = _ICON + _APART if beside else 0
        return max(theme.TARGET, words + icon + _ROOM)

    def _fit(self) -> None:
        needed = sum(self._width_of(button, beside=True) for button in self._buttons()) + _GAP * len(self._buttons())
        beside = self.width() >= needed
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if beside else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons():
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(_ICON, _ICON))
            button.setFixedSize(self._width_of(button, beside=beside), theme.scaled(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put words beside the pictures where there is room, else under them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "enlarge"):
            self._dress()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words beside the pictures."""
        return self._size(beside=True)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words under the pictures."""
        return self._size(beside=False)

    def _size(self, *, beside: bool) -> QSize:
        buttons = self._buttons()
        wide = sum(self._width_of(button, beside=beside) for button in buttons) + _GAP * len(buttons)
        return QSize(wide, theme.scaled(_HEIGHT))
