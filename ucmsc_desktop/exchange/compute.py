"""The table of rules that anybody can try with vectors of their own: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import localcontext
from typing import Any

import msgspec

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange import rules
from ucmsc_desktop.exchange.json_lines import read_object
from ucmsc_desktop.text import N_

PRECISION = 200
"""Digits that a calculation may need: a product of two numbers with 50 digits each, and room."""


class Rule(msgspec.Struct, frozen=True):
    """A rule: what it answers, every field that goes in and comes out in words, and a line to try."""

    name: str
    summary: str
    takes: Mapping[str, str]
    gives: Mapping[str, str]
    example: str
    compute: Callable[[Mapping[str, Any], Protocol], dict[str, Any]]


def answer(rule: Rule, line: bytes, protocol: Protocol) -> dict[str, Any]:
    """The answer to one line; what is wrong with the line is answered as `{"error": sentence}`."""
    try:
        with localcontext() as context:
            context.prec = PRECISION
            return rule.compute(read_object(line), protocol)
    except ValueError as error:
        return {"error": str(error)}


def answers(rule: Rule, lines: Iterable[bytes], protocol: Protocol) -> Iterator[bytes]:
    """Each line's answer as soon as the line is there; blank lines are passed over."""
    for line in lines:
        if line.strip(b" \t\r\n"):
            written = json.dumps(answer(rule, line, protocol), ensure_ascii=False)
            # Half a surrogate pair, quoted from the input, goes back as the JSON escape that it came as.
            yield written.encode("utf-8", "backslashreplace") + b"\n"


_QUERIES = N_("Sentences on what cannot be right; the answer is computed all the same.")

_TABLE = (
    Rule(
        "pasi",
        N_("PASI and body surface area from the 16 entries of one assessment."),
        {
            "head, upper_limbs, trunk, lower_limbs": N_(
                "Each an object with the fields below, null or left out when the region was not assessed."
            ),
            "area_pct": N_("In a region: involved part of it in %, 0 to 100, any decimals."),
            "area": N_("In a region: area score 0 to 6, instead of the %; when both are given they must agree."),
            "erythema, induration, desquamation": N_("In a region: grade 0 to 4."),
        },
        {
            "pasi": N_("0.0 to 72.0 with one decimal; null when an entry is missing."),
            "bsa_pct": N_("Body surface area in %; null unless all four areas are given in %."),
            "regions": N_("For each region its area score and its share of PASI as “score”."),
            "queries": _QUERIES,
            "missing": N_("The entries without which there is no score, such as “head.area”."),
        },
        '{"head":{"area_pct":"8","erythema":2,"induration":2,"desquamation":1},"upper_limbs":'
        '{"area":1,"erythema":1,"induration":1,"desquamation":1},"trunk":{"area_pct":"13","erythema":3,'
        '"induration":2,"desquamation":2},"lower_limbs":{"area":0,"erythema":0,"induration":0,"desquamation":0}}',
        rules.score,
    ),
    Rule(
        "response",
        N_("Improvement against the baseline and PASI50, 75, 90 and 100, judged on exact values."),
        {
            "baseline": N_("PASI before the first infusion, 0 to 72 with at most one decimal, or null."),
            "visit": N_("PASI at the visit, or null."),
        },
        {
            "improvement_pct": N_("(baseline - visit) / baseline x 100; negative is worse."),
            "pasi50, pasi75, pasi90, pasi100": N_(
                "Whether the improvement is at least so many %; null when undefined."
            ),
            "queries": _QUERIES,
        },
        '{"baseline":"18.2","visit":"4.6"}',
        rules.respond,
    ),
    Rule(
        "relapse",
        N_("When PASI50 was first reached, and when it was first lost again."),
        {
            "baseline": N_("PASI before the first infusion, or null."),
            "visits": N_("A list of pairs [week, PASI or null], in any order. Only weeks above 0 count."),
        },
        {
            "pasi50_first_week": N_("The first week with PASI50, null when it was never reached."),
            "relapse_week": N_("The first later week with less than 50 % improvement, null without a relapse."),
            "relapse_period": N_(
                "“treatment” up to the last week of treatment with the window of its visit, “follow-up” after it."
            ),
            "queries": _QUERIES,
        },
        '{"baseline":"12","visits":[[2,"10"],[4,"6"],[8,null],[24,"6.1"]]}',
        rules.fall_back,
    ),
    Rule(
        "bsa",
        N_("Body surface area from the involved part of each region, or from palms."),
        {
            "head, upper_limbs, trunk, lower_limbs": N_(
                'Involved part of the region in %, or an object {"palms": number}; null when not assessed.'
            ),
            "palms": N_("Instead: an object with the palms of each region; one palm is 1 % of the body."),
        },
        {
            "bsa_pct": N_("Body surface area in %; null when a region is missing."),
            "missing": N_("The regions that are missing."),
        },
        '{"head":"8","upper_limbs":"1","trunk":"13","lower_limbs":"4"}',
        rules.body_surface,
    ),
    Rule(
        "dose",
        N_("Viable cells to give by body weight, and the volume of product that holds them."),
        {
            "weight_kg": N_("Body weight in kg, above 0."),
            "cells_per_kg": N_("Viable cells per kg; the protocol's 2 million when left out."),
            "cells_per_ml": N_("Cells per mL on the product's label; left out, there is no volume."),
            "label_counts": N_("What the label counts: “viable” or “total” cells."),
            "viability_pct": N_("Viability in %, above 0 to 100; needed when the label counts total cells."),
        },
        {
            "viable_cells": N_("weight x cells per kg, exact."),
            "volume_ml": N_("The volume that holds them."),
            "total_cells": N_("Cells of all kinds in that volume, when the label counts total cells."),
        },
        '{"weight_kg":"68.5","cells_per_ml":"2000000","viability_pct":"90","label_counts":"viable"}',
        rules.dose,
    ),
    Rule(
        "schedule",
        N_("The visits with their windows from the first infusion, and the visit to which a day belongs."),
        {
            "first_infusion": N_("The day of the first infusion, year-month-day."),
            "visit_date": N_("The day of a visit; may be left out."),
        },
        {
            "visits": N_("For each visit its key, its week, and the earliest, planned and latest day."),
            "visit": N_("The visit whose window holds the day, else the nearest one; null before all windows."),
            "status": N_("“in window”, “early”, “late” or “before the first infusion”."),
            "day": N_("Days from the first infusion, which is day 0."),
            "days_outside": N_("Days by which the window is missed, 0 inside it."),
        },
        '{"first_infusion":"2026-03-02","visit_date":"2026-05-27"}',
        rules.calendar,
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _TABLE}
