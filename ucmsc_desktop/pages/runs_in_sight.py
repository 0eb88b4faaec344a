"""The running infusions around every page: their countdowns on the rail, before the lock, and what the clocks tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.pages.running import RunningInfusions

if TYPE_CHECKING:
    from ucmsc_desktop.pages.lock import LockPage
    from ucmsc_desktop.pages.workspace import Workspace

LOCK_MINUTES = 15
"""Nobody has a hand free while an infusion runs: until then the lock waits at least so long."""


class RunsInSight(QObject):
    """Connects the infusions that run with the workspace, and with the lock while it covers it."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before the first refresh."""
        super().__init__(workspace)
        self.running = RunningInfusions(workspace.study, self)
        self._workspace = workspace
        self._lock: LockPage | None = None
        rail = workspace.ui.rail
        self.running.ticked.connect(self._show)
        self.running.told.connect(workspace.notify)
        rail.run_chosen.connect(self._open)
        rail.muted.connect(self.running.set_muted)

    def lock_minutes(self, chosen: int) -> int:
        """After how many minutes without a touch the window locks, by what the person chose."""
        return max(chosen, LOCK_MINUTES) if self.running.is_busy else chosen

    def cover(self, lock: LockPage) -> None:
        """Keep the countdowns in sight on the lock."""
        self._lock = lock
        lock.muted.connect(self.running.set_muted)
        self._show()

    def uncover(self) -> None:
        """The lock is gone."""
        self._lock = None

    def _open(self, subject: str, visit: str) -> None:
        if self._workspace.choose_subject(subject):
            self._workspace.open_form(visit, Infusion.form)

    def _show(self) -> None:
        for place in (self._workspace.ui.rail, self._lock):
            if place is not None:
                place.set_runs(self.running.countdowns, is_muted=self.running.muted)
