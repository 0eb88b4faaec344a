"""Which reports an adverse event calls for, until when, and whether they were made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome, Expected
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.causality import is_related
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.protocol import SafetyPart
from ucmsc_desktop.text import N_, _


class ReportTo(Code):
    """Who is to be told; the value is the field of the event that holds when they were."""

    SPONSOR = ("sponsor_at", N_("Sponsor"))
    ETHICS = ("ethics_at", N_("Ethics committee"))
    SUSAR = ("susar_at", N_("SUSAR"))


class ClockState(Code):
    """Where a clock stands."""

    RUNNING = ("running", N_("running"))
    OVERDUE = ("overdue", N_("overdue"))
    UNTIMED = ("untimed", N_("without a start"))
    REPORTED = ("reported", N_("reported"))
    LATE = ("late", N_("reported late"))


class Clock(msgspec.Struct, frozen=True):
    """One report that an event calls for. Without a start nobody can say when it is due; `decided` is False while the
    answers that a SUSAR depends on are open."""

    to: ReportTo
    state: ClockState
    since: datetime | None = None
    due: datetime | None = None
    reported: datetime | None = None
    decided: bool = True

    @property
    def is_open(self) -> bool:
        """Whether the report is still to be made."""
        return self.state not in (ClockState.REPORTED, ClockState.LATE)


class EventClock(msgspec.Struct, frozen=True):
    """A clock with the event that it runs for."""

    kept: Kept[AdverseEvent]
    clock: Clock


def is_fatal(event: AdverseEvent) -> bool:
    """Whether any answer says that the participant died of it."""
    return bool(event.death) or event.grade == 5 or event.outcome is AeOutcome.FATAL


def is_serious(event: AdverseEvent) -> bool:
    """Whether an event is serious: it says so, a criterion is ticked, or it was fatal."""
    return bool(event.serious or event.criteria) or is_fatal(event)


def starts_clocks(event: AdverseEvent, part: SafetyPart) -> bool:
    """Whether an event is to be reported at all: it is serious, or of the grade that the protocol names or above."""
    return is_serious(event) or (event.grade is not None and event.grade >= part.clock_grade)


def clocks(event: AdverseEvent, part: SafetyPart, now: datetime) -> list[Clock]:
    """The reports that an event calls for, as they stand at a moment; none for one that need not be reported.

    They run from when the site knew; where that is missing, from when the event was noticed at the bedside.
    """
    if not starts_clocks(event, part):
        return []
    hours = ((ReportTo.SPONSOR, part.sponsor_hours), (ReportTo.ETHICS, part.ethics_hours))
    found = [_clock(event, to, timedelta(hours=limit), now) for to, limit in hours]
    related = is_related(event.relation, part)
    if is_serious(event) and related is not False and event.expected is not Expected.YES:
        days = part.susar_fatal_days if is_fatal(event) or event.life_threatening else part.susar_other_days
        decided = related is not None and event.expected is not None
        found.append(_clock(event, ReportTo.SUSAR, timedelta(days=days), now, decided=decided))
    return found


def _clock(event: AdverseEvent, to: ReportTo, limit: timedelta, now: datetime, *, decided: bool = True) -> Clock:
    since = event.aware_at or event.onset_at
    due = since + limit if since is not None else None
    reported: datetime | None = getattr(event, to.value)
    if reported is not None:
        state = ClockState.LATE if due is not None and reported > due else ClockState.REPORTED
    elif due is None:
        state = ClockState.UNTIMED
    else:
        state = ClockState.OVERDUE if now > due else ClockState.RUNNING
    return Clock(to, state, since, due, reported, decided)


def open_clocks(events: Sequence[Kept[AdverseEvent]], part: SafetyPart, now: datetime) -> list[EventClock]:
    """The reports that are still to be made for these events: without a start first, then by when they are due."""
    found = [EventClock(kept, clock) for kept in events for clock in clocks(kept.record, part, now) if clock.is_open]
    return sorted(found, key=lambda own: (own.clock.due is not None, own.clock.due or now))


def clock_words(clock: Clock, now: datetime) -> str:
    """A clock in words, such as `Sponsor: 23 h 10 min left`."""
    name = _(clock.to.label) if clock.decided else _("{name}, not decided").format(name=_(clock.to.label))
    return _("{name}: {state}").format(name=name, state=_state_words(clock, now))


def _state_words(clock: Clock, now: datetime) -> str:
    if clock.reported is not None:
        late = clock.state is ClockState.LATE
        words = _("reported late, {time}") if late else _("reported {time}")
        return words.format(time=text.datetime_text(clock.reported))
    if clock.due is None:
        return _("say since when the site knows")
    if now > clock.due:
        return _("overdue by {time}").format(time=span_words(now - clock.due))
    return _("{time} left").format(time=span_words(clock.due - now))


def span_words(span: timedelta) -> str:
    """A length of time in its two largest units, cut and never rounded up: `6 d 23 h`, `23 h 59 min`, `0 min`."""
    minutes = int(span.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("{d} d {h} h").format(d=days, h=hours).replace(" ", text.NO_BREAK_SPACE)
    words = _("{h} h {m} min").format(h=hours, m=minutes % 60) if hours else _("{m} min").format(m=minutes % 60)
    return words.replace(" ", text.NO_BREAK_SPACE)
