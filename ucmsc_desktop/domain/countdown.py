"""What a running infusion says from afar: the participant's code, what comes next, and how long until then."""

from __future__ import annotations

from typing import Literal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.infusion import Timepoint
from ucmsc_desktop.domain.infusion_words import lasted
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.domain.vitals_plan import MINUTE_MS, Due, DueState, Planned
from ucmsc_desktop.text import _

SECOND_MS = 1000
_MINUTE, _HOUR = 60, 3600
_LONG = 100
Status = Literal["info", "warn", "error", "ok"]
_NOW: Status = "warn"
_LATE: Status = "error"


class Countdown(msgspec.Struct, frozen=True):
    """The next moment of one infusion; `part` is what is left of the wait, from 1 to 0. It names a code, no person.

    `brief` is the time where there is little room. `call` names the set that is to be taken now, else it is empty.
    """

    subject: str
    visit: str
    words: str
    time: str
    part: float
    status: Status
    brief: str = ""
    call: str = ""


def countdown(planned: Planned, now: Instant) -> Countdown:
    """What is next in an infusion: a set of vital signs, else the end of the observation."""
    due = planned.next(now)
    if due is not None and due.is_open:
        return _open(planned.run, due)
    if due is not None:
        left, whole = due.left_ms or 0, _wait_ms(planned, due)
        return _ahead(planned.run, _set_words(planned.run, due), left, whole, "warn" if due.is_soon else "info")
    observed = planned.observation_left_ms(now) or 0
    if observed > 0:
        return _ahead(planned.run, _("observation"), observed, planned.part.observation_minutes * MINUTE_MS, "info")
    return Countdown(planned.run.subject, planned.run.visit, _("observation"), _("over"), 0, "ok", _("over"))


def clock_text(left_ms: int) -> str:
    """A wait as a clock shows it, `1:48` or `1:02:03`; it reads 0:00 only when nothing is left."""
    seconds = max(0, -(-left_ms // SECOND_MS))
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def overdue_words(left_ms: int) -> str:
    """How late it is, in whole minutes: `due`, then `overdue 3 min`."""
    minutes = -left_ms // MINUTE_MS
    return _("overdue {time}").format(time=lasted(minutes * _MINUTE)) if minutes else _("due")


def _brief(left_ms: int) -> str:
    minutes = -left_ms // MINUTE_MS
    if not minutes:
        return _("due")
    late = text.quantity(minutes, "min") if minutes < _LONG else text.quantity(minutes // 60, "h")
    return f"+{late}"


def _open(run: Run, due: Due) -> Countdown:
    left = due.left_ms or 0
    call, status = f"{due.timepoint}/{due.minutes}", _LATE if due.state is DueState.OVERDUE else _NOW
    return Countdown(run.subject, run.visit, _set_words(run, due), overdue_words(left), 0, status, _brief(left), call)


def _ahead(run: Run, words: str, left_ms: int, whole_ms: int, status: Status) -> Countdown:
    time = clock_text(left_ms)
    return Countdown(run.subject, run.visit, words, time, min(1.0, left_ms / max(1, whole_ms)), status, time)


def _set_words(run: Run, due: Due) -> str:
    words = _("vitals, {set}; paused") if run.stage is RunStage.PAUSED else _("vitals, {set}")
    return words.format(set=due.label)


def _wait_ms(planned: Planned, due: Due) -> int:
    """How long the wait for a set is from the one before it."""
    after = sorted({0, *planned.part.vitals_after_minutes})
    if due.timepoint is Timepoint.AFTER and due.minutes in after[1:]:
        return (due.minutes - after[after.index(due.minutes) - 1]) * MINUTE_MS
    return planned.part.vitals_every_minutes * MINUTE_MS
