"""An infusion of the tests, event by event, on a machine whose time the test moves."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.machine import Machine
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import InfusionPart
from ucmsc_desktop.domain.run import Run, run_of

from .build import kept

PART = InfusionPart(vitals_every_minutes=15, vitals_after_minutes=(15, 30, 60), observation_minutes=60)
ORDER = Infusion(
    weight_kg=Decimal("68.5"),
    cells_per_kg=Decimal(2_000_000),
    label_counts=LabelCounts.VIABLE,
    bag_cells_million=Decimal(137),
    bag_volume_ml=Decimal(100),
    rate_ml_h=Decimal(120),
).derived()
SIGNS = {"systolic": 118, "diastolic": 74, "pulse": 76, "respiration": 16, "oxygen_saturation": 98}


class Bedside:
    """What is noted, in order; each note is stamped by the machine."""

    def __init__(self, machine: Machine | None = None) -> None:
        self.machine = machine or Machine()
        self.records: list[Kept[Record]] = [kept(ORDER, "W4", subject="P-003")]

    def note(self, kind: EventKind, **values: Any) -> None:
        """Note an event now."""
        now = self.machine.now()
        event = InfusionEvent(kind=kind, at=now.wall, mono_ms=now.mono_ms, boot=now.boot, **values)
        self._keep(event, InfusionEvent)

    def take(self, point: Timepoint, minutes: int | None = None, **values: Any) -> None:
        """Take a set of vital signs now; with `systolic=None` and so on it is left out."""
        signs = VitalSigns(taken_at=self.machine.wall(), timepoint=point, planned_minutes=minutes, **(values or SIGNS))
        self._keep(signs, VitalSigns)

    def _keep(self, record: Record, kind: type[Record]) -> None:
        number = 1 + sum(isinstance(one.record, kind) for one in self.records)
        self.records.append(kept(record, "W4", subject="P-003", number=number))

    def run(self) -> Run:
        """The infusion as its records tell it."""
        return run_of(self.records, "P-003", "W4")

    def wall(self) -> datetime:
        """The clock of the machine."""
        return self.machine.wall()
