"""The dose of one infusion as a question: cells by weight, the volume that holds them, and what a given volume gave."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ucmsc_desktop.domain.dose_class import dose_class
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, dose_cells, viable_cells_per_ml
from ucmsc_desktop.domain.protocol import DosePart, Protocol
from ucmsc_desktop.exchange.json_lines import BadInput, Given
from ucmsc_desktop.exchange.plain import plain, quotient
from ucmsc_desktop.text import _

Answer = dict[str, Any]
BAG = ("bag_cells_million", "bag_volume_ml")
FIELDS = (
    "weight_kg", "cells_per_kg", "cells_per_ml", *BAG, "viability_pct", "label_counts", "rate_ml_h", "volume_given_ml",
)  # fmt: skip


def dose(values: Mapping[str, Any], protocol: Protocol) -> Answer:
    """The dose by weight, the volume that holds it by what the label counts, and how a given volume stands to it.

    It is computed by the record that the dosing form prints, so that both end in the same digits.
    """
    given = Given(values, FIELDS)
    log = _log(given, protocol.dose)
    if log.weight_kg is None or log.cells_per_kg is None:
        raise BadInput(_("“weight_kg” is missing: there is no dose without a weight."))
    answer: Answer = {"viable_cells": plain(dose_cells(log.weight_kg, log.cells_per_kg)), "volume_ml": None}
    per_ml = _per_ml(given, log)
    if per_ml is not None:
        answer |= _volume(log, per_ml)
    return answer | _time(given, log.volume_exact()) | _given(log, protocol.dose)


def _log(given: Given, rule: DosePart) -> Infusion:
    per_kg = given.number("cells_per_kg")
    if per_kg is not None and per_kg <= 0:
        raise BadInput(_("“cells_per_kg” is above 0."))
    volume = given.number("volume_given_ml")
    if volume is not None and volume < 0:
        raise BadInput(_("“volume_given_ml” is not below 0."))
    log = Infusion(
        weight_kg=given.number("weight_kg"),
        cells_per_kg=rule.cells_per_kg if per_kg is None else per_kg,
        label_counts=given.code("label_counts", LabelCounts),
        cells_per_ml=given.number("cells_per_ml"),
        bag_cells_million=_above_0(given, BAG[0]),
        bag_volume_ml=_above_0(given, BAG[1]),
        viability_pct=given.number("viability_pct"),
        volume_given_ml=volume,
    )
    _check_volume(log)
    return log.derived()


def _check_volume(log: Infusion) -> None:
    """Refuse, in the log's own words, more given than the bag held."""
    for problem in log.contradictions():
        if problem.field == "volume_given_ml":
            raise BadInput(problem.sentence)


def _above_0(given: Given, name: str) -> Decimal | None:
    number = given.number(name)
    if number is not None and number <= 0:
        raise BadInput(_("“{field}” is above 0.").format(field=name))
    return number


def _per_ml(given: Given, log: Infusion) -> Fraction | None:
    """What the label counts in a mL, None when it says nothing. Raises BadInput for half a label, or two labels."""
    bag = [given.has(name) for name in BAG]
    if any(bag) and given.has("cells_per_ml"):
        raise BadInput(_("Give “cells_per_ml”, or “bag_cells_million” with “bag_volume_ml”, not both."))
    if any(bag) and not all(bag):
        raise BadInput(_("Give “bag_cells_million” and “bag_volume_ml” together."))
    per_ml = log.cells_on_label_per_ml()
    if (per_ml is None) != (log.label_counts is None):
        raise BadInput(_("For a volume give “label_counts” and “cells_per_ml”, or the bag's cells and volume."))
    return per_ml


def _volume(log: Infusion, per_ml: Fraction) -> Answer:
    # Asked of the rule itself, which says in a sentence why a label has no viable cells; the record is silent.
    viable_cells_per_ml(per_ml, log.label_counts or LabelCounts.VIABLE, log.viability_pct)
    volume = log.volume_exact()
    if volume is None or log.volume_to_give_ml is None:
        return {}
    answer = {"volume_ml": quotient(volume), "volume_to_give_ml": plain(log.volume_to_give_ml)}
    if log.label_counts is LabelCounts.TOTAL:
        answer["total_cells"] = quotient(volume * per_ml)
    return answer


def _time(given: Given, volume: Fraction | None) -> Answer:
    rate = _above_0(given, "rate_ml_h")
    if rate is None:
        return {}
    if volume is None:
        raise BadInput(_("“rate_ml_h” needs the label: without a volume there is no duration."))
    return {"duration_min": quotient(60 * volume / Fraction(rate))}


def _given(log: Infusion, rule: DosePart) -> Answer:
    if log.volume_given_ml is None:
        return {}
    if log.cells_given is None or log.part_given_pct is None:
        raise BadInput(_("“volume_given_ml” needs the label: without it the cells are not known."))
    found = dose_class(log.part_given(), rule.tolerance_pct)
    return {
        "cells_given": plain(log.cells_given),
        "part_given_pct": plain(log.part_given_pct),
        "dose_class": found.value if found is not None else None,
    }
