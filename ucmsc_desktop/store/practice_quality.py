"""What the invented participants of the practice study say of themselves: itch, quality of life, and small events."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.dlqi import HIGHEST_TOTAL, Dlqi
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.practice_event import Event

_ASKED_AT = ("W0", "W4", "W8", "W12", "W24")
_ITCH, _DLQI, _GRADE = Decimal(8), 17, 4
_DAY = timedelta(days=1)
_LASTS = 2 * _DAY
_CORRECTED = ("P-002", "W4")
"""Whose note was added after signing, at which visit; their event was corrected too."""
_EVENTS = (("P-001", "W0", "Fever", 1), ("P-002", "W8", "Headache", 2), ("P-011", "W4", "Tiredness", 1))
"""Participant, visit, term and grade of each small event; all are gone after two days."""


def quality_events(subject: str, visit: str, left: float, at: datetime) -> Iterator[Event]:
    """Itch, global grade and DLQI of a visit at which they are asked, about as good as the skin is."""
    if visit not in _ASKED_AT:
        return
    chance = random.Random(subject + visit)  # noqa: S311 - invented data
    itch = min(max(_ITCH * Decimal(str(left)) + chance.randint(-5, 5) / Decimal(10), Decimal(0)), Decimal(10))
    grade = min(round(_GRADE * left), _GRADE)
    assessed = GlobalAssessment(assessed_on=at.date(), global_grade=grade, itch_cm=round(itch, 1))
    key = Key(subject, visit, GlobalAssessment.form)
    yield Event(at, "assessor", key, assessed, Meaning.AUTHOR)
    if (subject, visit) == _CORRECTED:
        noted = msgspec.structs.replace(assessed, notes="Itch was worse at night")
        yield Event(at + _DAY, "assessor", key, noted, Meaning.AUTHOR, reasons={"notes": "Added from the paper notes"})
    total = min(max(round(_DLQI * left) + chance.randint(-1, 1), 0), HIGHEST_TOTAL)
    said = Dlqi(answered_on=at.date(), entered_total=total)
    yield Event(at + timedelta(minutes=2), "nurse", Key(subject, visit, Dlqi.form), said, Meaning.AUTHOR)


def small_events(subject: str, visit: str, at: datetime) -> Iterator[Event]:
    """The events of a visit that came after the infusion and went by themselves."""
    for code, at_visit, term, grade in _EVENTS:
        if (code, at_visit) == (subject, visit):
            event = AdverseEvent(
                term=term,
                onset=PartialDate(at.date().isoformat()),
                end=PartialDate((at + _LASTS).date().isoformat()),
                grade=grade,
                ctcae_version="5.0",
                serious=False,
                relation="possible",
                action=Action.NONE,
                outcome=AeOutcome.RECOVERED,
                infusion=visit,
            )
            key = Key(subject, visit, AdverseEvent.form, 1)
            yield Event(at + _LASTS, "nurse", key, event)
            if code == _CORRECTED[0]:
                longer = msgspec.structs.replace(event, end=PartialDate((at + _LASTS + _DAY).date().isoformat()))
                why = {"end": "The participant's diary names the day after"}
                yield Event(at + _LASTS + _DAY, "nurse", key, longer, reasons=why)
