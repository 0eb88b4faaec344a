"""One participant's safety at a glance: each infusion, every adverse event by grade and day, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec

from ucmsc_desktop.domain.adverse import RESOLVED, AdverseEvent, AeQuestion
from ucmsc_desktop.domain.ae_days import Given, Span, infusions, onset_span, reference, relative_days
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.dates import earliest, is_partial_date
from ucmsc_desktop.domain.deviations import Deviation, deviations_of
from ucmsc_desktop.domain.dose_class import DoseClass, dose_class
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reporting import EventClock, open_clocks
from ucmsc_desktop.domain.run import Run, RunStage, run_of
from ucmsc_desktop.text import N_

GRADES = (1, 2, 3, 4, 5)
SAFETY_FORMS = (Infusion.form, InfusionEvent.form, AdverseEvent.form, Medication.form, Deviation.form)
"""The forms that a summary of safety rests on."""


class DoseState(Code):
    """What has become of a planned infusion."""

    GIVEN = ("given", N_("given"))
    MISSED = ("missed", N_("missed"))
    RUNNING = ("running", N_("running"))
    OPEN = ("open", N_("not complete"))
    AHEAD = ("ahead", N_("not yet given"))


class DoseLine(msgspec.Struct, frozen=True):
    """One infusion: `found` is the class of a dose whose figures are complete, `reason` why a visit was missed."""

    visit: str
    state: DoseState
    run: Run
    day: int | None = None
    found: DoseClass | None = None
    reason: str = ""

    @property
    def log(self) -> Infusion | None:
        """The log, None before the infusion."""
        return self.run.log.record if self.run.log is not None else None

    @property
    def kind(self) -> Code:
        """The class of the dose, or what has become of the infusion while there is none."""
        return self.found or self.state


class DayBand(Code):
    """When an event began, seen from its infusion."""

    BEFORE = ("before", N_("before the first infusion"))
    SAME = ("same", N_("day of the infusion"))
    NEXT = ("next", N_("day 1"))
    WEEK = ("week", N_("day 2 to 6"))
    LATER = ("later", N_("day 7 or later"))
    UNKNOWN = ("unknown", N_("day not known"))


class EventLine(msgspec.Struct, frozen=True):
    """One adverse event, the infusion from which its day is counted, and that day as far as it is known."""

    kept: Kept[AdverseEvent]
    after: Given | None
    days: Span | None
    band: DayBand

    @property
    def is_open(self) -> bool:
        """Whether it is to be followed up."""
        return self.kept.record.outcome not in RESOLVED


class SafetySummary(msgspec.Struct, frozen=True):
    """What is known of one participant's safety, from the records that stand."""

    subject: str
    doses: tuple[DoseLine, ...]
    events: tuple[EventLine, ...]
    answers: tuple[bool, ...]
    medications: tuple[Kept[Medication], ...]
    deviations: tuple[Kept[Deviation], ...]
    clocks: tuple[EventClock, ...]

    @property
    def open_events(self) -> list[EventLine]:
        """The events that are to be followed up."""
        return [line for line in self.events if line.is_open]

    def dose_counts(self) -> Counter[Code]:
        """How many infusions came to what: the class of the dose, or the state of one that has none."""
        return Counter(line.kind for line in self.doses)

    def event_counts(self) -> Counter[tuple[DayBand, int | None]]:
        """How many events began when, by grade; None for one that is not graded yet."""
        return Counter((line.band, line.kept.record.grade) for line in self.events)


def safety_summary(protocol: Protocol, subject: str, records: Sequence[Kept[Record]], now: datetime) -> SafetySummary:
    """The safety of one participant, as it stands at a moment."""
    events = of_type(records, AdverseEvent)
    given = infusions(records)
    return SafetySummary(
        subject=subject,
        doses=tuple(_doses(protocol, subject, records)),
        events=tuple(sorted((_event(kept, given) for kept in events), key=_onset)),
        answers=tuple(
            kept.record.any_event for kept in of_type(records, AeQuestion) if kept.record.any_event is not None
        ),
        medications=tuple(sorted(of_type(records, Medication), key=_begun)),
        deviations=tuple(deviations_of(records)),
        clocks=tuple(open_clocks(events, protocol.safety, now)),
    )


def _doses(protocol: Protocol, subject: str, records: Sequence[Kept[Record]]) -> Iterable[DoseLine]:
    logged = [kept.key.visit for kept in of_type(records, Infusion)]
    planned = [visit.key for visit in protocol.visits if visit.infusion]
    origin = first_infusion(records)
    for visit in dict.fromkeys([*planned, *logged]):
        run = run_of(records, subject, visit)
        missed = [kept.record for kept in of_type(records, Visit, visit) if kept.record.status is VisitStatus.MISSED]
        log = run.log.record if run.log is not None else None
        found = dose_class(log.part_given(), protocol.dose.tolerance_pct) if log is not None else None
        day = (log.given_on - origin).days if log is not None and log.given_on and origin else None
        state = _state(run, found, is_missed=bool(missed))
        yield DoseLine(visit, state, run, day, found, (missed[0].reason or "") if missed else "")


def _state(run: Run, found: DoseClass | None, *, is_missed: bool) -> DoseState:
    if run.log is None and run.stage is RunStage.BEFORE:
        return DoseState.MISSED if is_missed else DoseState.AHEAD
    if found is not None:
        return DoseState.GIVEN
    return DoseState.RUNNING if run.stage in (RunStage.RUNNING, RunStage.PAUSED) else DoseState.OPEN


def _event(kept: Kept[AdverseEvent], given: Sequence[Given]) -> EventLine:
    days = relative_days(kept.record, given)
    return EventLine(kept, reference(kept.record, given), days, _band(kept.record, given, days))


def _band(event: AdverseEvent, given: Sequence[Given], days: Span | None) -> DayBand:
    span = onset_span(event)
    if days is None:
        is_before = span is not None and (not given or span[1] < given[0].day)
        return DayBand.BEFORE if is_before else DayBand.UNKNOWN
    bands = {_band_of(day) for day in days}
    return bands.pop() if len(bands) == 1 else DayBand.UNKNOWN


def _band_of(day: int) -> DayBand:
    if day < 0:
        return DayBand.BEFORE
    if day < 2:
        return (DayBand.SAME, DayBand.NEXT)[day]
    return DayBand.WEEK if day < 7 else DayBand.LATER


def _onset(line: EventLine) -> tuple[date, str, int]:
    span = onset_span(line.kept.record)
    return (span[0] if span is not None else date.max, line.kept.key.visit, line.kept.key.number)


def _begun(kept: Kept[Medication]) -> tuple[date, str, int]:
    record = kept.record
    if is_partial_date(record.started_on):
        day = earliest(record.started_on)
    else:
        day = record.given_at.date() if record.given_at is not None else date.max
    return day, kept.key.visit, kept.key.number
