"""When vital signs are due by the plan, which sets are taken, and what the site's bounds say to a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES, plain
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.items import Code, fields
from ucmsc_desktop.domain.protocol import InfusionPart
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.text import N_, _

MINUTE_MS = 60_000
SOON_MS = 2 * MINUTE_MS
"""From so long before it is due a set stands out."""
FROM_STOP = (Timepoint.END, Timepoint.AFTER)
"""Sets that are due by the end of the infusion."""
Slot = tuple[Timepoint, int]


class DueState(Code):
    """Where a planned set of vital signs stands; one that was passed over is missed."""

    DONE = ("done", N_("done"))
    SKIPPED = ("skipped", N_("left out"))
    MISSED = ("missed", N_("missed"))
    DUE = ("due", N_("due"))
    OVERDUE = ("overdue", N_("overdue"))
    AHEAD = ("ahead", N_("ahead"))


class Due(msgspec.Struct, frozen=True):
    """A planned set: when it is due by true time and by the wall clock now; neither while the stop is not known."""

    timepoint: Timepoint
    minutes: int
    state: DueState
    left_ms: int | None = None
    at: datetime | None = None
    kept: Kept[VitalSigns] | None = None

    @property
    def label(self) -> str:
        """What the set is called: `before`, `30 min`, `at the end`, `+15 min`."""
        if self.timepoint in (Timepoint.BEFORE, Timepoint.END):
            return _(self.timepoint.label)
        shown = text.quantity(self.minutes, "min")
        return f"+{shown}" if self.timepoint is Timepoint.AFTER else shown

    @property
    def is_open(self) -> bool:
        """Whether it is to be taken now."""
        return self.state in (DueState.DUE, DueState.OVERDUE)

    @property
    def is_soon(self) -> bool:
        """Whether it is due in a moment and not yet."""
        return self.state is DueState.AHEAD and self.left_ms is not None and self.left_ms <= SOON_MS


class Planned:
    """The plan of one infusion, read once from its records; what is due now is then arithmetic and no reading."""

    def __init__(self, part: InfusionPart, run: Run) -> None:
        """Take the protocol's plan and the infusion as its records tell it."""
        self.part, self.run = part, run
        self.taken: dict[Slot, Kept[VitalSigns]] = {}
        self.extra: list[Kept[VitalSigns]] = []
        for kept in run.sets:
            slot = self._slot(kept.record)
            if slot is None or slot in self.taken:
                self.extra.append(kept)
            else:
                self.taken[slot] = kept

    def all(self, now: Instant) -> list[Due]:
        """Every planned set in order: those that passed, the next one during the infusion, and those after its end."""
        return [self._due(slot, now) for slot in self._slots(now)]

    def next(self, now: Instant) -> Due | None:
        """The set that is to be taken next: the one that is open, else the next one ahead with a time."""
        found = None
        for slot in self._near(now):
            if slot in self.taken:
                continue
            due = self._due(slot, now)
            if due.is_open:
                return due
            if found is None and due.state is DueState.AHEAD and due.left_ms is not None:
                found = due
        return found

    def observation_left_ms(self, now: Instant) -> int | None:
        """What is left of the observation after the end, below 0 when it is over; None while it has not begun."""
        if self.run.stage is not RunStage.ENDED:
            return None
        return self.part.observation_minutes * MINUTE_MS - self.run.since_stop_ms(now)

    def _slots(self, now: Instant) -> Iterator[Slot]:
        yield Timepoint.BEFORE, 0
        every = self.part.vitals_every_minutes
        # A set that would be due in the moment of the stop is the one of the end.
        passed = -(-self.run.elapsed_ms(now) // (every * MINUTE_MS)) * every - every
        last = max([passed, *(minutes for point, minutes in self.taken if point is Timepoint.DURING)])
        if self.run.stage in (RunStage.BEFORE, RunStage.RUNNING, RunStage.PAUSED):
            last = max(last, self._ahead(now))
        taken = {minutes for point, minutes in self.taken if point is Timepoint.DURING}
        for minutes in sorted({*range(every, last + 1, every), *taken}):
            yield Timepoint.DURING, minutes
        yield from self._ending()

    def _ahead(self, now: Instant) -> int:
        """The minute of the next set during the infusion that is neither due nor taken."""
        every = self.part.vitals_every_minutes
        ahead = self.run.elapsed_ms(now) // (every * MINUTE_MS) * every + every
        while (Timepoint.DURING, ahead) in self.taken:
            ahead += every
        return ahead

    def _ending(self) -> Iterator[Slot]:
        yield Timepoint.END, 0
        # A set that was taken by an earlier version of the plan stays in its place.
        taken = {minutes for point, minutes in self.taken if point is Timepoint.AFTER}
        for minutes in sorted({*self.part.vitals_after_minutes, *taken}):
            yield Timepoint.AFTER, minutes

    def _near(self, now: Instant) -> Iterator[Slot]:
        """The slots that can be next, without all those that passed long ago."""
        if self.run.stage is RunStage.BEFORE:
            yield Timepoint.BEFORE, 0
        elif self.run.stage in (RunStage.RUNNING, RunStage.PAUSED):
            every = self.part.vitals_every_minutes
            passed = self.run.elapsed_ms(now) // (every * MINUTE_MS) * every
            if passed:
                yield Timepoint.DURING, passed
            yield Timepoint.DURING, self._ahead(now)
        elif self.run.stage is RunStage.ENDED:
            yield from self._ending()

    def _due(self, slot: Slot, now: Instant) -> Due:
        point, minutes = slot
        kept, left = self.taken.get(slot), self._left_ms(slot, now)
        at = now.wall + timedelta(milliseconds=left) if left is not None else None
        return Due(point, minutes, self._state(slot, kept, left, now), left, at, kept)

    def _left_ms(self, slot: Slot, now: Instant) -> int | None:
        point, minutes = slot
        run = self.run
        if run.stage is RunStage.BEFORE:
            return 0 if point is Timepoint.BEFORE else None
        if point is Timepoint.BEFORE:
            return -run.since_start_ms(now)
        if point is Timepoint.DURING:
            return minutes * MINUTE_MS - run.since_start_ms(now)
        return minutes * MINUTE_MS - run.since_stop_ms(now) if run.stop is not None else None

    def _state(self, slot: Slot, kept: Kept[VitalSigns] | None, left: int | None, now: Instant) -> DueState:
        if kept is not None:
            return DueState.SKIPPED if is_skipped(kept.record) else DueState.DONE
        if left is None:
            return DueState.AHEAD if self.run.stage is not RunStage.CLOSED else DueState.MISSED
        if self.run.stage is RunStage.CLOSED or self._passed_over(slot, now):
            return DueState.MISSED
        if left > 0:
            return DueState.AHEAD
        return DueState.DUE if left > -MINUTE_MS else DueState.OVERDUE

    def _passed_over(self, slot: Slot, now: Instant) -> bool:
        """Whether the next set of the plan has become due meanwhile, or the infusion went on without this one."""
        point, minutes = slot
        run = self.run
        if point is Timepoint.BEFORE:
            return run.stage is not RunStage.BEFORE
        if point is Timepoint.DURING:
            following = (minutes + self.part.vitals_every_minutes) * MINUTE_MS
            return run.stop is not None or run.since_start_ms(now) >= following
        later = [after for after in self.part.vitals_after_minutes if point is Timepoint.END or after > minutes]
        return bool(later) and run.since_stop_ms(now) >= min(later) * MINUTE_MS

    def _slot(self, signs: VitalSigns) -> Slot | None:
        """The place of a set in the plan: as it says itself, else the nearest one by when it was taken."""
        point = signs.timepoint
        if point is None or point is Timepoint.VISIT:
            return None
        if point in (Timepoint.BEFORE, Timepoint.END):
            return point, 0
        if signs.planned_minutes is not None:
            return point, signs.planned_minutes
        return self._nearest(signs, point)

    def _nearest(self, signs: VitalSigns, point: Timepoint) -> Slot | None:
        origin = self.run.started if point is Timepoint.DURING else self.run.stopped
        if origin is None or signs.taken_at is None:
            return None
        minutes = (signs.taken_at - origin.wall).total_seconds() / 60
        if point is Timepoint.DURING:
            every = self.part.vitals_every_minutes
            return point, max(1, round(minutes / every)) * every
        plan = self.part.vitals_after_minutes
        return (point, min(plan, key=lambda planned: abs(planned - minutes))) if plan else None


def plan(part: InfusionPart, run: Run, now: Instant) -> list[Due]:
    """Every planned set of an infusion as it stands now; what is asked each second keeps a `Planned` instead."""
    return Planned(part, run).all(now)


def missed_together(dues: Iterable[Due]) -> Iterator[list[Due]]:
    """The planned sets one by one, but those missed in a row as one, during the infusion and from its end on apart."""

    def stretch(due: Due) -> object:
        lasting = due.timepoint in FROM_STOP
        return (lasting, due.timepoint is Timepoint.BEFORE) if due.state is DueState.MISSED else due

    for _stretch, found in groupby(dues, stretch):
        yield list(found)


def is_skipped(signs: VitalSigns) -> bool:
    """Whether a set was left out: it stands with its reasons and without a value."""
    return all(getattr(signs, name) is None for name in VITAL_VALUES)


def prompts(part: InfusionPart, signs: VitalSigns) -> list[str]:
    """What to look at twice by the site's own bounds: a prompt, never a diagnosis."""
    found = []
    for name in VITAL_VALUES:
        value, bounds = getattr(signs, name), part.prompt(name)
        if value is None or not bounds or bounds[0] <= value <= bounds[1]:
            continue
        field = fields(VitalSigns)[name]
        sentence = (
            _("{label} {value} is below {bound}, the site's bound.")
            if value < bounds[0]
            else _("{label} {value} is above {bound}, the site's bound.")
        )
        bound = plain(bounds[0] if value < bounds[0] else bounds[1])
        found.append(sentence.format(label=field.label, value=text.quantity(value, _(field.item.unit)), bound=bound))
    return found
