"""A study of whole courses for trajectory and cohort: visits in time, doses, events, and a gap here and there."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks.studies import ASSESSOR, PASSWORD, USER
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.study import Study

FIRST = date(2025, 1, 6)


def code(number: int) -> str:
    """The code of a participant, counted from 1."""
    return f"P-{number:04}"


def make(folder: Path, participants: int) -> Path:
    """A study of so many participants who have come to the last visit of the protocol."""
    roles = (Role.ADMINISTRATOR, Role.INVESTIGATOR)
    toml = asset("study/ucmsc.toml").read_text(encoding="utf-8")
    study = Study.create(folder, protocol_toml=toml, user=USER, full_name="Bench", password=PASSWORD, roles=roles)
    with study.ledger.transaction():
        for number in range(1, participants + 1):
            for key, record in _records(study.protocol, number):
                writing.append_record(
                    study.ledger, ASSESSOR, Role.ASSESSOR, study.clock(), key, writing.storable(key, record)
                )
    study.close()
    return folder


def _records(protocol: Protocol, number: int) -> Iterator[tuple[Key, Record]]:
    subject, first = code(number), FIRST + timedelta(days=number % 300)
    yield Key(subject, "", "DM"), Participant(sex=Sex.FEMALE, birth_date=PartialDate("1980-05-01"))
    for place, visit in enumerate(protocol.timed_visits):
        on = first + timedelta(days=(visit.day or 0) + (number + place) % 3)
        if (number + 3 * place) % 17:
            yield Key(subject, visit.key, "PASI"), _pasi(on, number, place)
        if visit.infusion:
            yield Key(subject, visit.key, Infusion.form), _infusion(on, number)
    if number % 4 == 0:
        onset = first + timedelta(days=number % 60)
        yield Key(subject, "W4", AdverseEvent.form, 1), _event(onset, number)


def _pasi(on: date, number: int, place: int) -> PasiAssessment:
    """Severe at first, then clearing at a pace of one's own."""
    found = PasiAssessment(assessed_on=on)
    for step, region in enumerate(Region):
        area = max(0, 60 + (number * 7 + step * 11) % 30 - place * (6 + number % 5))
        found = found.covered(region, Decimal(area))
        for later, sign in enumerate(Sign):
            grade = max(1, 4 - (place + later) // (2 + number % 3)) if area else 0
            found = found.scored(region, sign, grade)
    return found.derived()


def _infusion(on: date, number: int) -> Infusion:
    whole = number % 9 != 0
    return Infusion(
        given_on=on,
        weight_kg=Decimal(70),
        cells_per_kg=Decimal(2_000_000),
        label_counts=LabelCounts.VIABLE,
        cells_per_ml=Decimal(2_000_000),
        volume_given_ml=Decimal(70 if whole else 40),
    ).derived()


def _event(onset: date, number: int) -> AdverseEvent:
    end = onset + timedelta(days=2 + number % 5)
    return AdverseEvent(
        term="Fever", grade=1 + number % 3, onset=PartialDate(onset.isoformat()), end=PartialDate(end.isoformat())
    )
