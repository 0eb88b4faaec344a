"""What all entry widgets share: a frame with the unit inside, a sentence below, a look for reading only."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.input_frame import SIDE, InputFrame, ProblemLabel

HELD_MS = 900
"""A sentence about a text that is still being typed waits for this much quiet."""
_LOOK_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class FieldWidget(QWidget):
    """An entry for one field of a record. A subclass puts its editor into `box` and calls `adopt` with it."""

    edited = Signal()
    """The person changed the entry."""
    left = Signal()
    """The keyboard went elsewhere, or Enter was pressed."""
    done = Signal()
    """The person ended the entry by a key, Enter or an answer of one key, and wants to go on."""
    said = Signal()
    """The sentence that is shown has changed."""
    right_side = SIDE
    says_elsewhere = False
    """Whether what holds the entry shows its sentence, where there is more room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field("", Item(label=""), str)
        self.read_only = False
        self.blank_words = ""
        self.box = InputFrame(self)
        self._problem = ""
        self.shown_problem = ""
        self._problem_label = ProblemLabel(self)
        self._held = QTimer(self, singleShot=True, interval=HELD_MS)
        self._held.timeout.connect(self._show_problem)
        self._typing = False
        self._polished = False
        self._editor: QWidget = self
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        self._line.addWidget(self.box, 1)
        self._column.addLayout(self._line)
        self._column.addWidget(self._problem_label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def adopt(self, editor: QWidget) -> None:
        """Make an editor the one that takes the keyboard and the accessible name."""
        self._editor = editor
        self.setFocusProxy(editor)
        self.box.watch(editor)
        editor.installEventFilter(self)

    def set_width(self, pixels: int) -> None:
        """Let the frame grow to this width and no further; the sentence below may be wider."""
        self.box.setMaximumWidth(theme.scaled(pixels))
        if self._line.count() == 1:
            self._line.addStretch(0)

    # What a binder calls

    def set_field(self, field: Field) -> None:
        """Take label, unit, range and kind from the record's field."""
        self.field = field
        if not self.accessibleName():
            self.setAccessibleName(field.label)

    def value(self) -> Any:
        """The value that stands here, None for a blank. Raises BadValue with a sentence."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, a blank for None; does not count as an edit."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the value as text instead of an entry."""
        self.read_only = read_only
        self.box.closed = read_only
        self.box.set_sides(0 if read_only else SIDE, 0 if read_only else self.right_side)
        self.box.hug(read_only)
        self.box.update()

    def problem(self) -> str:
        """The sentence about this entry, also while it waits for the person to finish typing."""
        return self._problem

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong below the entry, or take it away; while someone types, a new sentence waits."""
        self._problem = sentence
        if sentence and self._typing and not self.shown_problem:
            self._held.start()
            return
        self._show_problem()

    def _show_problem(self) -> None:
        self._held.stop()
        self.shown_problem = self._problem
        if not self.says_elsewhere:
            self._problem_label.show_sentence(self._problem)
        self.box.wrong = bool(self._problem)
        self.box.update()
        self._describe()
        self.said.emit()

    def set_blank_words(self, words: str) -> None:
        """Say in the empty entry why it is empty, such as `not done`; an empty text says nothing of the kind."""
        self.blank_words = words
        self.show_blank()

    def show_blank(self) -> None:
        """Show why the entry is empty; called when that, or reading only, changes."""

    # What assistive technology hears

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the entry, also on the editor that takes the keyboard."""
        super().setAccessibleName(name)
        if self._editor is not self:
            self._editor.setAccessibleName(name)

    def _describe(self) -> None:
        unit = _(self.field.item.unit) if self.field.item.unit else ""
        self._editor.setAccessibleDescription(self._problem or unit)

    # Look

    def restyle(self) -> None:
        """Draw what holds colours of the look, such as icons; called when first shown and when the look changes."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of the look."""
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGES and self._polished:
            self.restyle()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Dress for the first time: icons are drawn only for what is seen."""
        super().showEvent(event)
        if not self._polished:
            self._polished = True
            self.restyle()

    # Typing

    def type_on(self) -> None:
        """Tell that the person changed the entry by a key and may go on."""
        self._typing = True
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show a waiting sentence once the person has left the entry."""
        if watched is self._editor and event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """End the typing: a waiting sentence is shown and `left` is emitted."""
        self._typing = False
        if self._held.isActive():
            self._show_problem()
        self.left.emit()
