"""The table of rules that anybody can try with vectors of their own: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import localcontext
from typing import Any

import msgspec

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange import dose, eligibility, eligibility_fields, questionnaires, rules, units
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
        N_("Viable cells to give by body weight, the volume of product that holds them, and what was given."),
        {
            "weight_kg": N_("Body weight in kg, above 0."),
            "cells_per_kg": N_("Viable cells per kg; the protocol's 2 million when left out."),
            "cells_per_ml": N_("Cells per mL on the product's label; left out, there is no volume."),
            "bag_cells_million, bag_volume_ml": N_(
                "Instead of cells per mL: the count of the bag in million cells, and its volume."
            ),
            "label_counts": N_("What the label counts: “viable” or “total” cells."),
            "viability_pct": N_("Viability in %, above 0 to 100; needed when the label counts total cells."),
            "rate_ml_h": N_("Rate in mL per h, above 0; may be left out."),
            "volume_given_ml": N_("Volume that was given; may be left out."),
        },
        {
            "viable_cells": N_("weight x cells per kg, exact."),
            "volume_ml": N_("The volume that holds them."),
            "volume_to_give_ml": N_("The same rounded half up to 0.1 mL, as the dosing form prints it."),
            "total_cells": N_("Cells of all kinds in that volume, when the label counts total cells."),
            "duration_min": N_("Minutes that this volume takes at the rate, when a rate is given."),
            "cells_given": N_("Viable cells in the volume that was given, rounded half up to whole cells."),
            "part_given_pct": N_("Their part of the dose in %, rounded half up to 0.1 %."),
            "dose_class": N_("“none”, “partial”, “within” or “above”: by the protocol's tolerance, on the exact part."),
        },
        '{"weight_kg":"68.5","bag_cells_million":"140","bag_volume_ml":"70","label_counts":"viable",'
        '"rate_ml_h":"150","volume_given_ml":"43.8"}',
        dose.dose,
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
    Rule(
        "units",
        N_("A laboratory result in another unit of its analyte, exactly, with its flag."),
        {
            "analyte": N_("Name, abbreviation or CDISC code, such as “calcium” or “CA”."),
            "value": N_("The result, with “<” or “>” in front where the report has it."),
            "unit": N_("The unit of the report."),
            "to": N_("The unit that is wanted; that of the protocol's limits when left out."),
            "lln, uln": N_("Limits of the laboratory in the unit of the report; may be left out."),
        },
        {
            "analyte": N_("Its CDISC code."),
            "given": N_("The result and its limits as they were given."),
            "value": N_("The converted value, rounded half up to 10 decimals."),
            "exact": N_("The same as a fraction."),
            "text": N_("The same as the screen shows it: “=” where it is exact, “≈” where it had to be rounded."),
            "lln, uln": N_("The limits in the wanted unit, null when there are none."),
            "flag": N_("“high”, “low”, “in_range”, “no_limits”, or “open” when < or > does not decide."),
        },
        '{"analyte":"CA","value":"9.4","unit":"mg/dL","to":"mmol/L","lln":"8.5","uln":"10.1"}',
        units.convert,
    ),
    Rule(
        "zung",
        N_("Raw and standard score of SAS or SDS from the 20 answers, or from the raw score alone."),
        {
            "scale": N_("“SAS” or “SDS”."),
            "answers": N_('The answers 1 to 4 by item, {"1": 2, …}, or a list of 20; null for an open item.'),
            "raw": N_("The raw score 20 to 80 when only that is known; beside 20 answers it must agree with them."),
            "rounding": N_("“integer_part” or “nearest”; the protocol's when left out."),
        },
        {
            "raw": N_("The sum with the reversed items turned; null unless all 20 are answered."),
            "standard": N_("raw x 1.25 as a whole number."),
            "exact": N_("raw x 1.25 without rounding."),
            "excludes": N_("Whether the standard score is above the limit of the protocol."),
            "rounding_decides": N_("Whether integer part and rounded score lie on two sides of the limit."),
            "sentence": N_("The scores and the limit in words."),
            "missing": N_("The open items; with any of them there is no score."),
            "queries": _QUERIES,
        },
        '{"scale":"SDS","raw":43}',
        questionnaires.score_zung,
    ),
    Rule(
        "dlqi",
        N_("The total of the DLQI from its answers."),
        {
            "answers": N_(
                "By item “1” to “10”: 0 to 3, or “not_relevant” from item 3 on; item 7: “yes”, “no” or “not_relevant”; "
                "“7a” behind a no: 0 to 2."
            ),
            "total": N_("The total 0 to 30 when only that is known; beside the answers it must agree with them."),
        },
        {
            "total": N_("0 to 30. One open item counts 0; null with more."),
            "band": N_("Lowest and highest total of the band in which it lies."),
            "sentence": N_("Total, band and what an open item counts, in words."),
            "missing": N_("The open items."),
            "queries": _QUERIES,
        },
        '{"answers":{"1":2,"2":1,"3":0,"4":"not_relevant","5":1,"6":0,"7":"no","7a":1,"8":0,"9":1,"10":0}}',
        questionnaires.score_dlqi,
    ),
    Rule(
        "eligibility",
        N_("The verdict on every criterion of eligibility, and over all, from the facts."),
        eligibility_fields.TAKES,
        eligibility_fields.GIVES | {"queries": _QUERIES},
        eligibility_fields.EXAMPLE,
        eligibility.decide,
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _TABLE}
