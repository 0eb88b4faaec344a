"""The rail at the left edge: where one can go, always in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop.domain.countdown import Countdown
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.run_strip import RunStrip

WIDTH = 78
ICON, LEAST_ICON = 24, 16
WORDS = 12
AROUND = 17
USUAL = 56
GAP = 2

_RULES = """
Rail {{ background: {rail}; border: 0; }}
QToolButton {{
    color: {rail_text}; background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 3px 0; min-height: 0; font-size: {small}px; font-weight: 600;
}}
QToolButton:hover {{ background: rgba(255, 255, 255, 24); }}
QToolButton:pressed {{ background: {rail_active}; }}
QToolButton:checked {{ color: #FFFFFF; background: {rail_active}; border-color: {rail_active}; }}
QToolButton:focus {{ border: 2px solid #FFFFFF; padding: 3px 0; }}
QToolButton:disabled {{ color: #7C8FA3; background: transparent; border-color: transparent; }}
QLabel {{ color: {warn}; background: {warn_soft}; border-radius: 6px; font-size: {tiny}px; font-weight: 700; }}
"""


@dataclass(frozen=True)
class Stop:
    """A place on the rail: its name, words and icon, and the key that leads there; `at_end` sits at the bottom."""

    name: str
    words: str
    icon: str
    key: str = ""
    at_end: bool = False
    stays: bool = True


class Rail(QFrame):
    """A column of places; the one where the person is stands out. Emits the name of the place that is wanted.

    Above the last places stand the infusions that run; one that is chosen names its participant and visit.
    """

    chosen = Signal(str)
    run_chosen = Signal(str, str)
    muted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._stops: dict[str, Stop] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._dressed = ""
        self._group = QButtonGroup(self, exclusive=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5, 8, 5, 8)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self.runs = RunStrip(self)
        self.runs.chosen.connect(self.run_chosen)
        self.runs.muted.connect(self.muted)
        self._column.addWidget(self.runs)
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark.setMinimumHeight(24)
        self._mark.hide()
        self._column.addWidget(self._mark)
        self.setFixedWidth(theme.scaled(WIDTH))

    def set_stops(self, stops: list[Stop]) -> None:
        """Show these places, in this order."""
        for number, stop in enumerate(stops):
            button = QToolButton(self)
            button.setText(stop.words)
            button.setAccessibleName(stop.words)
            button.setCheckable(stop.stays)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(stop.key)
            button.clicked.connect(lambda _checked=False, name=stop.name: self.chosen.emit(name))
            if stop.stays:
                self._group.addButton(button)
            self._column.insertWidget(self._column.count() if stop.at_end else number, button)
            self._stops[stop.name], self._buttons[stop.name] = stop, button
        self._dress()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No height of its own: where the window is low the places move together."""
        return QSize(theme.scaled(WIDTH), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the height among the places; where it is scarce icons shrink, then words go."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        margins = self._column.contentsMargins()
        mark = self._mark.minimumHeight() + GAP if self._mark.text() else 0
        runs = self.runs.wanted_height()
        room = self.height() - margins.top() - margins.bottom() - mark - runs
        each = room // max(1, len(self._buttons)) - GAP
        icon = min(ICON, each - QFontMetrics(theme.bold(WORDS)).height() - AROUND)
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        if icon < LEAST_ICON:
            icon, style = ICON, Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons.values():
            button.setFixedHeight(max(ICON, min(theme.scaled(USUAL), each)))
            button.setIconSize(QSize(icon, icon))
            button.setToolButtonStyle(style)

    def button(self, name: str) -> QToolButton:
        """The button of a place."""
        return self._buttons[name]

    def set_current(self, name: str) -> None:
        """Mark the place where the person is."""
        self._buttons[name].setChecked(True)

    def set_available(self, name: str, available: bool) -> None:  # noqa: FBT001 - as Qt's own setEnabled
        """Open or close a place."""
        if name in self._buttons:
            self._buttons[name].setEnabled(available)

    def set_mark(self, words: str) -> None:
        """Show a warning that stays, such as PRACTICE; empty for none."""
        self._mark.setText(words)
        self._mark.setVisible(bool(words))
        self._share()

    def set_runs(self, countdowns: Sequence[Countdown], *, is_muted: bool = False) -> None:
        """Show the infusions that run, and whether their tone is silenced."""
        if self.runs.set_runs(countdowns, is_muted=is_muted):
            self._share()

    def _dress(self) -> None:
        look = theme.current()
        self._dressed = look.name
        sizes = {"small": theme.scaled(WORDS), "tiny": theme.scaled(11)}
        self.setFixedWidth(theme.scaled(WIDTH))
        self.setStyleSheet(_RULES.format(**vars(look), **sizes))
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(self._stops[name].icon, look.rail_text, ICON, on="#FFFFFF"))
        self._share()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look of the program."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._dressed not in ("", theme.current().name):
            self._dress()
