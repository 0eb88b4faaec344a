"""What was tapped while the disk was full: it keeps its order and its time stamps, and is written when it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.store.errors import DiskFull, StudyBusy, StudyError, StudyReadOnly, StudyUnreachable
from ucmsc_desktop.text import _

RETRY_MS = 3000
NO_ROOM = (DiskFull, StudyReadOnly, StudyBusy, StudyUnreachable)


class Waiting(msgspec.Struct, frozen=True):
    """One thing that is not written yet: its name with its time, how to write it, and the records as they will be."""

    words: str
    act: Callable[[], object]
    records: Sequence[Kept[Record]] = ()


class WriteQueue(QObject):
    """Writes at once; what finds no room waits here, everything after it too."""

    changed = Signal()
    """Something waits, or all of it is written."""
    refused = Signal(str)
    """Something cannot be kept, in a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waiting: list[Waiting] = []
        self.trouble: StudyError | None = None
        self.was_refused = False
        """Whether something could not be kept at the last try."""
        self._again = QTimer(self, interval=RETRY_MS)
        self._again.timeout.connect(self.retry)

    def do(self, words: str, act: Callable[[], object], records: Sequence[Kept[Record]] = ()) -> bool:
        """Write something, or let it wait; answers whether it is written."""
        if self.waiting:
            self.waiting.append(Waiting(words, act, records))
            self.retry()
            return not self.waiting
        self.was_refused = False
        try:
            act()
        except NO_ROOM as error:
            self.trouble = error
            self.waiting.append(Waiting(words, act, records))
            self._again.start()
            self.changed.emit()
            return False
        except StudyError as error:
            self.was_refused = True
            self.refused.emit(str(error))
            return False
        return True

    def retry(self) -> None:
        """Write what waits, in its order, as far as there is room."""
        before, self.was_refused = len(self.waiting), False
        while self.waiting:
            try:
                self.waiting[0].act()
            except NO_ROOM as error:
                self.trouble = error
                break
            except StudyError as error:
                self.was_refused = True
                lost = _("{what} could not be kept: {reason}").format(what=self.waiting[0].words, reason=error)
                self.refused.emit(lost)
            del self.waiting[0]
        if not self.waiting:
            self._again.stop()
            self.trouble = None
        if len(self.waiting) != before or self.waiting:
            self.changed.emit()

    def sentence(self) -> str:
        """What the person is to know while something waits; empty while nothing does."""
        if not self.waiting:
            return ""
        is_full = isinstance(self.trouble, DiskFull)
        trouble = _("The disk is full: free some space.") if is_full else str(self.trouble or "")
        words = _(
            "Not on the disk yet: {what}. {trouble} It is kept here with its time and tried again. Stay logged in."
        )
        return words.format(what=_(", ").join(one.words for one in self.waiting), trouble=trouble)
