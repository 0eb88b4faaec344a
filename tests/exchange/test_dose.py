"""The dose as a question: from the bag or a concentration, with time and what was given, as the log computes it."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_compute import PROTOCOL, ask
from ucmsc_desktop.domain.dose_class import dose_class
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.exchange.compute import RULES

BAG = {"weight_kg": "68.5", "bag_cells_million": "200", "bag_volume_ml": "60", "label_counts": "viable"}


def dose(**values: Any) -> dict[str, Any]:
    return ask("dose", json.dumps(BAG | values))


def test_the_example_of_the_help() -> None:
    assert ask("dose", RULES["dose"].example) == {
        "viable_cells": "137000000",
        "volume_ml": "68.5",
        "volume_to_give_ml": "68.5",
        "duration_min": "27.4",
        "cells_given": "87600000",
        "part_given_pct": "63.9",
        "dose_class": "partial",
    }


def test_a_bag_is_divided_exactly() -> None:
    assert dose() == {"viable_cells": "137000000", "volume_ml": "41.1", "volume_to_give_ml": "41.1"}
    third = dose(bag_cells_million="100", bag_volume_ml="70", rate_ml_h="90")
    assert (third["volume_ml"], third["volume_to_give_ml"]) == ("95.9", "95.9")
    assert third["duration_min"] == "63.9333333333"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"bag_volume_ml": None}, "together"),
        ({"cells_per_ml": 2_000_000}, "not both"),
        ({"label_counts": None}, "label_counts"),
        ({"bag_volume_ml": 0}, "above 0"),
        ({"bag_cells_million": "-1"}, "above 0"),
        ({"rate_ml_h": 0}, "above 0"),
        ({"volume_given_ml": "-0.1"}, "not below 0"),
        ({"label_counts": "total"}, "viability is needed"),
        ({"label_counts": "total", "viability_pct": 0}, "above 0"),
        ({"weight_kg": "68,5"}, "68.5"),
        ({"volume_given_ml": "80.1"}, "More is given than the bag held"),
        ({"weight_kg": None}, "weight"),
        ({"bag_cells_million": None, "bag_volume_ml": None, "label_counts": None, "rate_ml_h": 9}, "no duration"),
        ({"bag_cells_million": None, "bag_volume_ml": None, "label_counts": None, "volume_given_ml": 9}, "not known"),
    ],
)
def test_what_cannot_be_is_answered_by_a_sentence(values: dict[str, Any], said: str) -> None:
    assert said in dose(**values)["error"]


@given(
    weight=st.decimals("0.1", 300, places=2),
    cells=st.decimals("0.1", 1000, places=3),
    volume=st.decimals("0.1", 500, places=1),
    viability=st.decimals("0.1", 100, places=1),
    counts=st.sampled_from(LabelCounts),
    given_ml=st.decimals(0, 500, places=1),
)
def test_it_ends_in_the_digits_of_the_log(
    weight: Decimal, cells: Decimal, volume: Decimal, viability: Decimal, counts: LabelCounts, given_ml: Decimal
) -> None:
    given_ml = min(given_ml, volume)
    log = Infusion(
        weight_kg=weight,
        cells_per_kg=PROTOCOL.dose.cells_per_kg,
        bag_cells_million=cells,
        bag_volume_ml=volume,
        viability_pct=viability,
        label_counts=counts,
        volume_given_ml=given_ml,
    ).derived()
    found = ask(
        "dose",
        json.dumps(
            {
                "weight_kg": str(weight),
                "bag_cells_million": str(cells),
                "bag_volume_ml": str(volume),
                "viability_pct": str(viability),
                "label_counts": counts.value,
                "volume_given_ml": str(given_ml),
            }
        ),
    )
    assert Decimal(found["viable_cells"]) == log.dose_cells
    assert Decimal(found["volume_to_give_ml"]) == log.volume_to_give_ml
    assert Decimal(found["cells_given"]) == log.cells_given
    assert Decimal(found["part_given_pct"]) == log.part_given_pct
    assert found["dose_class"] == dose_class(log.part_given(), PROTOCOL.dose.tolerance_pct)
    exact = log.volume_exact()
    assert exact is not None
    assert abs(Fraction(found["volume_ml"]) - exact) <= Fraction(1, 2 * 10**10)
