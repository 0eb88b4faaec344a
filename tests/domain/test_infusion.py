"""Dose, volume and cells given, exact until they are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.infusion import (
    Infusion,
    LabelCounts,
    VitalSigns,
    cells_given,
    dose_cells,
    rounded,
    viable_cells_per_ml,
    volume_ml,
)
from ucmsc_desktop.domain.items import problems

from .build import decimals

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LOG = Infusion(
    weight_kg=Decimal("68.5"),
    cells_per_kg=Decimal(2_000_000),
    label_counts=LabelCounts.VIABLE,
    cells_per_ml=Decimal(2_000_000),
)


def log(**values: Any) -> Infusion:
    """The sample log with some values changed, and what follows from them."""
    return msgspec.structs.replace(LOG, **values).derived()


def test_dose_is_two_million_viable_cells_per_kg() -> None:
    assert dose_cells(Decimal("68.5")) == 137_000_000
    assert dose_cells(Decimal("0.1")) == 200_000
    assert dose_cells(Decimal(50), Decimal(1_000_000)) == 50_000_000


@pytest.mark.parametrize("weight", ["0", "0.0", "-0.1", "-68.5", "NaN", "sNaN", "Infinity"])
def test_a_weight_that_is_none(weight: str) -> None:
    with pytest.raises(ValueError, match=r"A weight is above 0 kg\."):
        dose_cells(Decimal(weight))


def test_viable_and_total_labels() -> None:
    million = Decimal(2_000_000)
    assert viable_cells_per_ml(million, LabelCounts.VIABLE, None) == 2_000_000
    assert viable_cells_per_ml(million, LabelCounts.VIABLE, Decimal(90)) == 2_000_000
    assert viable_cells_per_ml(million, LabelCounts.TOTAL, Decimal(90)) == 1_800_000
    assert viable_cells_per_ml(million, LabelCounts.TOTAL, Decimal(100)) == 2_000_000
    with pytest.raises(ValueError, match=r"The label counts total cells: the viability is needed\."):
        viable_cells_per_ml(million, LabelCounts.TOTAL, None)


@pytest.mark.parametrize("counts", LabelCounts)
@pytest.mark.parametrize("viability", ["0", "-1", "100.1", "NaN", "sNaN"])
def test_a_viability_that_is_none(counts: LabelCounts, viability: str) -> None:
    with pytest.raises(ValueError, match=r"A viability is above 0 and at most 100 %\."):
        viable_cells_per_ml(Decimal(1), counts, Decimal(viability))


@pytest.mark.parametrize("per_ml", ["0", "-1", "NaN", "sNaN", "Infinity"])
def test_a_concentration_that_is_none(per_ml: str) -> None:
    with pytest.raises(ValueError, match=r"A concentration is above 0 cells per mL\."):
        viable_cells_per_ml(Decimal(per_ml), LabelCounts.VIABLE, None)


def test_the_example_of_the_issue() -> None:
    viable, total = log(viability_pct=Decimal(90)), log(viability_pct=Decimal(90), label_counts=LabelCounts.TOTAL)
    assert (viable.dose_cells, viable.volume_to_give_ml) == (Decimal(137_000_000), Decimal("68.5"))
    assert (total.dose_cells, total.volume_to_give_ml) == (Decimal(137_000_000), Decimal("76.1"))
    assert volume_ml(Decimal(137_000_000), Fraction(1_800_000)) == Fraction(685, 9)


@given(weight=decimals(20, 300, 1), per_ml=decimals(1, 10**8, 0), viability=decimals(Decimal("0.1"), 100, 1))
def test_the_volume_holds_the_dose_exactly(weight: Decimal, per_ml: Decimal, viability: Decimal) -> None:
    dose = dose_cells(weight)
    for counts in LabelCounts:
        viable = viable_cells_per_ml(per_ml, counts, viability)
        assert Fraction(volume_ml(dose, viable)) * viable == Fraction(dose)
    total_needed = Fraction(dose) / (Fraction(viability) / 100)
    assert volume_ml(dose, viable_cells_per_ml(per_ml, LabelCounts.TOTAL, viability)) == total_needed / Fraction(per_ml)


def test_cells_given_and_part_of_the_dose() -> None:
    record = log(volume_given_ml=Decimal("61.7"))
    assert record.cells_given == cells_given(Decimal("61.7"), Fraction(2_000_000)) == 123_400_000
    assert record.part_given_pct == Decimal("90.1")
    assert log(volume_given_ml=Decimal("68.5")).part_given_pct == 100
    assert log(volume_given_ml=Decimal(0)).cells_given == log(volume_given_ml=Decimal(0)).part_given_pct == 0
    assert log(volume_given_ml=Decimal(70)).part_given_pct == Decimal("102.2")


@pytest.mark.parametrize(
    ("values", "open_fields"),
    [
        ({"weight_kg": None}, {"dose_cells", "volume_to_give_ml", "part_given_pct"}),
        ({"weight_kg": Decimal(0)}, {"dose_cells", "volume_to_give_ml", "part_given_pct"}),
        ({"cells_per_ml": None}, {"volume_to_give_ml", "cells_given", "part_given_pct"}),
        ({"label_counts": None}, {"volume_to_give_ml", "cells_given", "part_given_pct"}),
        ({"label_counts": LabelCounts.TOTAL}, {"volume_to_give_ml", "cells_given", "part_given_pct"}),
        ({"volume_given_ml": None}, {"cells_given", "part_given_pct"}),
        ({}, set()),
    ],
)
def test_what_cannot_be_computed_is_open(values: dict[str, Any], open_fields: set[str]) -> None:
    record = log(**({"volume_given_ml": Decimal(60)} | values))
    derived = ("dose_cells", "volume_to_give_ml", "cells_given", "part_given_pct")
    assert {name for name in derived if getattr(record, name) is None} == open_fields


def test_what_was_derived_before_does_not_stay() -> None:
    stale = msgspec.structs.replace(log(volume_given_ml=Decimal(60)), weight_kg=None, volume_given_ml=None)
    assert stale.derived().dose_cells is stale.derived().cells_given is None


def test_the_dose_of_the_protocol_is_used() -> None:
    assert log(cells_per_kg=Decimal(1_000_000)).dose_cells == 68_500_000


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),  # half up, not half even
        (Fraction(49, 100), 0, "0"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(15, 100), 1, "0.2"),
        (Fraction(25, 100), 1, "0.3"),
        (Fraction(2499, 10000), 1, "0.2"),
        (Fraction(685, 9), 1, "76.1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(0), 1, "0.0"),
        (Fraction(100), 1, "100.0"),
    ],
)
def test_rounding_half_up(value: Fraction, places: int, written: str) -> None:
    assert str(rounded(value, places)) == written


@given(st.fractions(0, 10**9), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_a_half(value: Fraction, places: int) -> None:
    difference = Fraction(rounded(value, places)) - value
    assert -Fraction(1, 2) < difference * 10**places <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"started_at": NOON, "stopped_at": NOON}, "stopped_at"),
        ({"started_at": NOON, "stopped_at": NOON - timedelta(seconds=1)}, "stopped_at"),
        ({"given_on": DAY, "weighed_on": DAY + timedelta(days=1)}, "weighed_on"),
        ({"given_on": DAY, "expires_on": DAY - timedelta(days=1)}, "expires_on"),
        ({"label_counts": LabelCounts.TOTAL}, "viability_pct"),
    ],
)
def test_contradictions(values: dict[str, Any], field: str) -> None:
    assert [problem.field for problem in log(**values).contradictions()] == [field]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"started_at": NOON},
        {"stopped_at": NOON},
        {"started_at": NOON, "stopped_at": NOON + timedelta(seconds=1)},
        {"given_on": DAY, "weighed_on": DAY, "expires_on": DAY},
        {"weighed_on": DAY, "expires_on": DAY},
        {"label_counts": LabelCounts.TOTAL, "viability_pct": Decimal(90)},
    ],
)
def test_no_contradictions(values: dict[str, Any]) -> None:
    assert log(**values).contradictions() == []


@pytest.mark.parametrize("weight", ["0", "19.9", "300.1", "68.55"])
def test_an_implausible_weight_is_not_stored(weight: str) -> None:
    (problem,) = problems(Infusion(weight_kg=Decimal(weight)))
    assert problem.field == "weight_kg"


@pytest.mark.parametrize(("systolic", "diastolic", "queries"), [(120, 80, 0), (80, 80, 1), (80, 81, 1), (80, 79, 0)])
def test_blood_pressure(systolic: int, diastolic: int, queries: int) -> None:
    assert len(VitalSigns(systolic=systolic, diastolic=diastolic).contradictions()) == queries
    assert VitalSigns(systolic=systolic).contradictions() == VitalSigns(diastolic=diastolic).contradictions() == []
