"""A running infusion in words: dose and bag, the ring, how long it has run, and what is due after the next set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.countdown import Countdown, clock_text
from ucmsc_desktop.domain.infusion import Infusion, Timepoint
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.product import ReadBy
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.domain.timeline import gap_words
from ucmsc_desktop.domain.vitals_plan import Due, DueState, Planned
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status

SEPARATOR = " · "


def clock(moment: datetime) -> str:
    """The time of day to the minute."""
    return f"{moment:%H:%M}"


def bag_words(log: Infusion, checks: Sequence[Kept[DoseCheck]]) -> str:
    """The bag, what it holds, until when, and how its label was read."""
    held = _("{cells} million in {volume}").format(
        cells=words.plain(log.bag_cells_million) if log.bag_cells_million is not None else "?",
        volume=text.quantity(log.bag_volume_ml, "mL") if log.bag_volume_ml is not None else "?",
    )
    first = [_("Bag {unit}").format(unit=log.bag)] if log.bag else []
    if log.bag_cells_million is not None:
        first.append(held)
    second = []
    if log.expires_on is not None:
        second.append(_("expires {day}").format(day=text.date_text(log.expires_on)))
    read = next((kept.record.read_by for kept in checks if kept.record.read_by is ReadBy.SCANNED), None)
    if read is not None:
        second.append(_(read.label))
    return "\n".join(SEPARATOR.join(line) for line in (first, second) if line)


def checked_words(checks: Sequence[Kept[DoseCheck]]) -> str:
    """That two persons checked, and when the second did; empty while they have not."""
    second = [kept for kept in checks if kept.record.checker is Checker.SECOND]
    if not second or len({kept.by.user for kept in checks}) < 2:
        return ""
    return _("2 people checked {time}").format(time=clock(second[-1].record.checked_at or second[-1].by.at))


def title(run: Run) -> str:
    """What the infusion does now."""
    named = {
        RunStage.BEFORE: _("Before the infusion"),
        RunStage.RUNNING: _("Infusion running"),
        RunStage.PAUSED: _("Infusion paused"),
        RunStage.ENDED: _("Infusion ended after"),
        RunStage.CLOSED: _("Closed, infusion took"),
    }
    return named[run.stage]


def times(run: Run) -> str:
    """When it started and stopped."""
    if run.started is None:
        return ""
    if run.stopped is None:
        return _("started {time}").format(time=clock(run.started.wall))
    return _("{start} to {stop}").format(start=clock(run.started.wall), stop=clock(run.stopped.wall))


def course(run: Run, now: Instant) -> str:
    """When it started, when it stopped, and how much is in by the rates, or what was given as it was measured."""
    log = run.log.record if run.log is not None else Infusion()
    if log.volume_given_ml is not None:
        return "\n".join([times(run), *closing(log)])
    so_far, whole = run.volume_so_far(now), log.volume_to_give_ml
    if run.started is None or so_far is None or whole is None:
        return times(run)
    part = _("about {part} of {whole}").format(part=words.plain(so_far.quantize(1)), whole=text.quantity(whole, "mL"))
    return SEPARATOR.join([times(run), part])


def observation(planned: Planned, now: Instant) -> tuple[Status, str]:
    """What is said of the observation, with its status; empty when it is closed."""
    left = planned.observation_left_ms(now)
    whole = text.quantity(planned.part.observation_minutes, "min")
    if planned.run.stage is RunStage.CLOSED:
        return "ok", _("Observation ended")
    if left is None:
        return "info", _("Observe {time} after the end").format(time=whole)
    if left > 0:
        return "info", _("Observe {time} more").format(time=clock_text(left))
    return "ok", _("Observation of {time} is over").format(time=whole)


def ring_words(found: Countdown, due: Due | None) -> tuple[str, str, str]:
    """What stands above, in and below the middle of the ring."""
    if due is None:
        return _("Observation"), found.time, ""
    planned = _("{set}, {time}").format(set=due.label, time=clock(due.at)) if due.at is not None else due.label
    return (_("Vitals") if due.is_open else _("Vitals due in")), found.time, planned


def due_words(due: Due | None) -> str:
    """When the next set is due, for the button that records it."""
    if due is None or due.at is None:
        return _("extra set")
    if due.state is DueState.OVERDUE:
        return _("was due {time}").format(time=clock(due.at))
    return _("due {time}").format(time=clock(due.at))


def following(dues: Sequence[Due], due: Due | None) -> str:
    """What comes after the next set: `then 10:02 · at the end · +15 · +30 min`."""
    ahead = [one for one in dues if one.state is DueState.AHEAD and (due is None or not same(one, due))]
    timed = [clock(one.at) for one in ahead if one.at is not None]
    later = [one.label for one in ahead if one.at is None and one.timepoint is not Timepoint.BEFORE]
    return SEPARATOR.join([_("then {time}").format(time=timed[0]), *timed[1:], *later] if timed else later)


def same(one: Due, other: Due) -> bool:
    """Whether two are the same place of the plan."""
    return (one.timepoint, one.minutes) == (other.timepoint, other.minutes)


def gap_sentence(run: Run) -> str:
    """What happened to the clock last; empty while both clocks agree."""
    gaps = run.gaps()
    return gap_words(gaps[-1]) if gaps else ""


def closing(log: Infusion) -> list[str]:
    """What an infusion came to, line by line."""
    volume = text.quantity(log.volume_given_ml, "mL") if log.volume_given_ml is not None else ""
    given = SEPARATOR.join(part for part in (volume, words.given(log), words.part_given(log)) if part)
    lines = [_("Given: {given}").format(given=given or _("not known"))]
    if log.flush_ml is not None:
        lines.append(_("Flush: {volume}").format(volume=text.quantity(log.flush_ml, "mL")))
    if log.observed_until is not None:
        lines.append(_("Observed until {time}").format(time=clock(log.observed_until)))
    return lines


def unplanned(protocol: Protocol, visit: str) -> str:
    """That no infusion belongs to a visit."""
    planned = next((planned for planned in protocol.visits if planned.key == visit), None)
    if planned is not None and planned.week is not None:
        return _("No infusion planned at week {n}").format(n=planned.week)
    return _("No infusion planned at {visit}").format(visit=_(planned.label) if planned is not None else visit)
