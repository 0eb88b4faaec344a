"""What the safety of a participant asks a person to do next: reports that are due, events to follow, the question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ucmsc_desktop.domain.adverse import AdverseEvent, AeQuestion
from ucmsc_desktop.domain.ae_follow import open_events, undescribed
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.needs import Need
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reporting import clock_words, open_clocks
from ucmsc_desktop.domain.summary import Progress, Summary
from ucmsc_desktop.text import _, datetime_text


def safety_needs(protocol: Protocol, seen: Summary, now: datetime) -> Iterator[Need]:
    """Everything about adverse events that is open for a participant, what presses first."""
    yield from _reports(protocol, seen, now)
    yield from _reactions(protocol, seen)
    yield from _follow_up(protocol, seen)
    yield from _questions(seen)


def _reports(protocol: Protocol, seen: Summary, now: datetime) -> Iterator[Need]:
    for one in open_clocks(of_type(seen.records, AdverseEvent), protocol.safety, now):
        visit, event = one.kept.key.visit, one.kept.record.term or _("adverse event")
        sentence = _("{visit}: {event}: {clock}").format(
            visit=protocol.visit_name(visit), event=event, clock=clock_words(one.clock, now)
        )
        yield Need(sentence, visit, AdverseEvent.form, pressing=True)


def _reactions(protocol: Protocol, seen: Summary) -> Iterator[Need]:
    for kept in undescribed(seen.records):
        at = datetime_text(kept.record.at) if kept.record.at is not None else _("not known")
        sentence = _("{visit}: the reaction noticed at {time} is not described yet.").format(
            visit=protocol.visit_name(kept.key.visit), time=at
        )
        yield Need(sentence, kept.key.visit, AdverseEvent.form, pressing=True)


def _follow_up(protocol: Protocol, seen: Summary) -> Iterator[Need]:
    for kept in open_events(seen.records):
        sentence = _("{visit}: “{event}” is not resolved. Follow it up.").format(
            visit=protocol.visit_name(kept.key.visit), event=kept.record.term or _("adverse event")
        )
        yield Need(sentence, kept.key.visit, AdverseEvent.form)


def _questions(seen: Summary) -> Iterator[Need]:
    asked = {kept.key.visit for kept in of_type(seen.records, AeQuestion) if kept.record.any_event is not None}
    for view in seen.visits:
        took_place = view.progress in (Progress.STARTED, Progress.DONE)
        if view.visit.week is not None and took_place and view.visit.key not in asked:
            sentence = _("{visit}: adverse events were not asked about.").format(visit=_(view.visit.label))
            yield Need(sentence, view.visit.key, AdverseEvent.form)
