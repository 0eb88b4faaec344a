"""The pads that grade a sign: 0 to 4 in the colours of severity, the digit always in sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import Cells, Colours

_PAD = 50
_HEIGHT = 50
_NARROWEST = 44
_COMPACT = 100


class ScorePad(Cells):
    """The grades that a field allows. A digit grades and asks to move on, Backspace blanks and goes back."""

    edited = Signal()
    """The person changed the grade."""
    advance = Signal()
    """A grade was given, by a key or a tap: the page may move on."""
    back = Signal()
    """The grade was taken away with Backspace: the page may move back."""
    refused = Signal(str)
    """A key that is no grade was pressed; the sentence says which grades there are."""
    opened = Signal()
    """A pad that shows only its grade was tapped: the page may show it wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field("", Item(label="", low=0, high=4), int)
        self.read_only = False
        self.compact = self.ignores_second = False
        self._problem = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._show_grades()
        self.chosen.connect(lambda _index: self.edited.emit())

    @property
    def grades(self) -> range:
        """The grades that the field allows."""
        return range(
            int(self.field.item.low or 0), int(4 if self.field.item.high is None else self.field.item.high) + 1
        )

    def _show_grades(self) -> None:
        self.set_words([str(grade) for grade in self.grades])

    # What a binder calls

    def set_field(self, field: Field) -> None:
        """Take over label and grades."""
        self.field = field
        value = self.value()
        self._show_grades()
        self.set_value(value)
        self.setAccessibleName(_("{label}, {range}").format(label=field.label, range=items.range_text(field.item)))

    def value(self) -> Any:
        """The grade, None while it is open."""
        return self.grades[self.index()] if self.index() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show a grade, or that it is open."""
        self.set_index(self.grades.index(value) if value in self.grades else -1)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the grade on its scale, without a frame and nothing to press."""
        self.read_only = self.closed = read_only
        self._take_focus()
        self.update()

    def _take_focus(self) -> None:
        # A tap must not give the focus to a compact pad: it would widen under the finger and take the tap as a grade.
        by_tap = Qt.FocusPolicy.TabFocus if self.compact else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self.read_only else by_tap)

    def set_problem(self, sentence: str) -> None:
        """Mark the pads; the sentence is the description, for the page to show where it has room."""
        self._problem = sentence
        self.set_wrong(bool(sentence))
        self.describe()

    def problem(self) -> str:
        """The sentence about this grade."""
        return self._problem

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Show only the grade, in one cell, as in a column that is not worked on."""
        self.compact = compact
        self._take_focus()
        self.updateGeometry()
        self.update()

    # Keys and taps

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Grade with a tap; a compact pad opens instead, before it has the focus and is wide."""
        if self.compact and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the second half of a double tap as a tap, but not one that began by opening a region."""
        if not self.ignores_second:
            super().mouseDoubleClickEvent(event)

    def press(self, index: int) -> None:
        """Give a grade."""
        self.choose(index)
        self.advance.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Grade with a digit, blank with Backspace or Delete; arrows and all else go to the page."""
        digit = event.text() if event.text().isdecimal() and event.text().isascii() else ""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.read_only:
            event.ignore()
        elif digit and plain:
            self._grade(int(digit))
        elif event.key() == Qt.Key.Key_Backspace:
            self.choose(-1)
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _grade(self, digit: int) -> None:
        if digit not in self.grades:
            self.refused.emit(
                _("{label} must be {range}.").format(label=self.field.label, range=items.range_text(self.field.item))
            )
            return
        self.choose(self.grades.index(digit))
        self.advance.emit()

    def describe(self) -> None:
        """Say the grade, or that it is open, to assistive technology."""
        value = self.value()
        words = _("not graded") if value is None else str(value)
        self.setAccessibleDescription(f"{words}. {self._problem}" if self._problem else words)

    # Look

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Five pads in a row, or one wide cell for the grade alone."""
        return QSize(sum(self.cell_widths()), _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """With a large text the pads may be narrower than high, so that all four regions stay in sight."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROWEST * len(self.words)), hint.height())

    def cell_widths(self) -> list[int]:
        """Square pads; when compact, room for the chosen one alone."""
        if self.compact:
            shown = max(self.index(), 0)
            return [theme.scaled(_COMPACT) if index == shown else 0 for index in range(len(self.words))]
        return [theme.scaled(_PAD)] * len(self.words)

    def rects(self) -> list[QRectF]:
        """The pads; an open grade has none to show when compact."""
        return [] if self.compact and self.index() < 0 else super().rects()

    def chosen_colours(self, index: int) -> Colours:
        """The colours of a grade's severity."""
        look = theme.current()
        step = round(index * (len(look.severity) - 1) / max(len(self.words) - 1, 1))
        return look.severity[step], look.severity_text[step]

    def marks_chosen(self) -> bool:
        """A compact pad has one cell, and a line around it would look like the focus."""
        return not self.compact

    def mark_colour(self) -> str:
        """The strongest colour of severity, so that a chosen 0 shows too."""
        return theme.current().severity[-1]

    def cell_font(self, *, chosen: bool) -> QFont:
        """Digits that are read at arm's length."""
        return theme.bold(18) if chosen else theme.font(17)
