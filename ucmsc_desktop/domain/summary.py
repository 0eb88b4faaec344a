"""A participant at a glance: the stage of the trial, every planned visit with its window, and the latest PASI."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, State, of_type
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.dates import PartialDate, age_range
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.eligibility import Outcome, Screening, refused
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Code, Record
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment, PasiEntries
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.schedule import Placed, Timing, Window, windows
from ucmsc_desktop.text import N_, _

DATES = ("assessed_on", "given_on", "screened_on", "started_at", "taken_at")
"""Fields that say on which day a visit took place when the visit's own record does not."""


class Stage(Code):
    """How far a participant has come in the trial."""

    SCREENING = ("screening", N_("screening"))
    FAILED = ("screen_failure", N_("screen failure"))
    ENROLLED = ("enrolled", N_("enrolled"))
    TREATED = ("treated", N_("in treatment"))
    FOLLOW_UP = ("follow_up", N_("in follow-up"))
    DONE = ("done", N_("done"))
    EARLIER = ("earlier", N_("earlier record"))


class Progress(Code):
    """What has become of a planned visit so far."""

    PLANNED = ("planned", N_("planned"))
    DUE = ("due", N_("due"))
    OVERDUE = ("overdue", N_("overdue"))
    STARTED = ("started", N_("started"))
    DONE = ("done", N_("done"))
    MISSED = ("missed", N_("missed"))


SETTLED = (Progress.DONE, Progress.MISSED)
AHEAD = (Progress.PLANNED, Progress.DUE, Progress.OVERDUE)


class VisitView(msgspec.Struct, frozen=True):
    """A planned visit of one participant: its progress, the day it took place, its window, and what is kept of it."""

    visit: PlannedVisit
    progress: Progress
    on: date | None = None
    window: Window | None = None
    records: tuple[Kept[Record], ...] = ()
    reason: str = ""

    def words(self) -> str:
        """The day and the window in words, for example `28-Mar-2026, in window`."""
        if self.progress is Progress.MISSED:
            return _("missed: {reason}").format(reason=self.reason) if self.reason else _("missed")
        if self.on is not None:
            return _(", ").join([text.date_text(self.on), *([self.timing(self.on)] if self.window else [])])
        if self.window is None:
            return _("counted from the first infusion") if self.visit.day else ""
        if self.progress is Progress.OVERDUE:
            return _("closed on {day}").format(day=text.date_text(self.window.latest))
        first, last = text.date_text(self.window.earliest), text.date_text(self.window.latest)
        return _("{first} to {last}").format(first=first, last=last)

    def timing(self, on: date) -> str:
        """Where a day lies in the window, in words; empty without a window."""
        if self.window is None:
            return ""
        return Placed(self.window, self.window.timing(on), 0, self.window.days_outside(on)).sentence()

    def chip(self, today: date) -> tuple[str, bool]:
        """Week, day and window in a line, such as `Week 4 · day 28 · in window (±3 d)`, and whether the day fits."""
        label = _(self.visit.label)
        if self.progress is Progress.MISSED:
            return _("{visit} · missed").format(visit=label), False
        if self.window is None:
            return label, True
        on = self.on or today
        day = (on - self.window.planned).days + (self.visit.day or 0)
        fits = self.window.timing(on) is Timing.IN_WINDOW
        parts = [label, _("day {n}").format(n=text.number_text(day)), f"{self.timing(on)} {self._tolerance()}"]
        return " · ".join(parts), fits

    def _tolerance(self) -> str:
        early, late = self.visit.early_days, self.visit.late_days
        if early == late:
            return _("(±{n} d)").format(n=late)
        return _("({minus}{early} to +{late} d)").format(minus=text.MINUS, early=early, late=late)


class LatestPasi(msgspec.Struct, frozen=True):
    """The newest PASI that is known: tenths, state, and whether it was taken over from an earlier record."""

    tenths: int
    state: State
    visit: str
    imported: bool = False


class Summary(msgspec.Struct, frozen=True):
    """What a list or an overview says about one participant."""

    subject: str
    stage: Stage
    participant: Participant | None
    visits: tuple[VisitView, ...]
    first_infusion: date | None
    pasi: LatestPasi | None
    unsigned: tuple[Kept[Record], ...]
    records: tuple[Kept[Record], ...] = ()

    @property
    def deviations(self) -> list[Kept[Deviation]]:
        """What went against the protocol."""
        return of_type(self.records, Deviation)

    @property
    def last(self) -> VisitView | None:
        """The latest visit that took place; of one day, or where a day is not known, the later in the protocol."""
        found, latest = None, date.min
        for view in self.visits:
            on = view.on or latest
            if view.progress in (Progress.STARTED, Progress.DONE) and on >= latest:
                found, latest = view, on
        return found

    @property
    def next(self) -> VisitView | None:
        """The first visit with a window at which nothing has happened yet."""
        return next((view for view in self.visits if view.window and view.progress in AHEAD), None)

    def of(self, visit: str) -> VisitView | None:
        """The view of one visit by its key."""
        return next((view for view in self.visits if view.visit.key == visit), None)


def summary(protocol: Protocol, subject: str, records: Sequence[Kept[Record]], today: date) -> Summary:
    """Everything at a glance from the records that stand, as of a day."""
    first, by_visit = first_infusion(records), _by_visit(records)
    spans = {window.visit.key: window for window in windows(protocol.visits, first)} if first else {}
    participant = next((kept.record for kept in of_type(records, Participant)), None)
    views = tuple(
        _view(visit, by_visit.get(visit.key, []), spans.get(visit.key), today, wanted_forms(visit, participant))
        for visit in protocol.visits
    )
    return Summary(
        subject=subject,
        stage=_stage(protocol, records, {view.visit.key for view in views if view.progress in SETTLED}, first),
        participant=participant,
        visits=views,
        first_infusion=first,
        pasi=_latest(records),
        unsigned=tuple(kept for kept in records if _waits_for_signature(kept)),
        records=tuple(records),
    )


def stage_of(protocol: Protocol, records: Sequence[Kept[Record]]) -> Stage:
    """The stage alone, as a summary has it: of the visits only those that end the treatment or follow it are read."""
    by_visit, participant = _by_visit(records), next((kept.record for kept in of_type(records, Participant)), None)

    def is_settled(visit: PlannedVisit) -> bool:
        kept = by_visit.get(visit.key, [])
        return _recorded(_said(kept), kept, wanted_forms(visit, participant)) in SETTLED

    timed = protocol.timed_visits
    last = [visit for visit in timed if visit is timed[-1] or _closes(protocol, visit)]
    return _stage(protocol, records, {visit.key for visit in last if is_settled(visit)}, first_infusion(records))


def _by_visit(records: Sequence[Kept[Record]]) -> dict[str, list[Kept[Record]]]:
    found: dict[str, list[Kept[Record]]] = {}
    for kept in records:
        found.setdefault(kept.key.visit, []).append(kept)
    return found


def wanted_forms(visit: PlannedVisit, participant: Participant | None) -> tuple[str, ...]:
    """The forms of a visit that this participant needs: a man is not asked about pregnancy."""
    if participant is None or participant.sex is not Sex.MALE:
        return visit.forms
    return tuple(form for form in visit.forms if form != ReproductiveStatus.form)


def _waits_for_signature(kept: Kept[Record]) -> bool:
    """Vital signs and visit dates stand without a signature of their own; taken-over totals carry none."""
    return kept.state is not State.SIGNED and isinstance(
        kept.record, PasiEntries | GlobalAssessment | Infusion | Screening
    )


def _view(
    visit: PlannedVisit, records: list[Kept[Record]], window: Window | None, today: date, wanted: Collection[str]
) -> VisitView:
    said = _said(records)
    progress = _recorded(said, records, wanted) or _waiting(window, today)
    if progress is Progress.MISSED:
        return VisitView(visit, progress, None, window, tuple(records), (said.reason if said else None) or "")
    on = said.visited_on if said else None
    on = on or min((day for kept in records if (day := day_of(kept.record))), default=None)
    return VisitView(visit, progress, on, window, tuple(records))


def _said(records: Sequence[Kept[Record]]) -> Visit | None:
    return next((kept.record for kept in of_type(records, Visit)), None)


def _recorded(said: Visit | None, records: Sequence[Kept[Record]], wanted: Collection[str]) -> Progress | None:
    """What has become of a visit by what is kept of it, None while nothing is."""
    if said is not None and said.status is VisitStatus.MISSED:
        return Progress.MISSED
    forms = {kept.key.form for kept in records if not isinstance(kept.record, Deviation)}
    if all(form in forms or form == VitalSigns.form for form in wanted) or (
        said is not None and said.status is VisitStatus.DONE
    ):
        return Progress.DONE
    return Progress.STARTED if forms else None


def _waiting(window: Window | None, today: date) -> Progress:
    if window is None or today < window.earliest:
        return Progress.PLANNED
    return Progress.OVERDUE if today > window.latest else Progress.DUE


def day_of(record: Record) -> date | None:
    """The day on which a form was filled in at the bedside, None when it has none."""
    found = (getattr(record, name, None) for name in DATES)
    day = next((day for day in found if isinstance(day, date)), None)
    return day.date() if isinstance(day, datetime) else day


def _stage(protocol: Protocol, records: Sequence[Kept[Record]], settled: Collection[str], first: date | None) -> Stage:
    """The stage when these visits are settled."""
    if first is None:
        if of_type(records, HistoricalPasi):
            return Stage.EARLIER
        return _before_treatment(protocol, [kept.record for kept in of_type(records, Screening)])
    timed = protocol.timed_visits
    if timed and timed[-1].key in settled:
        return Stage.DONE
    is_over = any(visit.key in settled for visit in timed if _closes(protocol, visit))
    return Stage.FOLLOW_UP if is_over else Stage.TREATED


def _closes(protocol: Protocol, visit: PlannedVisit) -> bool:
    """Whether a visit ends the treatment or follows it."""
    return (visit.week or 0) >= protocol.endpoints.treatment_weeks


def _before_treatment(protocol: Protocol, screened: Sequence[Screening]) -> Stage:
    """By the decision; records from before there was one are judged by their answers."""
    if any(record.outcome is Outcome.ENROLLED for record in screened):
        return Stage.ENROLLED
    failed = any(
        record.outcome is Outcome.FAILED
        or (record.outcome is None and not record.findings and refused(protocol.criteria, record))
        for record in screened
    )
    return Stage.FAILED if failed else Stage.SCREENING


def _latest(records: Sequence[Kept[Record]]) -> LatestPasi | None:
    # The stored total is read, not computed afresh: a list does this for a thousand participants at once.
    assessed = [kept for kept in of_type(records, PasiAssessment) if kept.record.total_tenths is not None]
    if assessed:
        last = max(assessed, key=lambda kept: kept.record.assessed_on or date.min)
        return LatestPasi(last.record.total_tenths or 0, last.state, last.key.visit)
    taken = [kept for kept in of_type(records, HistoricalPasi) if kept.record.total_tenths is not None]
    if taken:
        latest = max(taken, key=lambda kept: kept.record.day or 0)
        return LatestPasi(latest.record.total_tenths or 0, latest.state, latest.key.visit, imported=True)
    return None


def age_words(born: PartialDate | None, on: date) -> str:
    """Age on a day in completed years, a range when the birth date is known in part; empty when it is not known."""
    if born is None:
        return ""
    low, high = age_range(born, on)
    years = str(low) if low == high else f"{low}–{high}"
    return _("{years} y").format(years=years)
