"""Which planned set of vital signs a set that is taken now is, and what it is called."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.domain.vitals_plan import MINUTE_MS, Due, Planned
from ucmsc_desktop.text import _

_POINTS = {
    RunStage.BEFORE: Timepoint.BEFORE,
    RunStage.RUNNING: Timepoint.DURING,
    RunStage.PAUSED: Timepoint.DURING,
    RunStage.ENDED: Timepoint.AFTER,
    RunStage.CLOSED: Timepoint.AFTER,
}


class Slot(msgspec.Struct, frozen=True):
    """The place of a set: its time point, the minutes of the plan, and the planned set that it is, if it is one."""

    timepoint: Timepoint
    minutes: int | None = None
    due: Due | None = None

    @property
    def title(self) -> str:
        """What is entered, such as `30 min vitals`."""
        if self.due is None:
            return _("Extra vitals")
        titles = {
            Timepoint.BEFORE: _("Vitals before the start"),
            Timepoint.END: _("Vitals at the end"),
            Timepoint.AFTER: _("Vitals {time} after the end"),
        }
        time = self.due.label.removeprefix("+")
        return titles.get(self.timepoint, _("Vitals at {time}")).format(time=time)


def slot_of(planned: Planned, now: Instant) -> Slot:
    """The planned set that is open or closer than half the interval, else one that nobody planned."""
    due = planned.next(now)
    half = planned.part.vitals_every_minutes * MINUTE_MS / 2
    if due is not None and (due.is_open or due.left_ms is None or due.left_ms <= half):
        has_minutes = due.timepoint in (Timepoint.DURING, Timepoint.AFTER)
        return Slot(due.timepoint, due.minutes if has_minutes else None, due)
    return Slot(_POINTS[planned.run.stage])


def slot_taken(planned: Planned, now: Instant, record: VitalSigns) -> Slot:
    """The place of a set that is begun, as its first digit found it."""
    if record.timepoint is None:
        return slot_of(planned, now)
    place = record.timepoint, record.planned_minutes or 0
    is_extra = record.timepoint in (Timepoint.DURING, Timepoint.AFTER) and record.planned_minutes is None
    found = None if is_extra else next((due for due in planned.all(now) if (due.timepoint, due.minutes) == place), None)
    return Slot(record.timepoint, record.planned_minutes, found)
