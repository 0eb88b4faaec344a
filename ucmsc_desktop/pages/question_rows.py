"""The rows of a questionnaire: the item by its words or its number, its answers, and what a reversed item counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QScrollArea, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.answer_pad import AnswerPad, Offer
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel

STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
"""Arrows, as steps down and to the side."""
PARTS = 3
"""Columns of a row: the item, its answers, what it counts."""
WIDEST = {1: 1040, 2: 1520}
"""Words and answers stay together on a large screen."""
MARK = 66
NUMBER = 90
NARROWEST, NO_LIMIT = 80, 16_777_215
WORDS = 13


class QuestionRows(QObject):
    """All items of a questionnaire in one or more columns, answered by key or tap; answering goes on to the next."""

    answered = Signal(str, object)
    refused = Signal(str)
    finished = Signal()
    """The last item was answered."""

    def __init__(self, place: QWidget, items: Sequence[str], offers: Callable[[str], Sequence[Offer]]) -> None:
        """Make the rows; `lay_out` puts them into their place."""
        super().__init__(place)
        self._place, self._high = place, len(items)
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._reveal)
        place.installEventFilter(self)
        self.labels: dict[str, WrappedLabel] = {}
        self.pads: dict[str, AnswerPad] = {}
        self.marks: dict[str, QLabel] = {}
        for item in items:
            self._add(item, offers(item))

    def _add(self, item: str, offers: Sequence[Offer]) -> None:
        label, pad, mark = WrappedLabel(self._place), AnswerPad(self._place), QLabel(self._place)
        pad.setObjectName(f"answer_{item}")
        pad.offer(offers)
        mark.setProperty("role", "caption")
        label.setFont(theme.font(WORDS))
        label.setMinimumWidth(NARROWEST)
        pad.edited.connect(lambda: self.answered.emit(item, pad.value()))
        pad.advance.connect(lambda: self._go_on(item))
        pad.back.connect(lambda: self.step(item, -1))
        pad.refused.connect(lambda: self.refused.emit(item))
        self.labels[item], self.pads[item], self.marks[item] = label, pad, mark

    def lay_out(self, columns: int) -> None:
        """Put the rows into so many columns."""
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self._high = high = -(-len(self.pads) // columns)
        for number, (item, pad) in enumerate(self.pads.items()):
            row, left = number % high, number // high * PARTS
            grid.addWidget(self.labels[item], row, left, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(pad, row, left + 1)
            grid.addWidget(self.marks[item], row, left + 2)
            grid.setRowStretch(row, 1)
        self._place.setMaximumWidth(theme.scaled(WIDEST[columns]))
        for column in range(columns):
            grid.setColumnMinimumWidth(column * PARTS + 2, theme.scaled(MARK))

    # What is shown

    def name(self, words: Mapping[str, str]) -> None:
        """Name the items by their licensed words; where there are none the answers stand beside the numbers."""
        grid = self._place.layout()
        for item, label in self.labels.items():
            label.setMaximumWidth(NO_LIMIT if words else theme.scaled(NUMBER))
            label.setText(f"{item}. {words[item]}" if item in words else _("Item {item}").format(item=item))
            self.pads[item].setAccessibleName(label.text())
        if isinstance(grid, QGridLayout):
            for column in range(grid.columnCount()):
                grid.setColumnStretch(column, int(column % PARTS == (0 if words else 2)))

    def show(self, answers: Mapping[str, Any], asked: Sequence[str], *, editing: bool) -> None:
        """Show the answers; an item that is not asked cannot be answered."""
        for item, pad in self.pads.items():
            pad.set_value(answers.get(item))
            pad.set_read_only(not editing)
            for part in (pad, self.labels[item]):
                part.setEnabled(item in asked)

    def mark(self, words: Mapping[str, str]) -> None:
        """Say beside items what they count."""
        for item, mark in self.marks.items():
            mark.setText(words.get(item, ""))

    def set_wrong(self, wrong: Sequence[str]) -> None:
        """Mark the items about which there is a sentence."""
        for item, pad in self.pads.items():
            pad.set_wrong(item in wrong)

    # Where the keyboard is

    def here(self) -> str:
        """The item in which the keyboard is, empty for none."""
        focus = QApplication.focusWidget()
        return next((item for item, pad in self.pads.items() if pad is focus), "")

    def _go_on(self, item: str) -> None:
        if not self.step(item, 1):
            self.finished.emit()

    def step(self, item: str, step: int) -> bool:
        """Go to the item so many asked items away; answers whether there is one."""
        asked = [name for name, pad in self.pads.items() if pad.isEnabled() or name == item]
        index = asked.index(item) + step
        if not 0 <= index < len(asked):
            return False
        self.enter(asked[index])
        return True

    def enter(self, item: str) -> None:
        """Put the keyboard into an item and bring it into sight."""
        self.pads[item].setFocus(Qt.FocusReason.TabFocusReason)
        self._reveal()

    def _reveal(self) -> None:
        around: QWidget | None = self.pads.get(self.here())
        pad = around
        while around is not None and pad is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(pad, 0, pad.height())
            around = around.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move with the arrows before the area scrolls, and keep the current row in sight when rows become higher."""
        if event.type() == QEvent.Type.Resize:
            self._resized.start()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            down, aside = STEPS[Qt.Key(event.key())]
            self.step(self.here(), down + aside * self._high)
            return True
        return super().eventFilter(watched, event)
