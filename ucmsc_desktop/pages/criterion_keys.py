"""The criteria by their keys, side by side, of which any number is chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ucmsc_desktop.domain.eligibility import criterion_words
from ucmsc_desktop.domain.protocol import Protocol


class CriterionKeys(QObject):
    """One button for each criterion; what it asks is in the tooltip."""

    changed = Signal()

    def __init__(self, place: QWidget, row: QHBoxLayout, protocol: Protocol) -> None:
        """Put the buttons into their place, by Tab where the place stands."""
        super().__init__(place)
        self.buttons: dict[str, QToolButton] = {}
        last = place
        for criterion in protocol.criteria:
            button = QToolButton(place)
            button.setText(criterion.key)
            button.setCheckable(True)
            words = criterion_words(criterion, protocol.eligibility)
            button.setToolTip(words)
            button.setAccessibleName(f"{criterion.key}: {words}")
            button.clicked.connect(lambda _checked: self.changed.emit())
            row.addWidget(button)
            place.setTabOrder(last, button)
            last = button
            self.buttons[criterion.key] = button

    def chosen(self) -> frozenset[str]:
        """The keys that are chosen."""
        return frozenset(key for key, button in self.buttons.items() if button.isChecked())

    def clear(self) -> None:
        """Choose none."""
        for button in self.buttons.values():
            button.setChecked(False)
