"""The way of the keyboard through the entries of a form: an answer of one key, or Enter, goes on; arrows go between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.fields import CodeField, DateField, TimeField

_STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Walk(QObject):
    """Leads through entries in their order, and from the last one to where `after` puts the keyboard.

    An entry that stands in `bad` holds a text that is no value: it keeps the keyboard, with its sentence.
    """

    def __init__(
        self,
        parent: QWidget,
        entries: Mapping[str, Any],
        bad: Collection[str],
        study: Study,
        after: Callable[[], object],
    ) -> None:
        """Let every entry go on by one key, and every date and time know the clock."""
        super().__init__(parent)
        self._entries, self._bad, self._after = entries, bad, after
        for name, entry in entries.items():
            lead(entry, study, partial(self.go_past, name))
            entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go up and down between entries; a list of answers and notes keep the arrows to themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._step(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, entry: QObject, step: int) -> None:
        seen: list[QWidget] = [other for other in self._entries.values() if other.isVisible()]
        place = next(index for index, other in enumerate(seen) if other is entry) + step
        if 0 <= place < len(seen):
            seen[place].setFocus(Qt.FocusReason.TabFocusReason)

    def go_past(self, name: str) -> None:
        """Put the keyboard into the next entry that can be seen, unless what stands in this one is no value."""
        if name in self._bad:
            return
        names = list(self._entries)
        for following in names[names.index(name) + 1 :]:
            entry = cast(QWidget, self._entries[following])
            if entry.isVisible():
                entry.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._after()


def lead(entry: object, study: Study, go_past: Callable[[], object]) -> None:
    """Let an entry be ended by one key, T in a date mean today, and N in a time this moment."""
    if isinstance(entry, CodeField):
        entry.answer_by_key()
    if isinstance(entry, DateField):
        entry.offer_today(lambda: study.clock().date())
    if isinstance(entry, TimeField):
        entry.set_clock(study.clock)
    cast(Any, entry).done.connect(go_past)
