"""Visits and their windows, counted in days from the first infusion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.protocol import PlannedVisit
from ucmsc_desktop.text import N_, _


class Timing(Code):
    """Where a day lies in the window of its visit."""

    BEFORE = ("before", N_("before the first infusion"))
    EARLY = ("early", N_("early"))
    IN_WINDOW = ("in window", N_("in window"))
    LATE = ("late", N_("late"))


class Window(msgspec.Struct, frozen=True):
    """A visit of one patient: the earliest, planned and latest day."""

    visit: PlannedVisit
    earliest: date
    planned: date
    latest: date

    def timing(self, on: date) -> Timing:
        """Where a day lies in this window, both ends included."""
        if on < self.earliest:
            return Timing.EARLY
        return Timing.LATE if on > self.latest else Timing.IN_WINDOW

    def days_outside(self, on: date) -> int:
        """Days by which a day misses the window, 0 inside it."""
        return max((self.earliest - on).days, (on - self.latest).days, 0)


class Placed(msgspec.Struct, frozen=True):
    """A day placed in the schedule: its visit (None before the first window), its status and its day of study."""

    window: Window | None
    timing: Timing
    day: int
    days_outside: int

    def sentence(self) -> str:
        """The status in words, for example `2 days late`."""
        if self.timing in (Timing.BEFORE, Timing.IN_WINDOW):
            return _(self.timing.label)
        if self.timing is Timing.LATE:
            return text.ngettext("{n} day late", "{n} days late", self.days_outside).format(n=self.days_outside)
        return text.ngettext("{n} day early", "{n} days early", self.days_outside).format(n=self.days_outside)


def windows(visits: Sequence[PlannedVisit], first_infusion: date) -> list[Window]:
    """The windows of all visits that have a week. Raises OverflowError at the end of the calendar."""
    found = []
    for visit in visits:
        if visit.day is not None:
            planned = first_infusion + timedelta(days=visit.day)
            early, late = timedelta(days=visit.early_days), timedelta(days=visit.late_days)
            found.append(Window(visit, planned - early, planned, planned + late))
    return found


def place(visits: Sequence[PlannedVisit], first_infusion: date, on: date) -> Placed:
    """The visit of a day: the window that holds it, else the nearest; between two the planned day, then the earlier."""
    found = windows(visits, first_infusion)
    day = (on - first_infusion).days
    if not found or on < found[0].earliest:
        return Placed(None, Timing.BEFORE, day, 0)
    nearest = min(found, key=lambda window: (window.days_outside(on), abs((on - window.planned).days)))
    return Placed(nearest, nearest.timing(on), day, nearest.days_outside(on))
