"""The running infusions around every page: their countdowns on the rail, before the lock, and what the clocks tell."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.store.live import begun

if TYPE_CHECKING:
    from ucmsc_desktop.pages.lock import LockPage
    from ucmsc_desktop.pages.running import RunningInfusions
    from ucmsc_desktop.pages.workspace import Workspace

LOCK_MINUTES = 15
"""Nobody has a hand free while an infusion runs: until then the lock waits at least so long."""


class RunsInSight(QObject):
    """Connects the infusions that run with the workspace, and with the lock while it covers it."""

    busy_changed = Signal()
    """An infusion is to be looked after now, or none is any more."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before the first refresh."""
        super().__init__(workspace)
        self._workspace = workspace
        self._lock: LockPage | None = None
        workspace.ui.rail.run_chosen.connect(self._open)

    @functools.cached_property
    def running(self) -> RunningInfusions:
        """The infusions that run; made with the first one, since most log-ins meet none."""
        from ucmsc_desktop.pages.running import RunningInfusions  # late, for start-up

        made = RunningInfusions(self._workspace.study, self)
        made.ticked.connect(self._show)
        made.told.connect(self._workspace.notify)
        made.busy_changed.connect(self.busy_changed)
        self._workspace.ui.rail.muted.connect(made.set_muted)
        return made

    @property
    def _is_made(self) -> bool:
        return "running" in vars(self)

    def refresh(self) -> None:
        """Read again which infusions run."""
        if self._is_made or begun(self._workspace.study):
            self.running.refresh()

    def stop(self) -> None:
        """Reckon no more, before the study closes."""
        if self._is_made:
            self.running.stop()

    def lock_minutes(self, chosen: int) -> int:
        """After how many minutes without a touch the window locks, by what the person chose."""
        return max(chosen, LOCK_MINUTES) if self._is_made and self.running.is_busy else chosen

    def cover(self, lock: LockPage) -> None:
        """Keep the countdowns in sight on the lock."""
        if self._is_made:
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
