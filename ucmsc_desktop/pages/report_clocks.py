"""The reports that a participant's events call for, each with the time that is left, shown until they are made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.reporting import ClockState, EventClock, clock_words, open_clocks
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.notice import Notice

TICK_MS = 15_000
MOST = 3
"""So many events have a line of their own, those that press most; the page below needs its room."""


class ClockStrip(QWidget):
    """One line for each event with reports that are still to be made; hidden when there is none."""

    event_wanted = Signal(object)
    """The key of the event whose report is to be recorded."""

    def __init__(self, study: Study, subject: str = "", parent: QWidget | None = None) -> None:
        """Take the study; without a participant nothing is shown until `show_subject`."""
        super().__init__(parent)
        self.study, self.subject = study, subject
        self.events: list[Kept[AdverseEvent]] = []
        self._notices: dict[Key, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.refresh()

    def show_subject(self, subject: str) -> None:
        """Show another participant's reports, none for an empty code."""
        self.subject = subject
        self.refresh()

    def refresh(self) -> None:
        """Read the events again."""
        self.events = of_type(self.study.records(self.subject), AdverseEvent) if self.subject else []
        clear(self._column)
        self._notices = {}
        keys = list(dict.fromkeys(found.kept.key for found in self._found()))
        for key in keys[:MOST]:
            self._add(key)
        self._count(len(keys) - MOST)
        self.tick()

    def _add(self, key: Key) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self._notices[key] = Notice()
        may = self.study.may_write(AdverseEvent.form)
        button = QPushButton(_("Record the report…") if may else _("Show the event"))
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.event_wanted.emit(key))
        line.addWidget(self._notices[key], 1)
        line.addWidget(button)
        self._column.addWidget(row)

    def _count(self, rest: int) -> None:
        if rest > 0:
            words = text.ngettext("{n} event more is to be reported.", "{n} events more are to be reported.", rest)
            notice = Notice()
            self._column.addWidget(notice)
            notice.set_status("warn", words.format(n=rest), "timer")

    def _found(self) -> list[EventClock]:
        return open_clocks(self.events, self.study.protocol.safety, self.study.clock())

    def tick(self) -> None:
        """Tell the time that is left now."""
        found = self._found()
        for key, notice in self._notices.items():
            own = [one for one in found if one.kept.key == key]
            if own:
                notice.set_status(_status(own), self._words(own), "timer")
        self.setVisible(bool(self._notices))
        if self._notices:
            self._timer.start()
        else:
            self._timer.stop()

    def _words(self, found: Sequence[EventClock]) -> str:
        event, now = found[0].kept.record, self.study.clock()
        name = event.term or _("Adverse event")
        graded = _("{name}, grade {n}").format(name=name, n=event.grade) if event.grade is not None else name
        return _(" · ").join([graded, *(clock_words(one.clock, now) for one in found)])


def _status(found: Sequence[EventClock]) -> Status:
    overdue = any(one.clock.state in (ClockState.OVERDUE, ClockState.UNTIMED) for one in found)
    return "error" if overdue else "warn"
