"""What a set of vital signs costs at the bedside beside the same bytes in one durable transaction of SQLCipher."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

from benchmarks.measure import Figure, in_turn
from benchmarks.saving import floor_of
from benchmarks.studies import PASSWORD, USER
from benchmarks.tick import VISIT, begin
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.study import Study

REACH = 3
_SETS = 32
"""As many as eight hours have; then another infusion's sets."""


def signs(study: Study, number: int) -> VitalSigns:
    """A whole set that differs by number."""
    return VitalSigns(
        taken_at=study.clock() + timedelta(seconds=number),
        timepoint=Timepoint.DURING,
        planned_minutes=15 * (1 + number % _SETS),
        systolic=110 + number % 20,
        diastolic=70,
        pulse=72,
        respiration=16,
        oxygen_saturation=98,
        temperature=Decimal("36.6"),
    )


def figure(study_folder: Path, runs: int) -> Figure:
    """Save a set by the program's own way: read what stands, write, encrypted, audited, hashed and durable."""
    study = Study.open(study_folder, USER, PASSWORD)
    subjects = study.subjects()
    begin(study, subjects)
    numbers = count()

    def ours() -> None:
        number = next(numbers)
        bedside.take(study, subjects[number // _SETS], VISIT, signs(study, number))

    found = in_turn("save a set of vital signs", ours, floor_of(study, study_folder, signs(study, 1)), REACH, runs)
    study.close()
    return found
