"""The infusions that run now, one chip below the other, and the button that silences the tone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop.domain.countdown import Countdown
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.run_chip import RunChip

_GAP = 4
_BELL = 16
_HIGH = 30


class RunStrip(QWidget):
    """A chip for each infusion; hidden while none runs. A chip that is pressed names participant and visit."""

    chosen = Signal(str, str)
    muted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[tuple[str, str], RunChip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.mute_button = QToolButton(self)
        self.mute_button.setCheckable(True)
        self.mute_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mute_button.setIconSize(QSize(_BELL, _BELL))
        self.mute_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.mute_button.clicked.connect(self.muted)
        self._column.addWidget(self.mute_button)
        self._dressed: tuple[str, bool] | None = None
        self.hide()

    def set_runs(self, countdowns: Sequence[Countdown], *, is_muted: bool) -> bool:
        """Show these infusions; answers whether chips came or went."""
        wanted = {(one.subject, one.visit): one for one in countdowns}
        is_other = list(wanted) != list(self.chips)
        if is_other:
            self._make(list(wanted))
        for place, one in wanted.items():
            self.chips[place].show_countdown(one)
        self._dress(is_muted=is_muted)
        self.setVisible(bool(wanted))
        return is_other

    @property
    def is_on_card(self) -> bool:
        """Whether it stands on a card, where there is room for words, and not on the rail."""
        return bool(self.property("place") == "card")

    def wanted_height(self) -> int:
        """How much room the chips and the button take; 0 while none runs."""
        chips = [chip.sizeHint().height() + _GAP for chip in self.chips.values()]
        return sum(chips) + theme.scaled(_HIGH) if chips else 0

    def _make(self, places: list[tuple[str, str]]) -> None:
        for place in [place for place in self.chips if place not in places]:
            chip = self.chips.pop(place)
            self._column.removeWidget(chip)
            chip.deleteLater()
        kept, self.chips = self.chips, {}
        for number, place in enumerate(places):
            self.chips[place] = kept.get(place) or self._chip(place)
            self._column.insertWidget(number, self.chips[place])

    def _chip(self, place: tuple[str, str]) -> RunChip:
        chip = RunChip(self, is_wide=self.is_on_card)
        chip.clicked.connect(lambda: self.chosen.emit(*place))
        return chip

    def _dress(self, *, is_muted: bool) -> None:
        look = theme.current()
        if self._dressed == (look.name, is_muted):
            return
        self._dressed = (look.name, is_muted)
        ink = look.text if self.is_on_card else look.rail_text
        self.mute_button.setChecked(is_muted)
        self.mute_button.setText(_("Muted") if is_muted else _("Mute"))
        self.mute_button.setAccessibleName(_("Tone when vital signs are due"))
        if self.is_on_card:
            self._column.setAlignment(self.mute_button, Qt.AlignmentFlag.AlignRight)
        else:
            self.mute_button.setFixedHeight(theme.scaled(_HIGH))
        self.mute_button.setIcon(icons.icon("bell-off" if is_muted else "bell", ink, _BELL, on=ink))
