"""A participant with one infusion on a study whose clock stands, for the tests of adverse events."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.store.study import Study

SUBJECT, VISIT = "P-001", "W0"
NOW = datetime(2026, 3, 28, 13, 0, tzinfo=UTC)
STARTED = NOW - timedelta(hours=3)
TODAY = PartialDate("2026-03-28")
MILD: dict[str, Any] = {
    "term": "Headache",
    "onset": TODAY,
    "grade": 1,
    "ctcae_version": "5.0",
    "serious": False,
    "relation": "possible",
    "action": Action.NONE,
    "outcome": AeOutcome.RECOVERING,
}


def ward(study: Study, *subjects: str) -> Study:
    """Enter participants, each infused three hours ago; the clock of the study stands."""
    study.clock = lambda: NOW
    for subject in subjects or (SUBJECT,):
        study.add_participant(subject, Participant(birth_date=PartialDate("1980"), consented_on=date(2026, 3, 1)))
        log = Infusion(given_on=STARTED.date(), started_at=STARTED, stopped_at=STARTED + timedelta(hours=1))
        study.save(Key(subject, VISIT, Infusion.form), log)
    return study


def at(number: int = 1, visit: str = VISIT, subject: str = SUBJECT) -> Key:
    """The place of an event."""
    return Key(subject, visit, AdverseEvent.form, number)


def happened(
    study: Study, number: int = 1, *, visit: str = VISIT, subject: str = SUBJECT, **values: Any
) -> AdverseEvent:
    """Save an event, a mild one where nothing else is said."""
    return study.save(at(number, visit, subject), AdverseEvent(**MILD | values)).record


def stored(study: Study, key: Key) -> AdverseEvent:
    """The event that stands at a place."""
    kept = study.find(key)
    assert kept is not None
    assert isinstance(kept.record, AdverseEvent)
    return kept.record


def with_safety(study: Study, **changes: Any) -> None:
    """Let the protocol have other parameters of safety."""
    safety = msgspec.structs.replace(study.protocol.safety, **changes)
    study.protocol = msgspec.structs.replace(study.protocol, safety=safety)
