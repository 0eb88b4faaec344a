"""Adverse events at a visit: the question of the visit, all events of the participant, and the form of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import day_of, infusions
from ucmsc_desktop.domain.ae_follow import in_order, open_events, times_asked, undescribed
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.forms.ui_adverse import Ui_Adverse
from ucmsc_desktop.pages.adverse_event import AdverseEventPage
from ucmsc_desktop.pages.ae_drafts import adopted_drafts, free_key
from ucmsc_desktop.pages.ae_question import AeQuestionPart
from ucmsc_desktop.pages.ae_reactions import say_no_event
from ucmsc_desktop.pages.ae_words import HEADS, Around, cells, count_words, table_in_force
from ucmsc_desktop.pages.agreed import agreed
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.pages.stopping_rules import rule_notices
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

SHARES = (15, 13, 17, 9, 15, 11, 11, 9)
"""How wide the columns are, in parts of a hundred."""


class AdversePage(QWidget):
    """The list, or in its place the form of the event that is entered."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the participant and the visit at which one is."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.form: AdverseEventPage | None = None
        self.keys: list[Key] = []
        self._words = table_in_force(study)
        self.records: list[Kept[Record]] = []
        self.ui = Ui_Adverse()
        self.ui.setupUi(self)
        self.question = AeQuestionPart(self.ui, study, subject, visit)
        self.ui.table.setAccessibleName(self.ui.title.text())
        self.ui.table.set_columns([_(head) for head in HEADS], SHARES)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        ui = self.ui
        ui.add_button.clicked.connect(self.add)
        ui.back_button.clicked.connect(self.close_event)
        ui.table.opened.connect(lambda row: self.open_event(self.keys[row]))
        ui.no_event_button.clicked.connect(self.say_no_event)
        self.question.saved.connect(self._answered)
        self.question.yes_chosen.connect(self.add)
        self._key("A", ui.list_page, ui.add_button.click)
        self._key("Y", ui.list_page, ui.yes_button.click)
        self._key("N", ui.list_page, ui.no_button.click)

    @staticmethod
    def _key(key: str, place: QWidget, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), place, action)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # The list

    def refresh(self) -> None:
        """Read the events again, or the event that is open."""
        self.records = self.study.records(self.subject)
        if self.form is not None:
            self.form.refresh()
        self.question.refresh()
        self._show_rules()
        self._show_reactions()
        self._show_list()

    def _show_list(self) -> None:
        rows = self._rows()
        self.keys = [key for key, _record, _note in rows]
        around = Around(infusions(self.records), self.study.protocol, self.study.clock().date(), self._words)
        table = self.ui.table
        table.show_rows([cells(record, around, note) for _key, record, note in rows])
        table.setVisible(bool(rows))
        self.ui.none.setVisible(not rows)
        may = self.study.may_write(AdverseEvent.form)
        self.ui.add_button.setVisible(may)
        self.ui.note.setVisible(bool(rows))
        found = len(rows), len(open_events(self.records)), times_asked(self.records)
        self.ui.count.setText(count_words(*found) if any(found) else "")
        self.setFocusProxy(cast(QWidget, table if rows else self.ui.add_button if may else None))

    def _rows(self) -> list[tuple[Key, AdverseEvent, str]]:
        drafts = adopted_drafts(self.study, self.subject)
        stood = in_order(self.records)
        begun = [(key, record, _("draft")) for key, record in drafts.items() if key not in {kept.key for kept in stood}]
        return begun + [(kept.key, kept.record, _("changed, draft") if kept.key in drafts else "") for kept in stood]

    def _show_rules(self) -> None:
        clear(self.ui.rules)
        for notice, show in rule_notices(self.study):
            self.ui.rules.addWidget(notice)
            show()

    def _show_reactions(self) -> None:
        noted = self._noted()
        times = _(", ").join(text.datetime_text(kept.record.at) for kept in noted if kept.record.at is not None)
        words = _("A reaction was noticed at {times}: no adverse event is saved for it.").format(times=times)
        self.ui.reaction_notice.set_status("warn", words if noted else "")
        self.ui.no_event_button.setVisible(bool(noted) and self.study.may_write(InfusionEvent.form))

    def _noted(self) -> list[Kept[InfusionEvent]]:
        drafted = {record.onset_at for record in adopted_drafts(self.study, self.subject).values()}
        return [kept for kept in undescribed(self.records) if kept.record.at not in drafted]

    def say_no_event(self) -> None:
        """Say, after asking, that the reactions that nobody described are no adverse events."""
        noted = self._noted()
        question = _("Was that no adverse event? The time stays in the log of the infusion, with this note.")
        if not noted or not agreed(self, self.ui.title.text(), question):
            return
        try:
            say_no_event(self.study, noted)
        except StudyError as error:
            self.ui.reaction_notice.set_status("error", str(error))
            return
        self.refresh()
        self.changed.emit()

    def _answered(self) -> None:
        self.records = self.study.records(self.subject)
        self._show_list()
        self.status.emit(self.ui.answered.text())
        self.changed.emit()

    # One event

    def add(self) -> None:
        """Begin another event at this visit; a reaction at the bedside that nobody described brings its time."""
        if not self.study.may_write(AdverseEvent.form):
            return
        noted = self._noted()[:1]
        self.open_event(free_key(self.study, self.subject, self.visit))
        at, visit = (noted[0].record.at, noted[0].key.visit) if noted else (None, "")
        if at is not None and self.form is not None:
            known = msgspec.structs.replace(self.form.record, onset=day_of(at), onset_at=at, infusion=visit)
            self.form.put(known, "onset")

    def open_event(self, key: Key) -> None:
        """Show the form of an event."""
        if not self._kept_event():
            return
        self._drop_event()
        page = AdverseEventPage(self.study, key)
        page.next_wanted.connect(self.close_event)
        page.changed.connect(self._event_changed)
        page.status.connect(self.status)
        self.form = page
        self.ui.event_place.addWidget(page)
        self.ui.event_title.setText(page.title())
        self.ui.stack.setCurrentWidget(self.ui.event_page)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_event(self) -> None:
        """Go back to the list; what was typed stays a draft."""
        key = self.form.key if self.form is not None else None
        if not self._kept_event():
            return
        self._drop_event()
        self.refresh()
        self.ui.stack.setCurrentWidget(self.ui.list_page)
        if key in self.keys:
            self.ui.table.selectRow(self.keys.index(key))
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _event_changed(self) -> None:
        self.records = self.study.records(self.subject)
        self.changed.emit()

    def _kept_event(self) -> bool:
        try:
            self.leave()
        except StudyError as error:
            if self.form is not None:
                self.form.bar.say(str(error))
            return False
        return True

    def _drop_event(self) -> None:
        page, self.form = self.form, None
        if page is not None:
            self.ui.event_place.removeWidget(page)
            page.hide()
            page.deleteLater()

    def leave(self) -> None:
        """Keep what was typed. Raises StudyError when that fails."""
        if self.form is not None:
            self.form.leave()

    @property
    def drafted_at(self) -> datetime | None:
        """When the draft of the event that is open was kept, None without one."""
        return self.form.drafted_at if self.form is not None else None

    def focus(self, name: str) -> None:
        """Put the keyboard into an entry of the event that is open; a number opens that event, at its report if due."""
        if name.isdecimal():
            key = Key(self.subject, self.visit, AdverseEvent.form, int(name))
            if self.form is None or self.form.key != key:
                self.open_event(key)
            if self.form is not None and self.form.key == key:
                self.form.begin_report()
        elif self.form is not None:
            self.form.focus(name)
