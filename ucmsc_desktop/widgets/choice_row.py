"""Entries whose answers all stand side by side, however many: one tap answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.widgets.code_field import CodeField
from ucmsc_desktop.widgets.field_base import FieldWidget


class ChoiceRow(CodeField):
    """A coded answer without a list that would have to be opened first."""

    def set_field(self, field: Field) -> None:
        """Offer the answers of the field."""
        FieldWidget.set_field(self, field)
        self.offer(field.codes, [items.show(field, answer) for answer in field.codes])

    def offer(self, answers: Sequence[Any], words: Sequence[str]) -> None:
        """Offer these answers under these words; nothing is chosen then."""
        self.answers = tuple(answers)
        if self.segments is None:
            self._offer_segments(words)
        elif self.segments.words != tuple(words):
            self.segments.set_words(words)
        self._editor.setAccessibleName(self.accessibleName())


class LevelRow(ChoiceRow):
    """A text out of a scale that the study sets. A text that the scale has no longer is offered beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: dict[str, str] = {}

    def set_scale(self, scale: dict[str, str]) -> None:
        """Take the scale: what is kept, and the words for it."""
        self._scale = dict(scale)
        self.offer(list(scale), list(scale.values()))

    def set_value(self, value: Any) -> None:
        """Show an answer, or that it is open; one from an older scale as it was given."""
        old = {value: value} if value is not None and value not in self._scale else {}
        shown = self._scale | old
        if tuple(shown) != self.answers:
            self.offer(list(shown), list(shown.values()))
        super().set_value(value)

    def show_blank(self) -> None:
        """Write the answer as the scale words it."""
        super().show_blank()
        value = self.value()
        if value is not None:
            self.shown.setText(self._scale.get(value, value))
