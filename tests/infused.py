"""Infusions that run in a real study, on a machine whose time the test moves."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.machine import Machine
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.participant import Identity, Participant, Sex
from ucmsc_desktop.domain.run import Run, run_of
from ucmsc_desktop.domain.vitals_plan import Planned
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.study import Study

VISIT = "W0"
NAME = "Lin Wei"
LOG = Infusion(
    weight_kg=Decimal("68.5"),
    weighed_on=date(2026, 3, 30),
    cells_per_kg=Decimal(2_000_000),
    product="UC-MSC suspension",
    lot="UC-0417-B",
    expires_on=date(2026, 12, 31),
    label_counts=LabelCounts.VIABLE,
    bag_cells_million=Decimal(137),
    bag_volume_ml=Decimal(100),
    rate_ml_h=Decimal(10),
)
SIGNS = {"systolic": 118, "diastolic": 74, "pulse": 76, "respiration": 16, "oxygen_saturation": 98}


def opened(folder: Path, machine: Machine) -> Study:
    """Log in to a study that runs on a machine."""
    study = Study.open(folder, ADMIN, ADMIN_PASSWORD)
    machine.carry(study)
    return study


def infuse(study: Study, *subjects: str) -> None:
    """Enter participants with a name and start the infusion of each now."""
    for subject in subjects:
        person = Participant(sex=Sex.FEMALE, consented_on=study.clock().date())
        study.add_participant(subject, person, Identity(initials="L.W.", name=NAME))
        bedside.start(study, subject, VISIT, LOG, None)


def run(study: Study, subject: str) -> Run:
    """An infusion as its records tell it."""
    return run_of(study.records(subject), subject, VISIT)


def take_due(study: Study, subject: str) -> None:
    """Take the set of vital signs that is next by the plan."""
    due = Planned(study.protocol.infusion, run(study, subject)).next(study.instant())
    point, minutes = (due.timepoint, due.minutes) if due is not None else (Timepoint.DURING, None)
    signs = VitalSigns(taken_at=study.clock(), timepoint=point, planned_minutes=minutes, **SIGNS)  # type: ignore[arg-type]
    number = study.next_number(subject, VISIT, VitalSigns.form)
    study.save(Key(subject, VISIT, VitalSigns.form, number), signs)
