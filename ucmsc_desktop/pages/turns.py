"""Long work in steps, one for each turn of the program, so that the page answers meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from ucmsc_desktop.store.errors import StudyError


class Turns(QObject):
    """Does the next step of its work whenever nothing else is to be done. New work takes the place of what was left."""

    failed = Signal(str)
    """A fault of the world ended the work, in a sentence."""

    def __init__(self, parent: QObject) -> None:
        """Nothing is to be done yet."""
        super().__init__(parent)
        self._work: Iterator[object] = iter(())
        self._rests = False
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._step)

    @property
    def is_under_way(self) -> bool:
        """Whether there are more steps to come."""
        return self._turn.isActive()

    def begin(self, work: Iterator[object]) -> None:
        """Take up work from its first step."""
        self._work, self._rests = work, False
        self._turn.start(0)

    def rest(self) -> None:
        """Do no step while nobody is to see what comes of it."""
        self._rests = self._rests or self.is_under_way
        self._halt()

    def go_on(self) -> None:
        """Take up again what rests."""
        if self._rests:
            self._rests = False
            self._turn.start(0)

    def stop(self) -> None:
        """Do no further step."""
        self._rests = False
        self._halt()

    def _halt(self) -> None:
        self._turn.stop()
        gc.unfreeze()

    def _step(self) -> None:
        # What the steps make is kept: to look for garbage among it costs a quarter of the time and finds none.
        gc.disable()
        try:
            next(self._work)
        except StopIteration:
            self._turn.stop()
        except StudyError as error:
            self._turn.stop()
            self.failed.emit(str(error))
        finally:
            gc.freeze()
            gc.enable()
            if not self.is_under_way:
                gc.unfreeze()
