"""The keypad of a running infusion: digits as large as a gloved finger, a point where it is needed, and Next."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.keypad import Keypad

HIGH, WIDE = 78, 88
_GAP = 8
_COLUMNS, _ROWS = 6, 4
_LARGEST = 16_777_215
_NAME = 18


class GlovePad(Keypad):
    """Keys in four rows; they grow with the room. The last row deletes, has 0 and the point, and goes on."""

    point = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(0, 0)
        self.setMaximumSize(_LARGEST, _LARGEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.point_key = self._key(".")
        self.point_key.setAccessibleName(_("Decimal point"))
        self.point_key.clicked.connect(lambda _checked=False: self.point.emit())
        self.next_key = self._key(_("Next"))
        self.next_key.setFont(theme.bold(_NAME))
        self.next_key.clicked.connect(lambda _checked=False: self.next_wanted.emit())
        self._place()
        self.set_point(False)

    def _place(self) -> None:
        grid = cast("QGridLayout", self.layout())
        for number in range(1, 10):
            row, column = divmod(number - 1, 3)
            grid.addWidget(self.keys[str(number)], row, 2 * column, 1, 2)
        grid.addWidget(self.delete_key, _ROWS - 1, 0, 1, 2)
        grid.addWidget(self.point_key, _ROWS - 1, 3)
        grid.addWidget(self.next_key, _ROWS - 1, 4, 1, 2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for row in range(_ROWS):
            grid.setRowStretch(row, 1)

    def set_point(self, needed: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Offer a decimal point beside the 0."""
        grid = cast("QGridLayout", self.layout())
        self.point_key.setVisible(needed)
        grid.addWidget(self.keys["0"], _ROWS - 1, 2, 1, 1 if needed else 2)

    def set_next(self, words: str, *, ends: bool) -> None:
        """Name the key that goes on; the one that ends the entry stands out."""
        self.next_key.setText(words)
        self.next_key.setAccessibleName(words)
        self.next_key.setProperty("kind", "primary" if ends else "")
        self.next_key.style().polish(self.next_key)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Keys of about 20 mm; larger text does not need larger keys."""
        return QSize(3 * WIDE + 2 * _GAP, _ROWS * HIGH + (_ROWS - 1) * _GAP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never smaller keys."""
        return self.sizeHint()
