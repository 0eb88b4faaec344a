"""An entry for one of a few people: side by side while there is room, so that one tap names a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.code_field import CodeField

_WIDEST = 760
_ROOM = 30


class PersonField(CodeField):
    """People by their user names, shown by their full names; a list where there are too many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}

    def words(self) -> str:
        """The full name of who is chosen, empty while nobody is."""
        return self._names.get(self.value() or "", "")

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these people, user name and full name; called once. Only one is chosen already."""
        self.answers, self._names = tuple(user for user, _name in people), dict(people)
        names = [name for _user, name in people]
        metrics = QFontMetrics(theme.bold())
        if sum(metrics.horizontalAdvance(name) + _ROOM for name in names) > _WIDEST:
            self._offer_list(names)
        else:
            self._offer_segments(names)
        self._editor.setAccessibleName(self.accessibleName())
        if len(self.answers) == 1:
            self.set_value(self.answers[0])
