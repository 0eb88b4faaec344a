"""The clinical rules as questions of one JSON object each: checked on the way in, plain and exact on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from ucmsc_desktop.domain.course import treatment_end_day
from ucmsc_desktop.domain.pasi import (
    HIGHEST_AREA,
    AreaMethod,
    PasiAssessment,
    Sign,
    area_grade,
    reachable_tenths,
    tenths,
)
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region, bsa_pct_of_palms, palms_of
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, relapse, responds
from ucmsc_desktop.domain.schedule import place, windows
from ucmsc_desktop.exchange.json_lines import BadInput, Given, exact
from ucmsc_desktop.exchange.plain import one_decimal, plain, quotient
from ucmsc_desktop.text import _

Answer = dict[str, Any]
REGIONS = tuple(region.value for region in Region)
SIGNS = tuple(sign.value for sign in Sign)


# --- pasi -------------------------------------------------------------------------------------------------------------


def score(values: Mapping[str, Any], _protocol: Protocol) -> Answer:
    """PASI of four regions; a missing item means no score, a contradiction is a query."""
    given = Given(values, REGIONS)
    assessment = PasiAssessment()
    for region in Region:
        assessment = _region_scored(assessment, region, given)
    total, bsa = assessment.tenths(), assessment.bsa_pct()
    return {
        "pasi": None if total is None else one_decimal(total),
        "bsa_pct": None if bsa is None else plain(bsa),
        "regions": {region.value: _region_answer(assessment, region) for region in Region},
        "queries": [problem.sentence for problem in assessment.contradictions()],
        "missing": [entry for region in Region for entry in _open_entries(assessment, region)],
    }


def _region_scored(assessment: PasiAssessment, region: Region, given: Given) -> PasiAssessment:
    if not given.has(region):
        return assessment
    entry = Given(given.raw(region), ("area_pct", "area", *SIGNS), region)
    for sign in Sign:
        grade = entry.whole(sign)
        try:
            assessment = assessment.scored(region, sign, grade)
        except ValueError as error:
            raise _named(entry.name(sign), error) from error
    return _region_covered(assessment, region, entry)


def _region_covered(assessment: PasiAssessment, region: Region, entry: Given) -> PasiAssessment:
    area, pct = entry.whole("area"), entry.number("area_pct")
    if area is not None and not 0 <= area <= HIGHEST_AREA:
        raise BadInput(_("“{field}”: an area score is 0 to 6.").format(field=entry.name("area")))
    if pct is not None:
        try:
            grade = area_grade(pct)
        except ValueError as error:
            raise _named(entry.name("area_pct"), error) from error
        if area not in (None, grade):
            raise BadInput(
                _("“{field}”: {pct} % is area score {grade}, yet {area} is given.").format(
                    field=entry.name("area"), pct=plain(pct), grade=grade, area=area
                )
            )
        return assessment.covered(region, pct)
    found_by = AreaMethod.GRADE if area is not None else None
    return msgspec.structs.replace(assessment, **{f"{region}_area": area, f"{region}_area_method": found_by})


def _region_answer(assessment: PasiAssessment, region: Region) -> Answer:
    share = assessment.region_tenths(region)
    return {"area": assessment.area(region), "score": None if share is None else one_decimal(share)}


def _open_entries(assessment: PasiAssessment, region: Region) -> list[str]:
    entries = {"area": assessment.area(region)} | {sign.value: assessment.sign(region, sign) for sign in Sign}
    return [f"{region}.{name}" for name, value in entries.items() if value is None]


def _named(field: str, error: ValueError) -> BadInput:
    return BadInput(_("“{field}”: {reason}").format(field=field, reason=error))


# --- response and relapse ---------------------------------------------------------------------------------------------


def respond(values: Mapping[str, Any], _protocol: Protocol) -> Answer:
    """Improvement of a visit against its baseline; undefined is null."""
    given = Given(values, ("baseline", "visit"))
    given.required("baseline", "visit")
    queries: list[str] = []
    baseline, visit = (total_given(given.raw(name), name, queries) for name in ("baseline", "visit"))
    improvement = improvement_pct(baseline, visit)
    return {
        "improvement_pct": None if improvement is None else quotient(improvement),
        **{f"pasi{limit}": responds(baseline, visit, limit) for limit in RESPONSES},
        "queries": queries,
    }


def total_given(value: Any, name: str, queries: list[str]) -> int | None:
    """A PASI in tenths, None for null; one that cannot occur is queried. Raises BadInput."""
    number = exact(value, name)
    if number is None:
        return None
    try:
        total = tenths(number)
    except ValueError as error:
        raise _named(name, error) from error
    if total not in reachable_tenths():
        queries.append(
            _("“{field}”: {pasi} cannot be a PASI, no entries add up to it.").format(
                field=name, pasi=one_decimal(total)
            )
        )
    return total


def fall_back(values: Mapping[str, Any], protocol: Protocol) -> Answer:
    """The first week with PASI50 and the first later one with less than 50 % improvement."""
    given = Given(values, ("baseline", "visits"))
    given.required("baseline")
    queries: list[str] = []
    baseline = total_given(given.raw("baseline"), "baseline", queries)
    visits = _weeks(given.raw("visits"), queries)
    found = relapse(baseline, visits.items(), Fraction(treatment_end_day(protocol), 7))
    return {
        "pasi50_first_week": _week(found.pasi50_first_week),
        "relapse_week": _week(found.relapse_week),
        "relapse_period": found.period.value if found.period else None,
        "queries": queries,
    }


def _weeks(pairs: Any, queries: list[str]) -> dict[Fraction, int | None]:
    if not isinstance(pairs, list):
        raise BadInput(_("“visits” is a list of pairs [week, PASI]."))
    found: dict[Fraction, int | None] = {}
    for position, pair in enumerate(pairs, 1):
        name = f"visits {position}"
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadInput(_("“{field}” is a pair [week, PASI].").format(field=name))
        week = exact(pair[0], _("{field}, week").format(field=name))
        if week is None:
            raise BadInput(_("“{field}” has no week.").format(field=name))
        if Fraction(week) in found:
            raise BadInput(_("Week {week} is given twice.").format(week=plain(week)))
        found[Fraction(week)] = total_given(pair[1], _("week {week}").format(week=plain(week)), queries)
    return found


def _week(week: int | Fraction | None) -> int | str | None:
    if week is None:
        return None
    return int(week) if week == int(week) else plain(Decimal(week.numerator) / Decimal(week.denominator))


# --- bsa --------------------------------------------------------------------------------------------------------------


def body_surface(values: Mapping[str, Any], _protocol: Protocol) -> Answer:
    """Body surface area from the involved % of each region, or from palms; a missing region means no value."""
    given = Given(values, (*REGIONS, "palms"))
    if given.has("palms"):
        if any(given.has(region) for region in Region):
            raise BadInput(_("Palms are given together or region by region, not both."))
        counts = Given(given.raw("palms"), REGIONS, "palms")
        palms = {region: _palms(region, counts.number(region), counts.name(region)) for region in Region}
    else:
        palms = {region: _region_palms(region, given) for region in Region}
    bsa = bsa_pct_of_palms(palms)
    return {
        "bsa_pct": None if bsa is None else plain(bsa),
        "missing": [region.value for region, count in palms.items() if count is None],
    }


def _region_palms(region: Region, given: Given) -> Decimal | None:
    if not isinstance(given.raw(region), dict):
        return _covered(region, given.number(region), region)
    entry = Given(given.raw(region), ("area_pct", "palms"), region)
    if entry.has("area_pct") and entry.has("palms"):
        raise BadInput(_("“{field}” is given in % or in palms, not both.").format(field=region.value))
    if entry.has("palms"):
        return _palms(region, entry.number("palms"), entry.name("palms"))
    return _covered(region, entry.number("area_pct"), entry.name("area_pct"))


def _covered(region: Region, pct: Decimal | None, name: str) -> Decimal | None:
    if pct is None:
        return None
    try:
        area_grade(pct)
    except ValueError as error:
        raise _named(name, error) from error
    return palms_of(region, pct)


def _palms(region: Region, count: Decimal | None, name: str) -> Decimal | None:
    if count is not None and not 0 <= count <= region.palms:
        raise BadInput(_("“{field}”: this region has 0 to {n} palms.").format(field=name, n=region.palms))
    return count


# --- schedule ---------------------------------------------------------------------------------------------------------


def calendar(values: Mapping[str, Any], protocol: Protocol) -> Answer:
    """The visits with their windows from the first infusion, and where a day belongs."""
    given = Given(values, ("first_infusion", "visit_date"))
    first, day = given.date("first_infusion"), given.date("visit_date")
    if first is None:
        raise BadInput(_("“first_infusion” is missing: visits are counted from it."))
    try:
        visits = [
            {
                "visit": window.visit.key,
                "week": window.visit.week,
                "earliest": window.earliest.isoformat(),
                "planned": window.planned.isoformat(),
                "latest": window.latest.isoformat(),
            }
            for window in windows(protocol.visits, first)
        ]
        placed = place(protocol.visits, first, day) if day is not None else None
    except OverflowError as error:
        raise BadInput(_("“first_infusion” lies at the end of the calendar: a visit has no date.")) from error
    return {
        "visits": visits,
        "visit": placed.window.visit.key if placed and placed.window else None,
        "status": placed.timing.label if placed else None,
        "day": placed.day if placed else None,
        "days_outside": placed.days_outside if placed else None,
    }
