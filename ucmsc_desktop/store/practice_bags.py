"""The product of the practice study: its specification, a bag for every infusion, and what is left in the freezer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.product import Bag, BagMove, Move, Product, ReadBy, ReleaseLimit
from ucmsc_desktop.store.practice_event import Event

PRODUCT = "UC-MSC suspension"
BAG_CELLS_MILLION, BAG_VOLUME_ML, VIABILITY_PCT = Decimal(200), Decimal(100), Decimal("92.5")
_IN_STOCK = 4
_PHARMACY = "coordinator"


class GivenBag(msgspec.Struct, frozen=True):
    """A bag that was given: to whom, at which visit, from when to when, and how much of it."""

    unit: str
    lot: str
    subject: str
    visit: str
    started_at: datetime
    stopped_at: datetime
    volume_ml: Decimal


def specification() -> Product:
    """The invented specification of the practice product."""
    return Product(
        name=PRODUCT,
        code="PRACTICE-01",
        label_counts=LabelCounts.VIABLE,
        use_within_minutes=240,
        limits={
            "1": ReleaseLimit(test="Viability", unit="%", low=Decimal(80)),
            "2": ReleaseLimit(test="Sterility", words="no growth"),
            "3": ReleaseLimit(test="Endotoxin", unit="EU/mL", high=Decimal("0.5")),
        },
    )


def given_bags(history: Sequence[Event]) -> list[GivenBag]:
    """The bag of every infusion in a history."""
    return [
        GivenBag(
            log.bag or "",
            log.lot or "",
            event.key.subject,
            event.key.visit,
            log.started_at,
            log.stopped_at,
            log.volume_given_ml or Decimal(0),
        )
        for event in history
        if isinstance(log := event.record, Infusion) and log.started_at and log.stopped_at
    ]


def product_events(given: Sequence[GivenBag], today: datetime) -> Iterator[Event]:
    """Every line of the accountability log: bags that were given, and those that are left."""
    first = min((one.started_at for one in given), default=today) - timedelta(days=14)
    yield Event(first, _PHARMACY, Key("", "", Product.form, 1), specification())
    moves = _Numbers()
    for number, one in enumerate(sorted(given, key=lambda one: one.started_at), 1):
        yield from _given(number, one, moves)
    for number in range(len(given) + 1, len(given) + 1 + _IN_STOCK):
        arrived = today - timedelta(days=2, minutes=-number)
        lot = f"UC-{today - timedelta(days=2):%m%d}"
        yield _received(number, f"{lot}-{number - len(given):02}", lot, arrived, today + timedelta(days=30))
        yield moves.event(arrived, number, Move.RECEIVED)
        yield moves.event(arrived + timedelta(minutes=30), number, Move.STORED, place="Freezer 2")


def _given(number: int, one: GivenBag, moves: _Numbers) -> Iterator[Event]:
    arrived = one.started_at - timedelta(days=1, hours=2)
    yield _received(number, one.unit, one.lot, arrived, one.started_at + timedelta(days=2))
    yield moves.event(arrived, number, Move.RECEIVED)
    yield moves.event(arrived + timedelta(minutes=30), number, Move.STORED, place="Freezer 2")
    yield moves.event(one.started_at - timedelta(minutes=40), number, Move.THAWED)
    to = {"subject": one.subject, "visit": one.visit}
    yield moves.event(one.started_at - timedelta(minutes=20), number, Move.ISSUED, **to)
    yield moves.event(one.stopped_at, number, Move.GIVEN, volume_ml=one.volume_ml, **to)
    left = BAG_VOLUME_ML - one.volume_ml
    if left > 0:
        after = one.stopped_at + timedelta(minutes=10)
        yield moves.event(after, number, Move.DESTROYED, volume_ml=left, reason="Rest of the bag", **to)


def _received(number: int, unit: str, lot: str, at: datetime, expires_at: datetime) -> Event:
    bag = Bag(
        product=PRODUCT,
        lot=lot,
        unit=unit,
        donor="D-07",
        passage=4,
        label_counts=LabelCounts.VIABLE,
        cells_million=BAG_CELLS_MILLION,
        volume_ml=BAG_VOLUME_ML,
        viability_pct=VIABILITY_PCT,
        expires_at=expires_at,
        shipment=f"S-{at:%m%d}",
        release={"1": str(VIABILITY_PCT), "2": "no growth", "3": "<0.1"},
        read_by=ReadBy.TYPED_TWICE,
    )
    return Event(at, _PHARMACY, Key("", "", Bag.form, number), bag)


class _Numbers:
    """Numbers the lines of the log in the order in which they are made."""

    def __init__(self) -> None:
        self._last = 0

    def event(self, at: datetime, bag: int, move: Move, **more: Decimal | str) -> Event:
        """The next line."""
        self._last += 1
        record: Record = msgspec.convert({"bag": bag, "move": move, "at": at, **more}, BagMove)
        user = _PHARMACY if move in (Move.RECEIVED, Move.STORED) else "nurse"
        return Event(at, user, Key("", "", BagMove.form, self._last), record)
