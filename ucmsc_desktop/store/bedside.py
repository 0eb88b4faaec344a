"""What happens at the bedside, written when it happens: each event, each set of vital signs, the end and the bag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.product import Bag, BagMove, Move
from ucmsc_desktop.domain.run import Run, RunStage, run_of
from ucmsc_desktop.domain.timeline import APART_MS
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

_FLOWING = (RunStage.RUNNING, RunStage.PAUSED)
_WHEN: dict[EventKind, tuple[RunStage, ...]] = {
    EventKind.START: (RunStage.BEFORE,),
    EventKind.PAUSE: (RunStage.RUNNING,),
    EventKind.RESUME: (RunStage.PAUSED,),
    EventKind.RATE: _FLOWING,
    EventKind.STOP: _FLOWING,
    EventKind.FLUSH: (*_FLOWING, RunStage.ENDED),
    EventKind.REACTION: (*_FLOWING, RunStage.ENDED),
    EventKind.LEFT: (RunStage.ENDED,),
}
"""At which stages an event can happen; a gap in time can be told at any."""


_WRITTEN = ("notes", "reaction", "reaction_at")
"""What a person may have written into the log before the start, and no check knows of."""


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What is accounted for after the stop; `rest` says where what is left in the bag goes, `reason` why."""

    volume_given_ml: Decimal
    flush_ml: Decimal | None = None
    rest: Move | None = None
    reason: str | None = None


class Discharge(msgspec.Struct, frozen=True, kw_only=True):
    """The check before the participant leaves."""

    left_well: bool
    line_removed: bool
    told_whom_to_call: bool


def start(
    study: Study, subject: str, visit: str, log: Infusion, bag: int | None, at: Instant | None = None
) -> Kept[InfusionEvent]:
    """Keep the log with its start, issue the bag, and note the start, all or none. Raises StudyError."""
    at = at or study.instant()
    key = Key(subject, visit, Infusion.form)
    log = msgspec.structs.replace(log, given_on=at.wall.date(), started_at=_second(at.wall))
    standing = study.find(key)
    reasons = {}
    if standing is not None and isinstance(standing.record, Infusion):
        written = {name: getattr(standing.record, name) for name in _WRITTEN if getattr(log, name) is None}
        log = msgspec.structs.replace(log, **written)
        changes = items.changed(standing.record, log)
        reasons = {field.name: _("As two persons checked it before the start") for field in changes}
    with study.ledger.transaction():
        begun = note(study, subject, visit, InfusionEvent(kind=EventKind.START, rate_ml_h=log.rate_ml_h), at)
        study.save(key, log, reasons=reasons)
        if bag is not None:
            bags.issue(study, bag, subject, visit, at.wall)  # a start that waited is judged as of its own time
    return begun


def note(
    study: Study, subject: str, visit: str, event: InfusionEvent, at: Instant | None = None
) -> Kept[InfusionEvent]:
    """Keep an event with the moment at which it happened, now when none is given. Raises StudyError."""
    at = at or study.instant()
    if event.kind in _WHEN:
        _check_stage(run_of(study.records(subject), subject, visit), event.kind)
    return study.save(_next(study, subject, visit, InfusionEvent.form), stamped(event, at))


def stamped(event: InfusionEvent, at: Instant) -> InfusionEvent:
    """An event with a moment by both clocks."""
    return msgspec.structs.replace(event, at=at.wall, mono_ms=at.mono_ms, boot=at.boot or None)


def explain(study: Study, subject: str, visit: str, why: PauseReason | StopReason) -> Kept[InfusionEvent]:
    """Add why it was paused or stopped to the event that was kept without a reason. Raises StudyError."""
    event = open_reason(run_of(study.records(subject), subject, visit))
    kind, field = (EventKind.PAUSE, "pause_reason") if isinstance(why, PauseReason) else (EventKind.STOP, "stop_reason")
    if event is None or event.record.kind is not kind:
        raise StudyError(_("There is no event without a reason. Nothing was changed."))
    return study.save(event.key, msgspec.structs.replace(event.record, **{field: why}))


def stop(
    study: Study, subject: str, visit: str, reason: StopReason | None = None, at: Instant | None = None
) -> Kept[InfusionEvent]:
    """Note the stop and write it into the log, all or none; the reason may follow. Raises StudyError.

    A stop that was written into the log by hand before stays there: the event keeps the moment of this one.
    """
    at = at or study.instant()
    with study.ledger.transaction():
        run = run_of(study.records(subject), subject, visit)
        ended = note(study, subject, visit, InfusionEvent(kind=EventKind.STOP, stop_reason=reason), at)
        if run.log is not None and run.log.record.stopped_at is None:
            study.save(run.log.key, msgspec.structs.replace(run.log.record, stopped_at=stopped_at(run, at)))
    return ended


def stopped_at(run: Run, at: Instant) -> datetime:
    """When an infusion or its observation ended by the clock that told the start: one that was set moves no end."""
    if run.started is None:
        return _second(at.wall)
    # The start as it was stamped: one that was corrected in the log since moves no other time.
    by_count = run.started.wall + timedelta(milliseconds=run.since_start_ms(at))
    is_set = abs(at.wall - by_count) > timedelta(milliseconds=APART_MS)
    return _second(by_count if is_set else at.wall)


def take(
    study: Study,
    subject: str,
    visit: str,
    signs: VitalSigns,
    number: int | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Kept[VitalSigns]:
    """Keep a set of vital signs, or with a number a change of the one that stands there. Raises StudyError."""
    key = _next(study, subject, visit, VitalSigns.form)
    if number is not None:
        key = msgspec.structs.replace(key, number=number)
    return study.save(key, signs, reasons=reasons)


def finish(study: Study, subject: str, visit: str, ending: Ending) -> Kept[Infusion]:
    """Write what was given into the log and account for the bag, all or none. Raises StudyError."""
    run = run_of(study.records(subject), subject, visit)
    log = _log_of(run)
    if run.stage is not RunStage.ENDED:
        raise _too_early(run)
    if log.record.volume_given_ml is not None:
        raise StudyError(_("What was given is on record already. Change it in the log, with a reason."))
    _check_volume(log.record, ending.volume_given_ml)
    flush = ending.flush_ml if ending.flush_ml is not None else _flushed(run)
    reaction = next((k.record.at for k in run.events if k.record.kind is EventKind.REACTION), None)
    ended = msgspec.structs.replace(log.record, volume_given_ml=ending.volume_given_ml, flush_ml=flush)
    if ended.reaction_at is None and reaction is not None:
        ended = msgspec.structs.replace(ended, reaction_at=_second(reaction))
    with study.ledger.transaction():
        kept = study.save(log.key, ended)
        bag = bag_of(study, log.record)
        if bag is not None:
            _account_for(study, bag, subject, visit, ending)
    return kept


def leave(study: Study, subject: str, visit: str, check: Discharge, at: Instant | None = None) -> Kept[Infusion]:
    """End the observation with the check before leaving, all or none. Raises StudyError."""
    at = at or study.instant()
    run = run_of(study.records(subject), subject, visit)
    log = _log_of(run)
    if run.stage is RunStage.ENDED and log.record.volume_given_ml is None:
        raise StudyError(_("Write down first what was given and where the bag went. Nothing was noted."))
    bag = bag_of(study, log.record)
    if run.stage is RunStage.ENDED and bag is not None and bags.is_out(study, bag):
        unit = bag.record.unit
        open_bag = _("Bag {unit} is still issued: write on the page “Product” what of it was given and where it went.")
        raise StudyError(_("{reason} Nothing was noted.").format(reason=open_bag.format(unit=unit)))
    ended = msgspec.structs.replace(
        log.record,
        observed_until=stopped_at(run, at),
        left_well=check.left_well,
        line_removed=check.line_removed,
        told_whom_to_call=check.told_whom_to_call,
    )
    with study.ledger.transaction():
        note(study, subject, visit, InfusionEvent(kind=EventKind.LEFT), at)
        return study.save(log.key, ended)


def bag_of(study: Study, log: Infusion) -> Kept[Bag] | None:
    """The bag of a log in the accountability log; None for one that was never received there."""
    return bags.bag_read(study, log.bag, log.lot) if log.bag else None


def parted(study: Study, kept: Kept[Infusion]) -> str:
    """That log and accountability log name different volumes given, in a sentence; empty where they agree."""
    bag, said = bag_of(study, kept.record), kept.record.volume_given_ml
    line = bags.story_of(study, bag.key.number).account.given if bag is not None else None
    if bag is None or line is None or said is None or line.volume_ml in (None, said):
        return ""
    sentence = _("The log says {said} of bag {unit} was given, the accountability log {other}. Correct one of them.")
    other = text.quantity(line.volume_ml or Decimal(0), "mL")
    return sentence.format(said=text.quantity(said, "mL"), unit=bag.record.unit, other=other)


def _account_for(study: Study, bag: Kept[Bag], subject: str, visit: str, ending: Ending) -> None:
    number, given = bag.key.number, ending.volume_given_ml
    if given:
        bags.move(study, BagMove(bag=number, move=Move.GIVEN, subject=subject, visit=visit, volume_ml=given))
    rest = bag.record.volume_ml - given if bag.record.volume_ml is not None else None
    if rest == 0:
        return
    if ending.rest is None:
        raise StudyError(_("Say where the rest of the bag went. Nothing was saved."))
    why = ending.reason or _("Rest of the bag after the infusion")
    line = BagMove(bag=number, move=ending.rest, subject=subject, visit=visit, volume_ml=rest, reason=why)
    bags.move(study, line)


def _check_volume(log: Infusion, given: Decimal) -> None:
    if log.bag_volume_ml is not None and given > log.bag_volume_ml:
        sentence = _("The bag held {held}: {given} cannot have been given. Check the volume; nothing was saved yet.")
        held, said = text.quantity(log.bag_volume_ml, "mL"), text.quantity(given, "mL")
        raise StudyError(sentence.format(held=held, given=said))


def _flushed(run: Run) -> Decimal | None:
    amounts = [k.record.volume_ml for k in run.events if k.record.kind is EventKind.FLUSH and k.record.volume_ml]
    return sum(amounts, Decimal(0)) if amounts else None


def _log_of(run: Run) -> Kept[Infusion]:
    if run.log is None:
        raise _too_early(run)
    return run.log


def _check_stage(run: Run, kind: EventKind) -> None:
    if run.stage not in _WHEN[kind]:
        raise _too_early(run)


def _too_early(run: Run) -> StudyError:
    sentences = {
        RunStage.BEFORE: _("The infusion has not been started yet."),
        RunStage.RUNNING: _("The infusion is running."),
        RunStage.PAUSED: _("The infusion is paused."),
        RunStage.ENDED: _("The infusion has been stopped already."),
        RunStage.CLOSED: _("The participant has left: this infusion is closed."),
    }
    return StudyError(_("{why} Nothing was noted.").format(why=sentences[run.stage]))


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _next(study: Study, subject: str, visit: str, form: str) -> Key:
    return Key(subject, visit, form, study.next_number(subject, visit, form))


def open_reason(run: Run) -> Kept[InfusionEvent] | None:
    """The pause or stop that has no reason yet, the last one of several."""
    asked = {EventKind.PAUSE: "pause_reason", EventKind.STOP: "stop_reason"}
    for kept in reversed(run.events):
        field = asked.get(kept.record.kind) if kept.record.kind is not None else None
        if field is not None and getattr(kept.record, field) is None:
            return kept
    return None
