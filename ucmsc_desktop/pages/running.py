"""The infusions that run now: one timer for all of them, their countdowns, the tone, and the watch over the clocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.domain.countdown import Countdown, countdown
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.run import Run
from ucmsc_desktop.domain.timeline import elapsed_ms
from ucmsc_desktop.domain.vitals_plan import MINUTE_MS, Planned
from ucmsc_desktop.store.clock_watch import ClockWatch
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.live import live_runs
from ucmsc_desktop.store.study import Study

TICK_MS = 1000


class RunningInfusions(QObject):
    """Reads the infusions when records change; each second it only reckons. What it shows names codes, no person."""

    ticked = Signal()
    told = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, study: Study, parent: QObject | None = None, tone: Callable[[], None] | None = None) -> None:
        """Take the study and what sounds when a set is due."""
        super().__init__(parent)
        self.countdowns: list[Countdown] = []
        self.muted = False
        self._study = study
        self._tone = tone or QApplication.beep
        self._plans: list[Planned] = []
        self._called: set[str] = set()
        self._last_tone: Instant | None = None
        self._clocks = ClockWatch(study)
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def is_busy(self) -> bool:
        """Whether an infusion runs or is observed."""
        return bool(self._plans)

    @property
    def runs(self) -> list[Run]:
        """The infusions that run or are observed."""
        return [planned.run for planned in self._plans]

    def refresh(self) -> None:
        """Read the infusions again, after the log-in and when a record changed."""
        was_busy = self.is_busy
        self._clocks.write(self._study.instant())
        if not self._read():
            return
        if self.is_busy != was_busy:
            self.busy_changed.emit(self.is_busy)
        if self.is_busy and not self._timer.isActive():
            self._timer.start()
        elif not self.is_busy:
            self._timer.stop()
        self.tick()

    def _read(self) -> bool:
        try:
            runs = live_runs(self._study)
        except StudyError as error:
            self.told.emit(str(error))
            return False
        self._plan([self._clocks.with_seen(run) for run in runs])
        return True

    def _plan(self, runs: list[Run]) -> None:
        self._plans = [Planned(self._study.protocol.infusion, run) for run in runs]

    def tick(self) -> None:
        """Reckon what each infusion says now, sound the tone when a set is due, and compare the clocks."""
        now = self._study.instant()
        before = self.runs
        runs, words = self._clocks.look(before, now)
        if runs != before:
            self._plan(runs)
        if words:
            self.told.emit(words)
        self.countdowns = [countdown(planned, now) for planned in self._plans]
        self._call(now)
        self.ticked.emit()

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001 - the slot of a button's toggled
        """Be silent, or sound again."""
        self.muted = muted
        self.ticked.emit()

    def stop(self) -> None:
        """Reckon no more, before the study closes."""
        self._timer.stop()
        self._plans, self.countdowns = [], []

    # The tone

    def _call(self, now: Instant) -> None:
        """Once when a set becomes due, then once a minute for all that are open together."""
        calls = {f"{one.subject}/{one.visit}/{one.call}" for one in self.countdowns if one.call}
        is_new = bool(calls - self._called)
        self._called = calls
        if not calls:
            return
        if is_new or self._last_tone is None or elapsed_ms(self._last_tone, now) >= MINUTE_MS:
            self._last_tone = now
            if not self.muted:
                self._tone()
