"""The product at the site: what it is by its specification, each bag of it, and where every bag has gone."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from ucmsc_desktop.domain.infusion import LabelCounts, viability_faults
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.text import N_, _

BagCells = Annotated[
    Decimal | None, Item(label=N_("Cells in the bag"), unit=N_("million cells"), low=0, high=100_000, decimals=3)
]
BagVolume = Annotated[Decimal | None, Item(label=N_("Volume of the bag"), unit="mL", low=0, high=2000, decimals=1)]
Viability = Annotated[
    Decimal | None, Item(label=N_("Viability"), unit="%", low=0, high=100, decimals=1, required=False)
]


class ReadBy(Code):
    """How a code came into the program."""

    SCANNED = ("scanned", N_("scanned"))
    TYPED_TWICE = ("typed_twice", N_("typed twice"))


class ReleaseLimit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One release test of the product's specification: bounds (both allowed), or the words that pass."""

    test: Annotated[str, Item(label=N_("Release test"))]
    unit: Annotated[str, Item(label=N_("Unit"))] = ""
    low: Annotated[Decimal | None, Item(label=N_("Lower limit"))] = None
    high: Annotated[Decimal | None, Item(label=N_("Upper limit"))] = None
    words: Annotated[str, Item(label=N_("Words that pass"))] = ""


class Product(Record, frozen=True, kw_only=True):
    """The product as the site's specification describes it. It belongs to the study, not to a participant."""

    form: ClassVar[str] = "PRODUCT"
    title: ClassVar[str] = N_("Product and its specification")

    name: Annotated[str | None, Item(label=N_("Product"), cdisc="ECTRT")] = None
    code: Annotated[str | None, Item(label=N_("Product code on the label"), required=False)] = None
    label_counts: Annotated[LabelCounts | None, Item(label=N_("The label counts"))] = None
    use_within_minutes: Annotated[
        int | None, Item(label=N_("To be used within, from the start of thawing"), unit="min", low=1, high=10080)
    ] = None
    limits: Annotated[dict[str, ReleaseLimit], Item(label=N_("Release test"), required=False)] = {}


class Bag(Record, frozen=True, kw_only=True):
    """One bag as it was received: the label, what was read from it, and the results with which it was released."""

    form: ClassVar[str] = "BAG"
    title: ClassVar[str] = N_("Bag")

    product: Annotated[str | None, Item(label=N_("Product"), cdisc="ECTRT")] = None
    lot: Annotated[str | None, Item(label=N_("Lot"), cdisc="ECLOT")] = None
    unit: Annotated[str | None, Item(label=N_("Number of the bag"))] = None
    donor: Annotated[str | None, Item(label=N_("Donor code"))] = None
    passage: Annotated[int | None, Item(label=N_("Passage"), low=0, high=99)] = None
    label_counts: Annotated[LabelCounts | None, Item(label=N_("The label counts"))] = None
    cells_million: BagCells = None
    volume_ml: BagVolume = None
    viability_pct: Viability = None
    expires_at: Annotated[datetime | None, Item(label=N_("Expires at"))] = None
    shipment: Annotated[str | None, Item(label=N_("Shipment"))] = None
    release: Annotated[dict[str, str], Item(label=N_("Release result"), required=False)] = {}
    read_by: Annotated[ReadBy | None, Item(label=N_("Label read by"))] = None
    scanned: Annotated[str | None, Item(label=N_("Code as it was read"), required=False)] = None
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True)] = None

    def contradictions(self) -> list[Problem]:
        """Total cells without a viability, nothing in the bag, or no living cell in it."""
        return label_faults(
            self.label_counts, self.viability_pct, cells_million=self.cells_million, volume_ml=self.volume_ml
        )


def label_faults(counts: LabelCounts | None, viability_pct: Decimal | None, **amounts: Decimal | None) -> list[Problem]:
    """What a label cannot say: total cells without a viability, no living cell, or an amount of 0, by its field."""
    empty = [
        Problem(name, _("This is above 0 in a bag that can be given.")) for name, held in amounts.items() if held == 0
    ]
    return viability_faults(counts, viability_pct) + empty


class Move(Code):
    """What happened to a bag. The first is always that it was received."""

    RECEIVED = ("received", N_("received"))
    STORED = ("stored", N_("stored"))
    THAWED = ("thawed", N_("thawing started"))
    ISSUED = ("issued", N_("issued for a participant"))
    GIVEN = ("given", N_("given"))
    RETURNED = ("returned", N_("returned"))
    DESTROYED = ("destroyed", N_("destroyed"))
    LOST = ("lost", N_("not found"))
    WITHDRAWN = ("withdrawn", N_("line before taken back"))


class BagMove(Record, frozen=True, kw_only=True):
    """One line of the accountability log. Lines are only ever added; a wrong one is taken back by the next."""

    form: ClassVar[str] = "BAGMOVE"
    title: ClassVar[str] = N_("Movement of a bag")

    bag: Annotated[int | None, Item(label=N_("Bag"), low=1)] = None
    """The number of the bag's record in the study."""
    move: Annotated[Move | None, Item(label=N_("What happened"))] = None
    at: Annotated[datetime | None, Item(label=N_("When"))] = None
    subject: Annotated[str | None, Item(label=N_("Participant"), required=False)] = None
    visit: Annotated[str | None, Item(label=N_("Visit"), required=False)] = None
    volume_ml: Annotated[
        Decimal | None, Item(label=N_("Volume"), unit="mL", low=0, high=2000, decimals=1, required=False)
    ] = None
    place: Annotated[str | None, Item(label=N_("Where to"), required=False)] = None
    reason: Annotated[str | None, Item(label=N_("Reason"), required=False, multiline=True)] = None

    def succeeding(self, before: Record, *, signed: bool) -> BagMove:
        """A line never replaces another, so that the log stays what was written at the time. Raises TypeError."""
        del signed
        if before != self:
            raise TypeError("a line of the accountability log never changes")
        return self
