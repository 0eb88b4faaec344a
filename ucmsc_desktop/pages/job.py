"""Work that tells how far it is and that a person may end: prints of a whole study, exports, what goes to a printer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.pages.turns import Turns
from ucmsc_desktop.store.errors import StudyError

Work = Generator[Progress, None, Any]


class Job(QObject):
    """Does one piece of work, a step each turn. New work ends what was under way; so does the end of the page."""

    progressed = Signal(object)
    """How far the work is."""
    failed = Signal(object)
    """The StudyError that ended it."""

    def __init__(self, parent: QObject) -> None:
        """Nothing is to be done yet."""
        super().__init__(parent)
        self._turns = Turns(self)
        self._held: list[Work] = []
        held = self._held  # by then this object is no more: what is half-written must go all the same
        self.destroyed.connect(lambda: _end(held))

    @property
    def is_under_way(self) -> bool:
        """Whether there are more steps to come."""
        return bool(self._held)

    def begin(self, work: Work, done: Callable[[Any], object]) -> None:
        """Take up work from its first step; `done` is told at the end what came of it."""
        self.end()
        self._held.append(work)
        self._turns.begin(self._steps(work, done))

    def end(self) -> None:
        """Do no further step; what the work had begun to write is taken away by it."""
        self._turns.stop()
        _end(self._held)

    def _steps(self, work: Work, done: Callable[[Any], object]) -> Iterator[None]:
        while True:
            try:
                progress = next(work)
            except StopIteration as finished:
                self._held.clear()
                done(finished.value)
                return
            except StudyError as error:
                self._held.clear()
                self.failed.emit(error)
                return
            except BaseException:
                self._held.clear()
                raise
            self.progressed.emit(progress)
            yield


def _end(held: list[Work]) -> None:
    while held:
        held.pop().close()
