"""What happens at the bedside, moment by moment: each event of an infusion, and each person's check of the dose."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.domain.product import BagCells, BagVolume, ReadBy, Viability, label_faults
from ucmsc_desktop.domain.vital_values import Weight
from ucmsc_desktop.text import N_


class EventKind(Code):
    """What happened in the course of an infusion."""

    START = ("start", N_("started"))
    RATE = ("rate", N_("rate changed"))
    PAUSE = ("pause", N_("paused"))
    RESUME = ("resume", N_("resumed"))
    STOP = ("stop", N_("stopped"))
    FLUSH = ("flush", N_("line flushed"))
    REACTION = ("reaction", N_("reaction noticed"))
    CLOCK = ("clock", N_("gap in time"))
    LEFT = ("left", N_("left after the observation"))


class PauseReason(Code):
    """Why an infusion was paused."""

    REACTION = ("reaction", N_("reaction"))
    LINE = ("line", N_("line or pump"))
    REQUEST = ("request", N_("participant's wish"))
    VITALS = ("vitals", N_("vital signs"))
    OTHER = ("other", N_("other"))


class StopReason(Code):
    """Why an infusion ended."""

    COMPLETE = ("complete", N_("all given"))
    REACTION = ("reaction", N_("reaction"))
    LINE = ("line", N_("line or pump"))
    REQUEST = ("request", N_("participant's wish"))
    OTHER = ("other", N_("other"))


class InfusionEvent(Record, frozen=True, kw_only=True):
    """One moment of an infusion, saved when it happens. Wall time and the machine's own count are both kept."""

    form: ClassVar[str] = "INFEVENT"
    title: ClassVar[str] = N_("Event of the infusion")

    kind: Annotated[EventKind | None, Item(label=N_("What happened"))] = None
    at: Annotated[datetime | None, Item(label=N_("When"))] = None
    mono_ms: Annotated[int | None, Item(label=N_("Count of the machine"), unit="ms", low=0)] = None
    boot: Annotated[str | None, Item(label=N_("Start of the machine"), required=False)] = None
    rate_ml_h: Annotated[
        Decimal | None, Item(label=N_("Rate"), unit=N_("mL per h"), low=0, high=2000, decimals=1, required=False)
    ] = None
    volume_ml: Annotated[
        Decimal | None, Item(label=N_("Volume"), unit="mL", low=0, high=2000, decimals=1, required=False)
    ] = None
    pause_reason: Annotated[PauseReason | None, Item(label=N_("Reason of the pause"), required=False)] = None
    stop_reason: Annotated[StopReason | None, Item(label=N_("Reason of the stop"), required=False)] = None
    gap_s: Annotated[int | None, Item(label=N_("Gap"), unit="s", required=False)] = None
    note: Annotated[str | None, Item(label=N_("Note"), required=False, multiline=True)] = None


class Checker(Code):
    """Whose check it is: the first person prepares, the second enters everything again without seeing it."""

    FIRST = ("first", N_("first person"))
    SECOND = ("second", N_("second person"))


class DoseCheck(Record, frozen=True, kw_only=True):
    """What one person read and computed for one infusion. Each stays on record, also when it is entered again."""

    form: ClassVar[str] = "DOSECHECK"
    title: ClassVar[str] = N_("Check of patient, product and dose")

    checker: Annotated[Checker | None, Item(label=N_("Check by"))] = None
    checked_at: Annotated[datetime | None, Item(label=N_("Checked at"))] = None
    subject_read: Annotated[str | None, Item(label=N_("Participant's code, from the wristband"))] = None
    birth_read: Annotated[PartialDate | None, Item(label=N_("Birth date, as the participant says it"))] = None
    unit_read: Annotated[str | None, Item(label=N_("Number of the bag"))] = None
    lot_read: Annotated[str | None, Item(label=N_("Lot"))] = None
    read_by: Annotated[ReadBy | None, Item(label=N_("Label read by"), required=False)] = None
    weight_kg: Weight = None
    weighed_at: Annotated[datetime | None, Item(label=N_("Weighed at"))] = None
    label_counts: Annotated[LabelCounts | None, Item(label=N_("The label counts"))] = None
    cells_million: BagCells = None
    bag_volume_ml: BagVolume = None
    viability_pct: Viability = None
    dose_million: Annotated[
        Decimal | None,
        Item(label=N_("Dose"), unit=N_("million viable cells"), low=0, high=100_000, decimals=3),
    ] = None
    volume_ml: Annotated[Decimal | None, Item(label=N_("Volume to give"), unit="mL", low=0, high=2000, decimals=1)] = (
        None
    )
    rate_ml_h: Annotated[
        Decimal | None,
        Item(label=N_("Rate ordered"), unit=N_("mL per h"), low=0, high=2000, decimals=1, required=False),
    ] = None
    line: Annotated[str | None, Item(label=N_("Line"), required=False)] = None
    line_filter: Annotated[str | None, Item(label=N_("Filter"), required=False)] = None
    resolution: Annotated[
        str | None, Item(label=N_("How the difference was resolved"), required=False, multiline=True)
    ] = None

    def contradictions(self) -> list[Problem]:
        """Total cells without a viability, and a bag of no cells or none that lives."""
        amounts = {"cells_million": self.cells_million, "bag_volume_ml": self.bag_volume_ml}
        return label_faults(self.label_counts, self.viability_pct, **amounts)
