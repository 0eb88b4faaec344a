"""An entry for a coded answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.field_base import FieldWidget
from ucmsc_desktop.widgets.segments import ENTER, Segments, word_of_key

MOST_SEGMENTS = 5
WIDEST_SEGMENTS = 560


class ChoiceBox(QComboBox):
    """A combo box that the wheel does not change by accident and that Backspace blanks.

    With `quick` a letter or a number answers for good and Enter goes on: `answered` tells.
    """

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quick = False
        self.letters: Sequence[str] = ()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to what scrolls around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Blank the answer with Backspace or Delete; one key answers and Enter goes on where that is wanted."""
        words = [self.itemText(row) for row in range(self.count())]
        index = word_of_key(words, self.letters, event.text(), numbers=True) if self.quick else -1
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.currentIndex() >= 0:
            self._answer(-1)
        elif index >= 0:
            self._answer(index)
            self.answered.emit()
        elif self.quick and event.key() in ENTER:
            self.answered.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self, index: int) -> None:
        self.setCurrentIndex(index)
        self.activated.emit(index)


class CodeField(FieldWidget):
    """A coded answer, or yes and no: buttons side by side for a few short answers, a list for more. May stay open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: tuple[Any, ...] = ()
        self.segments: Segments | None = None
        self.list: ChoiceBox | None = None
        self.shown = QLabel(self.box)
        self.shown.hide()
        self.shown.setIndent(2)
        self.box.add(self.shown)

    def set_field(self, field: Field) -> None:
        """Offer the answers of the field."""
        super().set_field(field)
        self.answers = field.codes or (True, False)
        words = [items.show(field, answer) for answer in self.answers]
        metrics = QFontMetrics(theme.bold())
        wide = sum(metrics.horizontalAdvance(word) + 30 for word in words) > theme.scaled(WIDEST_SEGMENTS)
        if wide or len(words) > MOST_SEGMENTS:
            self._offer_list(words)
        else:
            self._offer_segments(words)
        with text.speaking(text.ENGLISH):
            letters = [items.show(field, answer) for answer in self.answers]
        editor = self.segments or self.list
        if editor is not None:
            editor.letters = letters
        self._editor.setAccessibleName(self.accessibleName())

    def answer_by_key(self) -> None:
        """Let one key answer and end the entry, so that a form of many questions is answered in a row."""
        editor = self.segments or self.list
        if editor is not None:
            editor.quick = True
            editor.answered.connect(self.done)

    def _offer_segments(self, words: Sequence[str]) -> None:
        self.segments = Segments(self)
        self.segments.set_words(words)
        self.segments.chosen.connect(self.edited)
        self._line.insertWidget(0, self.segments)
        self._take_place(self.segments)
        self.box.hide()
        self.box.closed = True
        self._line.addStretch(1)

    def _offer_list(self, words: Sequence[str]) -> None:
        self.list = ChoiceBox(self.box)
        self.list.addItems(list(words))
        self.list.setCurrentIndex(-1)
        self.list.activated.connect(lambda _index: self.edited.emit())
        self.box.add(self.list, 1)
        self._take_place(self.list)
        self.set_width(320)

    def _take_place(self, editor: QWidget) -> None:
        # What is made after the form stands at the end of its tab order, and Qt orders only what takes the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabOrder(self, editor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.adopt(editor)

    def _index(self) -> int:
        if self.segments is not None:
            return self.segments.index()
        return self.list.currentIndex() if self.list is not None else -1

    def value(self) -> Any:
        """The answer, None while it is open."""
        index = self._index()
        return self.answers[index] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show an answer, or that it is open."""
        index = self.answers.index(value) if value is not None else -1
        if self.segments is not None:
            self.segments.set_index(index)
        if self.list is not None:
            self.list.setCurrentIndex(index)
        self.show_blank()

    def show_blank(self) -> None:
        """Write why there is no answer: as the text for reading only, or into the list."""
        value = self.value()
        self.shown.setText(self.blank_words or _("blank") if value is None else items.show(self.field, value))
        self.shown.setProperty("role", "muted" if value is None else "")
        self.shown.style().polish(self.shown)
        if self.list is not None:
            self.list.setPlaceholderText(self.blank_words or _("Choose…"))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the answer as a text."""
        super().set_read_only(read_only)
        editor = self.segments or self.list
        if editor is not None:
            editor.setVisible(not read_only)
        self.box.setVisible(read_only or self.segments is None)
        self.shown.setVisible(read_only)
        self.show_blank()

    def _show_problem(self) -> None:
        super()._show_problem()
        if self.segments is not None:
            self.segments.set_wrong(bool(self._problem))
