"""What is tapped at the bedside: stamped with both clocks at the tap, then written, now or when there is room."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import msgspec
from PySide6.QtCore import QObject

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Kept, Key, Stamp
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.vitals_plan import Due
from ucmsc_desktop.pages.bedside_queue import WriteQueue
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, time_text

_NOT_YET = 100_000
"""Numbers of records that wait: behind all that are kept."""


class Actions(QObject):
    """Each method is one tap of the person; it answers whether what was tapped is on the disk already."""

    def __init__(self, study: Study, subject: str, visit: str, queue: WriteQueue) -> None:
        """Take whose infusion this is and the queue through which all is written."""
        super().__init__(queue)
        self.study, self.subject, self.visit, self.queue = study, subject, visit, queue

    def start(self, log: Infusion) -> bool:
        """Start the infusion with the log on which two persons agree."""
        at = self.study.instant()

        def act() -> object:
            bag = bedside.bag_of(self.study, log)
            number = bag.key.number if bag is not None else None
            return bedside.start(self.study, self.subject, self.visit, log, number, at)

        begun = msgspec.structs.replace(log, started_at=at.wall)
        event = InfusionEvent(kind=EventKind.START, rate_ml_h=log.rate_ml_h)
        shown = [self._shown(event, at), self._waiting(begun, at)]
        return self.queue.do(self._named(_("start"), at), act, shown)

    def note(self, event: InfusionEvent) -> Instant:
        """Keep an event; answers the moment with which it is kept."""
        at = self.study.instant()
        act = partial(bedside.note, self.study, self.subject, self.visit, event, at)
        label = _(event.kind.label) if event.kind is not None else ""
        self.queue.do(self._named(label, at), act, [self._shown(event, at)])
        return at

    def stop(self) -> bool:
        """Stop the infusion; its reason is asked afterwards, so that the time is the time of the hand."""
        at = self.study.instant()
        act = partial(bedside.stop, self.study, self.subject, self.visit, None, at)
        shown = self._shown(InfusionEvent(kind=EventKind.STOP), at)
        return self.queue.do(self._named(_("stop"), at), act, [shown])

    def explain(self, why: PauseReason | StopReason) -> bool:
        """Say why it was paused or stopped."""
        act = partial(bedside.explain, self.study, self.subject, self.visit, why)
        return self.queue.do(_("reason: {why}").format(why=_(why.label)), act)

    def take(self, signs: VitalSigns, number: int | None = None, reasons: Mapping[str, str] | None = None) -> bool:
        """Keep a set of vital signs, or with a number a change of one."""
        at = self.study.instant()
        act = partial(bedside.take, self.study, self.subject, self.visit, signs, number, reasons)
        shown = [self._waiting(signs, at)] if number is None else []
        return self.queue.do(self._named(_("vital signs"), at), act, shown)

    def skip(self, due: Due, why: MissingReason) -> bool:
        """Leave a planned set out, with the reason for each of its values."""
        minutes = due.minutes if due.kept is None else None
        missing = dict.fromkeys(("taken_at", *VITAL_VALUES), why)
        return self.take(VitalSigns(timepoint=due.timepoint, planned_minutes=minutes, missing=missing))

    def finish(self, ending: bedside.Ending) -> bool:
        """Write what was given, and where the rest of the bag goes."""
        act = partial(bedside.finish, self.study, self.subject, self.visit, ending)
        given = f"{ending.volume_given_ml} mL"
        return self.queue.do(_("volume given {volume}").format(volume=given), act)

    def leave(self, check: bedside.Discharge) -> bool:
        """End the observation."""
        at = self.study.instant()
        act = partial(bedside.leave, self.study, self.subject, self.visit, check, at)
        return self.queue.do(self._named(_("left"), at), act, [self._shown(InfusionEvent(kind=EventKind.LEFT), at)])

    def rate(self, rate_ml_h: Decimal) -> None:
        """Change the rate."""
        self.note(InfusionEvent(kind=EventKind.RATE, rate_ml_h=rate_ml_h))

    def flush(self, volume_ml: Decimal) -> None:
        """Note that the line was flushed."""
        self.note(InfusionEvent(kind=EventKind.FLUSH, volume_ml=volume_ml))

    def _named(self, words: str, at: Instant) -> str:
        return f"{words} {time_text(at.wall)}"

    def _shown(self, event: InfusionEvent, at: Instant) -> Kept[Record]:
        return self._waiting(bedside.stamped(event, at), at)

    def _waiting(self, record: Record, at: Instant) -> Kept[Record]:
        account = self.study.account
        number = 0 if isinstance(record, Infusion) else _NOT_YET + len(self.queue.waiting)
        key = Key(self.subject, self.visit, record.form, number)
        return Kept(key, record.derived(), Stamp(account.user, account.roles[0], at.wall), hash="")
