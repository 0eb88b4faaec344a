"""Digits to tap where there is no keyboard at hand, or where a glove makes one clumsy."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme

KEY = 60
"""Width and height of a key, at least what a gloved finger hits, larger with a large text."""
_GAP = 8
_SIGN = 24
_COLUMNS = 3
_ROWS = 4
_PLACES = {"1": (0, 0), "2": (0, 1), "3": (0, 2), "4": (1, 0), "5": (1, 1), "6": (1, 2), "7": (2, 0), "8": (2, 1),
           "9": (2, 2), "0": (3, 1)}  # fmt: skip


class Keypad(QWidget):
    """Ten digits and a key that deletes. A tap leaves the keyboard where it is; Tab reaches the keys all the same."""

    digit = Signal(str)
    """A digit was tapped."""
    deleted = Signal()
    """The last digit is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for digit, (row, column) in _PLACES.items():
            self.keys[digit] = self._key(digit)
            grid.addWidget(self.keys[digit], row, column)
        self.delete_key = self._key(_("Delete the last digit"))
        self.delete_key.setText("")
        self.delete_key.setIcon(icons.icon("arrow-left"))
        self.delete_key.setIconSize(QSize(_SIGN, _SIGN))
        grid.addWidget(self.delete_key, _ROWS - 1, _COLUMNS - 1)
        for digit, key in self.keys.items():
            key.clicked.connect(lambda _checked=False, digit=digit: self.digit.emit(digit))
        self.delete_key.clicked.connect(lambda _checked=False: self.deleted.emit())
        self.setFixedSize(self.sizeHint())

    def _key(self, name: str) -> QPushButton:
        key = QPushButton(name, self)
        key.setAccessibleName(name)
        key.setAutoDefault(False)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        key.setFont(theme.bold(20))
        return key

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three keys side by side, four rows."""
        side = max(theme.scaled(KEY), KEY)
        return QSize(_COLUMNS * side + (_COLUMNS - 1) * _GAP, _ROWS * side + (_ROWS - 1) * _GAP)
