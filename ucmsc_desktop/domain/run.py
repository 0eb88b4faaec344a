"""One infusion as it runs: what has happened so far, how long it truly takes, and how much should be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.bedside import DoseCheck, EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns, rounded
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.timeline import Gap, elapsed_ms, gaps, true_ms
from ucmsc_desktop.text import N_

HOUR_MS = 3_600_000


class RunStage(Code):
    """Where an infusion stands."""

    BEFORE = ("before", N_("before the infusion"))
    RUNNING = ("running", N_("infusion running"))
    PAUSED = ("paused", N_("infusion paused"))
    ENDED = ("ended", N_("under observation"))
    CLOSED = ("closed", N_("closed"))


class Mark(msgspec.Struct, frozen=True):
    """A moment from the start on: what happened and how many true milliseconds after the start."""

    kind: EventKind
    instant: Instant
    elapsed_ms: int
    rate_ml_h: Decimal | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """An infusion of one visit with its records; everything that depends on the time takes it as an argument.

    `is_live`: it was started at the bedside, with the machine's count, and nobody has left yet.
    """

    subject: str
    visit: str
    stage: RunStage
    log: Kept[Infusion] | None = None
    events: tuple[Kept[InfusionEvent], ...] = ()
    checks: tuple[Kept[DoseCheck], ...] = ()
    sets: tuple[Kept[VitalSigns], ...] = ()
    marks: tuple[Mark, ...] = ()
    stop: Mark | None = None

    @property
    def started(self) -> Instant | None:
        """When it was started."""
        return self.marks[0].instant if self.marks else None

    @property
    def stopped(self) -> Instant | None:
        """When it was stopped."""
        return self.stop.instant if self.stop is not None else None

    @property
    def is_live(self) -> bool:
        """Whether somebody is to look after it now."""
        begun = any(kept.record.kind is EventKind.START for kept in self.events)
        return begun and self.stage in (RunStage.RUNNING, RunStage.PAUSED, RunStage.ENDED)

    @property
    def rate_ml_h(self) -> Decimal | None:
        """The rate that was set last, else the one that was ordered."""
        set_last = next((mark.rate_ml_h for mark in reversed(self.marks) if mark.rate_ml_h is not None), None)
        ordered = self.log.record.rate_ml_h if self.log is not None else None
        return set_last if set_last is not None else ordered

    def since_start_ms(self, now: Instant) -> int:
        """True milliseconds since the start, going on after the stop; 0 before it."""
        if not self.marks:
            return 0
        last = self.marks[-1]
        return last.elapsed_ms + elapsed_ms(last.instant, now)

    def elapsed_ms(self, now: Instant) -> int:
        """True milliseconds from the start until now, or until the stop."""
        return self.stop.elapsed_ms if self.stop is not None else self.since_start_ms(now)

    def since_stop_ms(self, now: Instant) -> int:
        """True milliseconds since the stop; 0 before it."""
        return self.since_start_ms(now) - self.stop.elapsed_ms if self.stop is not None else 0

    def infused_ms(self, now: Instant) -> int:
        """True milliseconds during which it ran, without its pauses."""
        return sum(ms for ms, _rate in self._stretches(now))

    def volume_so_far(self, now: Instant) -> Decimal | None:
        """What should be in by the rates, in mL, at most the volume to give; None where a rate is not known."""
        volume = Fraction(0)
        for ms, rate in self._stretches(now):
            if rate is None:
                return None
            volume += Fraction(rate) * ms / HOUR_MS
        most = self.log.record.volume_to_give_ml if self.log is not None else None
        return rounded(volume, 1) if most is None else min(rounded(volume, 1), most)

    def going_on(self, at: Instant) -> Run:
        """The same with a moment at which both clocks were read, from which time is counted on."""
        mark = Mark(EventKind.CLOCK, at, self.since_start_ms(at))
        return msgspec.structs.replace(self, marks=(*self.marks, mark))

    def gaps(self) -> list[Gap]:
        """Where wall clock and count part between the events from the start on."""
        return gaps([mark.instant for mark in self.marks])

    def _stretches(self, now: Instant) -> Iterator[tuple[int, Decimal | None]]:
        """The stretches in which it ran: their milliseconds and the rate."""
        end = self.elapsed_ms(now)
        rate = self.log.record.rate_ml_h if self.log is not None else None
        runs = False
        ends = [*(mark.elapsed_ms for mark in self.marks), end][1:]
        for mark, after in zip(self.marks, ends, strict=True):
            if mark.elapsed_ms >= end and mark.kind is not EventKind.START:
                return
            rate = rate if mark.rate_ml_h is None else mark.rate_ml_h
            if mark.kind in (EventKind.START, EventKind.RESUME):
                runs = True
            elif mark.kind in (EventKind.PAUSE, EventKind.STOP):
                runs = False
            if runs:
                yield min(after, end) - mark.elapsed_ms, rate


def run_of(records: Iterable[Kept[Record]], subject: str, visit: str) -> Run:
    """The infusion of a participant's visit, from the participant's records."""
    records = list(records)
    log = next(iter(of_type(records, Infusion, visit)), None)
    events = _in_order(of_type(records, InfusionEvent, visit))
    marks = _marks(events, log) or _of_log(log)
    stop = next((mark for mark in marks if mark.kind is EventKind.STOP), None)
    return Run(
        subject=subject,
        visit=visit,
        stage=_stage(log, marks, stop, at_bedside=bool(events)),
        log=log,
        events=tuple(events),
        checks=tuple(of_type(records, DoseCheck, visit)),
        sets=tuple(of_type(records, VitalSigns, visit)),
        marks=marks,
        stop=stop,
    )


def instant_of(event: InfusionEvent) -> Instant | None:
    """The moment of an event by both clocks; one that was written down later has no count."""
    if event.at is None:
        return None
    return Instant(event.at, event.mono_ms or 0, event.boot or "")


def _in_order(events: list[Kept[InfusionEvent]]) -> list[Kept[InfusionEvent]]:
    """By count within a start of the machine, as they were saved otherwise: what waited in a queue comes late."""
    saved = sorted(events, key=lambda kept: kept.key.number)
    boots = list(dict.fromkeys(kept.record.boot for kept in saved))
    return sorted(
        saved, key=lambda kept: (boots.index(kept.record.boot), (kept.record.mono_ms or 0) if kept.record.boot else 0)
    )


def _marks(events: Sequence[Kept[InfusionEvent]], log: Kept[Infusion] | None) -> tuple[Mark, ...]:
    """The events from the start on; one that was written into the log by hand counts too."""
    found = [
        (kept.record.kind, instant, kept.record.rate_ml_h)
        for kept in events
        if kept.record.kind is not None and (instant := instant_of(kept.record)) is not None
    ]
    written = log.record.started_at if log is not None else None
    if found and written is not None and all(kind is not EventKind.START for kind, *_rest in found):
        found.insert(0, (EventKind.START, Instant(written, 0, ""), None))
        stopped = log.record.stopped_at if log is not None else None
        if stopped is not None and all(kind is not EventKind.STOP for kind, *_rest in found):
            place = sum(instant.wall <= stopped for _kind, instant, _rate in found)
            found.insert(max(place, 1), (EventKind.STOP, Instant(stopped, 0, ""), None))
    start = next((number for number, (kind, *_rest) in enumerate(found) if kind is EventKind.START), len(found))
    passed = true_ms([instant for _kind, instant, _rate in found[start:]])
    return tuple(Mark(kind, instant, ms, rate) for (kind, instant, rate), ms in zip(found[start:], passed, strict=True))


def _of_log(log: Kept[Infusion] | None) -> tuple[Mark, ...]:
    """Start and stop of an infusion that was written down afterwards and has no events."""
    if log is None or log.record.started_at is None:
        return ()
    moments = [(EventKind.START, log.record.started_at), (EventKind.STOP, log.record.stopped_at)]
    known = [(kind, Instant(at, 0, "")) for kind, at in moments if at is not None]
    passed = true_ms([instant for _kind, instant in known])
    return tuple(Mark(kind, instant, ms) for (kind, instant), ms in zip(known, passed, strict=True))


def _stage(log: Kept[Infusion] | None, marks: tuple[Mark, ...], stop: Mark | None, *, at_bedside: bool) -> RunStage:
    if not marks:
        return RunStage.BEFORE
    kinds = [mark.kind for mark in marks]
    if EventKind.LEFT in kinds or (log is not None and log.record.observed_until is not None):
        return RunStage.CLOSED
    if stop is not None:
        return RunStage.ENDED if at_bedside else RunStage.CLOSED
    turns = [kind for kind in kinds if kind in (EventKind.PAUSE, EventKind.RESUME)]
    return RunStage.PAUSED if turns and turns[-1] is EventKind.PAUSE else RunStage.RUNNING
