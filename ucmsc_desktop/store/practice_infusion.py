"""An invented infusion of the practice study: both checks of the dose, every event, vital signs, and what was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome, AeQuestion
from ucmsc_desktop.domain.bedside import Checker, DoseCheck, EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import CELLS_PER_KG, MILLION, Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.product import ReadBy
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.practice_bags import BAG_CELLS_MILLION, BAG_VOLUME_ML, PRODUCT, VIABILITY_PCT
from ucmsc_desktop.store.practice_event import Event

_LASTS, _STOPPED_AT_MINUTE, _REACTION_AT = 50, 32, 31
_RATE = Decimal(90)
_SETS = (
    (-5, Timepoint.BEFORE, None),
    (15, Timepoint.DURING, 15),
    (30, Timepoint.DURING, 30),
    (45, Timepoint.DURING, 45),
    (None, Timepoint.END, None),
    (15, Timepoint.AFTER, 15),
    (30, Timepoint.AFTER, 30),
    (60, Timepoint.AFTER, 60),
)
"""Minute, time point and minute of the plan; the minutes after the end count from it."""


class Given(msgspec.Struct, frozen=True):
    """One infusion that took place: who, with which weight, when, and whether it was stopped or paused."""

    subject: str
    visit: str
    born: PartialDate
    weight_kg: Decimal
    start: datetime
    sex: Sex
    stopped: bool = False
    paused: bool = False

    @property
    def stop(self) -> datetime:
        """When it ended."""
        return self.start + timedelta(minutes=_STOPPED_AT_MINUTE if self.stopped else _LASTS)

    @property
    def lot(self) -> str:
        """The lot of the day."""
        return f"UC-{self.start:%m%d}"

    @property
    def unit(self) -> str:
        """The number of the bag, which no other infusion has."""
        return f"{self.lot}-{self.subject.rpartition('-')[2]}"

    @property
    def volume_ml(self) -> Decimal:
        """What was given: the whole dose, or 64 % of it."""
        part = Decimal("0.64") if self.stopped else 1
        return (self.weight_kg * part).quantize(Decimal("0.1"))

    def key(self, form: str, number: int = 0) -> Key:
        """Where a form of this infusion is kept."""
        return Key(self.subject, self.visit, form, number)


def infusion_events(given: Given) -> Iterator[Event]:
    """Everything that was recorded around one infusion."""
    if given.sex is Sex.FEMALE:
        yield _pregnancy_test(given)
    yield from _checks(given)
    yield from _course(given)
    yield from _vitals(given)
    yield Event(given.stop + timedelta(minutes=65), "nurse", given.key(Infusion.form), log_of(given), Meaning.AUTHOR)
    yield from _safety(given)


def log_of(given: Given) -> Infusion:
    """The log of the infusion."""
    return Infusion(
        given_on=given.start.date(),
        weight_kg=given.weight_kg,
        cells_per_kg=CELLS_PER_KG,
        weighed_on=given.start.date(),
        product=PRODUCT,
        lot=given.lot,
        donor="D-07",
        passage=4,
        expires_on=(given.start + timedelta(days=2)).date(),
        label_counts=LabelCounts.VIABLE,
        bag=given.unit,
        bag_cells_million=BAG_CELLS_MILLION,
        bag_volume_ml=BAG_VOLUME_ML,
        viability_pct=VIABILITY_PCT,
        rate_ml_h=_RATE,
        started_at=given.start,
        stopped_at=given.stop,
        volume_given_ml=given.volume_ml,
        flush_ml=Decimal(20),
        observed_until=given.stop + timedelta(minutes=62),
        left_well=True,
        line_removed=True,
        told_whom_to_call=True,
        reaction="Shivering, infusion stopped" if given.stopped else None,
        reaction_at=given.start + timedelta(minutes=_REACTION_AT) if given.stopped else None,
    )


def _pregnancy_test(given: Given) -> Event:
    at = given.start - timedelta(minutes=45)
    panel = LabPanel(
        laboratory="Ward, rapid test",
        sampled_on=at.date(),
        results={PREGNANCY_TEST: LabResult(quality=Quality.NEGATIVE)},
    )
    return Event(at, "nurse", given.key(LabPanel.form), panel, Meaning.AUTHOR)


def _checks(given: Given) -> Iterator[Event]:
    dose = given.weight_kg * CELLS_PER_KG / MILLION
    for checker, user, minutes in ((Checker.FIRST, "nurse", -18), (Checker.SECOND, "investigator", -12)):
        at = given.start + timedelta(minutes=minutes)
        check = DoseCheck(
            checker=checker,
            checked_at=at,
            subject_read=given.subject,
            birth_read=given.born,
            unit_read=given.unit,
            lot_read=given.lot,
            read_by=ReadBy.TYPED_TWICE,
            weight_kg=given.weight_kg,
            weighed_at=given.start - timedelta(minutes=30),
            label_counts=LabelCounts.VIABLE,
            cells_million=BAG_CELLS_MILLION,
            bag_volume_ml=BAG_VOLUME_ML,
            viability_pct=VIABILITY_PCT,
            dose_million=dose.normalize() if dose % 1 else Decimal(int(dose)),
            volume_ml=given.weight_kg,
        )
        number = 1 if checker is Checker.FIRST else 2
        yield Event(at, user, given.key(DoseCheck.form, number), check, Meaning.AUTHOR)


def _course(given: Given) -> Iterator[Event]:
    moments: list[tuple[datetime, InfusionEvent]] = [
        (given.start, InfusionEvent(kind=EventKind.START, rate_ml_h=_RATE)),
    ]
    if given.paused:
        for minutes, event in (
            (20, InfusionEvent(kind=EventKind.PAUSE, pause_reason=PauseReason.LINE)),
            (24, InfusionEvent(kind=EventKind.RESUME)),
        ):
            moments.append((given.start + timedelta(minutes=minutes), event))
    if given.stopped:
        reaction = InfusionEvent(kind=EventKind.REACTION)
        moments.append((given.start + timedelta(minutes=_REACTION_AT), reaction))
    why = StopReason.REACTION if given.stopped else StopReason.COMPLETE
    moments += [
        (given.stop, InfusionEvent(kind=EventKind.STOP, stop_reason=why, volume_ml=given.volume_ml)),
        (given.stop + timedelta(minutes=3), InfusionEvent(kind=EventKind.FLUSH, volume_ml=Decimal(20))),
        (given.stop + timedelta(minutes=62), InfusionEvent(kind=EventKind.LEFT)),
    ]
    for number, (at, event) in enumerate(moments, 1):
        count = int((at - given.start).total_seconds() * 1000) + 3_600_000
        stamped = msgspec.structs.replace(event, at=at, mono_ms=count, boot="practice")
        yield Event(at, "nurse", given.key(InfusionEvent.form, number), stamped, Meaning.AUTHOR)


def _vitals(given: Given) -> Iterator[Event]:
    lasted = (given.stop - given.start).total_seconds() // 60
    taken = [one for one in _SETS if one[1] is not Timepoint.DURING or (one[2] or 0) < lasted]
    for number, (minutes, point, planned) in enumerate(taken, 1):
        origin = given.start if point in (Timepoint.BEFORE, Timepoint.DURING) else given.stop
        at = origin + timedelta(minutes=minutes or 0)
        signs = VitalSigns(
            taken_at=at,
            timepoint=point,
            planned_minutes=planned,
            systolic=126 - 2 * number,
            diastolic=78 - number,
            pulse=70 + number,
            respiration=16,
            oxygen_saturation=98,
            temperature=Decimal("36.6"),
        )
        yield Event(at, "nurse", given.key(VitalSigns.form, number), signs, Meaning.AUTHOR)


def _safety(given: Given) -> Iterator[Event]:
    premedication = Medication(
        drug="Practice antihistamine",
        purpose=Purpose.PREMEDICATION,
        dose="10 mg",
        route="by mouth",
        given_at=given.start - timedelta(minutes=25),
        started_on=PartialDate(given.start.date().isoformat()),
        ended_on=PartialDate(given.start.date().isoformat()),
    )
    yield Event(given.start - timedelta(minutes=25), "nurse", given.key(Medication.form, 1), premedication)
    if given.stopped:
        day = PartialDate(given.start.date().isoformat())
        shivering = AdverseEvent(
            term="Shivering",
            onset=day,
            onset_at=given.start + timedelta(minutes=_REACTION_AT),
            end=day,
            grade=2,
            ctcae_version="5.0",
            serious=False,
            relation="probable",
            action=Action.STOPPED,
            outcome=AeOutcome.RECOVERED,
            infusion=given.visit,
            aware_at=given.start + timedelta(minutes=_REACTION_AT),
        )
        yield Event(given.stop + timedelta(minutes=70), "nurse", given.key(AdverseEvent.form, 1), shivering)


def question(subject: str, visit: str, at: datetime, *, any_event: bool) -> Event:
    """The question of a visit about adverse events, with its answer."""
    asked = AeQuestion(any_event=any_event, asked_on=at.date())
    return Event(at, "nurse", Key(subject, visit, AeQuestion.form), asked)
