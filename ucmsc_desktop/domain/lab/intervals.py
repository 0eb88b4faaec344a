"""Reference intervals that may be proposed to a laboratory: each is to be compared with the laboratory's own list."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits
from ucmsc_desktop.domain.participant import Sex


def read_intervals(content: str) -> tuple[Limits, ...]:
    """The intervals that a table holds, none of them confirmed."""
    return tuple(_interval(row) for row in csv.DictReader(io.StringIO(content)))


def _interval(row: dict[str, str]) -> Limits:
    return Limits(
        analyte=row["analyte"],
        unit=row["unit"],
        sex=Sex(row["sex"]) if row["sex"] else None,
        age_low=int(row["age_low"]),
        age_high=int(row["age_high"]) if row["age_high"] else None,
        lln=Decimal(row["lln"]) if row["lln"] else None,
        uln=Decimal(row["uln"]) if row["uln"] else None,
        source=f"{row['source']}: {row['known_how']}",
    )


def proposed(laboratory: Laboratory, intervals: tuple[Limits, ...]) -> Laboratory:
    """The laboratory with those intervals that are for people whom none of its own covers."""
    for limits in intervals:
        if not any(own.meets(limits) for own in laboratory.limits.values()):
            laboratory = laboratory.limited(laboratory.next_number(), limits)
    return laboratory
