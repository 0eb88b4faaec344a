"""An infusion at the bedside whose clocks the test moves: wall and the machine's count, together or apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.product import Bag, BagMove, Move, Product, ReadBy
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.run import Run, run_of
from ucmsc_desktop.store import bags, bedside, writing
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.ticks import Ticks

CODE, VISIT, UNIT, LOT = "P-001", "W0", "UC-0417-B", "UC-0417"
NIGHT = datetime(2026, 3, 30, 9, 17, tzinfo=datetime.now().astimezone().tzinfo)


class Clocks:
    """Wall clock and count of a machine."""

    def __init__(self, study: Study, wall: datetime = NIGHT) -> None:
        self.wall, self.count = wall, 1_000_000
        study.clock = lambda: self.wall
        study.ticks = Ticks(lambda: self.count, "boot-1")

    def go(self, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        passed = timedelta(minutes=minutes, seconds=seconds)
        self.wall += passed
        self.count += round(passed.total_seconds() * 1000)


def run(study: Study) -> Run:
    """The infusion as it stands."""
    return run_of(study.records(CODE), CODE, VISIT)


def standing(study: Study) -> Infusion:
    """Its log."""
    kept = run(study).log
    assert kept is not None
    return kept.record


def prepare(study: Study, clocks: Clocks) -> None:
    """A participant, a bag in store, and two checks that agree."""
    study.add_participant(CODE, Participant(sex=Sex.FEMALE))
    study.add_account("second", "Sara Second", "another pass", [Role.NURSE])
    specification = Product(name="UC-MSC", label_counts=LabelCounts.VIABLE, use_within_minutes=240)
    study.save(Key("", "", Product.form, 1), specification)
    at = clocks.wall
    bag = Bag(
        product="UC-MSC",
        lot=LOT,
        unit=UNIT,
        donor="D-07",
        passage=4,
        label_counts=LabelCounts.VIABLE,
        cells_million=Decimal(200),
        volume_ml=Decimal(100),
        viability_pct=Decimal(95),
        expires_at=at + timedelta(hours=7),
        shipment="S-1",
        read_by=ReadBy.SCANNED,
    )
    bags.receive(study, bag)
    bags.move(study, BagMove(bag=1, move=Move.THAWED, at=at))
    study.save(Key(CODE, VISIT, DoseCheck.form, 1), check(Checker.FIRST, at))
    with study.ledger.transaction():
        second = Key(CODE, VISIT, DoseCheck.form, 2)
        writing.append_record(study.ledger, "second", Role.NURSE, at, second, check(Checker.SECOND, at))


def check(checker: Checker, at: datetime) -> DoseCheck:
    """One person's check."""
    return DoseCheck(
        checker=checker,
        checked_at=at - timedelta(minutes=5),
        unit_read=UNIT,
        lot_read=LOT,
        read_by=ReadBy.SCANNED,
        weight_kg=Decimal("68.5"),
        weighed_at=at,
        dose_million=Decimal(137),
        volume_ml=Decimal("68.5"),
    )


def log(day: date) -> Infusion:
    """The log on which two persons agree."""
    return Infusion(
        given_on=day,
        weight_kg=Decimal("68.5"),
        weighed_on=day,
        cells_per_kg=Decimal(2_000_000),
        product="UC-MSC",
        lot=LOT,
        bag=UNIT,
        donor="D-07",
        passage=4,
        expires_on=day,
        label_counts=LabelCounts.VIABLE,
        bag_cells_million=Decimal(200),
        bag_volume_ml=Decimal(100),
        viability_pct=Decimal(95),
        rate_ml_h=Decimal(70),
    ).derived()


def started(study: Study, clocks: Clocks) -> None:
    """An infusion that has just begun."""
    prepare(study, clocks)
    bedside.start(study, CODE, VISIT, log(clocks.wall.date()), 1)


def bounded(study: Study) -> None:
    """Let the site prompt above a systolic pressure of 160 and below 90."""
    plan = msgspec.structs.replace(study.protocol.infusion, systolic_prompt=(Decimal(90), Decimal(160)))
    study.protocol = msgspec.structs.replace(study.protocol, infusion=plan)
