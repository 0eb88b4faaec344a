"""A computer in a test: its clock can be set, it sleeps, it restarts. Only the test knows the true time."""

from datetime import datetime, timedelta, timezone

from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.ticks import Ticks

BEGIN = datetime(2026, 3, 30, 9, 17, 4, tzinfo=timezone(timedelta(hours=8)))
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000


class Machine:
    """True milliseconds go on; the wall clock is off by what it was set, the count begins anew with each start."""

    def __init__(self) -> None:
        self.true_ms = 0
        self.wall_off_ms = 0
        self.started_ms = -2 * HOUR
        self.starts = 1

    def wall(self) -> datetime:
        """What the clock shows."""
        return BEGIN + timedelta(milliseconds=self.true_ms + self.wall_off_ms)

    def now(self) -> Instant:
        """The moment by both clocks."""
        return Instant(self.wall(), self.true_ms - self.started_ms, f"start-{self.starts}")

    def wait(self, ms: int) -> None:
        """Let time pass, awake or asleep: the count goes through both."""
        self.true_ms += ms

    def set_clock(self, by_ms: int) -> None:
        """Set the wall clock forward, or back."""
        self.wall_off_ms += by_ms

    def restart(self, off_ms: int, clock_by_ms: int = 0) -> None:
        """Be off for a while, during which somebody may set the clock; the count begins anew."""
        self.true_ms += off_ms
        self.wall_off_ms += clock_by_ms
        self.started_ms = self.true_ms
        self.starts += 1

    def carry(self, study: Study) -> None:
        """Let a study run on this machine as it is now."""
        study.clock = self.wall
        study.ticks = Ticks(lambda: self.now().mono_ms, self.now().boot)
