"""A form of facts behind the criteria: entered, saved, and on to the next; it needs no signature of its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.pages.record_bar import PageForm
from ucmsc_desktop.pages.record_page import FINISH_KEYS, RecordPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)


class FactPage(RecordPage[R]):
    """One form of facts. `shown` carries the record after every edit, `next_wanted` that the person goes on."""

    shown = Signal(object)
    next_wanted = Signal()
    sign_keys: ClassVar[tuple[str, ...]] = ()

    def __init__(self, study: Study, key: Key, record_type: type[R], ui: PageForm, extra: Collection[str] = ()) -> None:
        """Put the button that saves and goes on into the bar."""
        self.next_button = QPushButton(_("Save and next"))
        super().__init__(study, key, record_type, ui, extra)
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)

    def _connect(self) -> None:
        super()._connect()
        self.next_button.setObjectName("next_button")
        self.next_button.setProperty("kind", "primary")
        self.next_button.setAutoDefault(True)
        self.bar.sign_button.setProperty("kind", "")
        self.bar.tint()
        self.bar.bar_buttons.addWidget(self.next_button)
        self.on(self.next_button, self.finish, *FINISH_KEYS)

    def finish(self) -> None:
        """Save what was entered and go on; a form that stands as it is only goes on."""
        if not self.editing or self.save():
            self.next_wanted.emit()

    def show_results(self) -> None:
        """Tell what the record is now: the verdict beside the page follows every edit."""
        self.next_button.setText(_("Save and next") if self.editing else _("Next"))
        self.shown.emit(self.record)
