"""RS: PASI with all its sums, of the first and of a second rater, body surface area, and totals of earlier records."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.course import course
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment, PasiEntries
from ucmsc_desktop.exchange.plain import one_decimal, plain
from ucmsc_desktop.exchange.sdtm.found import Found, beside, collected, comment, not_done, result, tested
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.terms import PASI_AREAS, PASI_NAMES, PASI_SUMS
from ucmsc_desktop.exchange.sdtm.variables import (
    EPOCH,
    VISITS,
    Dataset,
    Row,
    Variable,
    completion,
    derived,
    identifiers,
    last_before,
    results,
    timing,
)

CATEGORY = "PASI FREDRIKSSON"
SURFACE_CATEGORY = "BODY SURFACE AREA"
SURFACE = ("ABSABSA", "Affected BSA/Total BSA")
TOTAL = "PASI0329"
OF_THE_WHOLE = ("mode", "opened_because", "after_reveal")
RATERS = {PasiAssessment: ("INVESTIGATOR", "RATER 1"), IndependentPasi: ("INDEPENDENT ASSESSOR", "RATER 2")}

RS = Dataset(
    "RS",
    "Disease Response and Clin Classification",
    "Findings",
    "One record per assessment item per rater per visit per subject",
    ("RSCAT", "RSTESTCD", "RSEVALID", "VISITNUM", "RSDTC"),
    (
        *identifiers("RS"),
        *results("RS", "Assessment Name", "Assessment Short Name"),
        Variable("RSCAT", "Category for Assessment", codelist="RSCAT", origin="Assigned"),
        *completion("RS"),
        Variable("RSEVAL", "Evaluator", codelist="EVAL", origin="Assigned"),
        Variable("RSEVALID", "Evaluator Identifier", codelist="MEDEVAL", origin="Assigned"),
        last_before("RS"),
        derived("RS"),
        *VISITS,
        EPOCH,
        *timing("RS", "Date/Time of Assessment", "Study Day of Assessment", "date"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The assessments of a participant, item by item."""
    baseline = _baseline(who)
    for record_type in RATERS:
        for kept in who.of(record_type):
            yield from _assessment(who, kept, is_baseline=record_type is PasiAssessment and kept.key.visit == baseline)
    for earlier in who.of(HistoricalPasi):
        yield _earlier(who, earlier)


def _assessment(who: Person, kept: Kept[PasiEntries], *, is_baseline: bool) -> Iterator[Found]:
    record = kept.record
    evaluator, rater = RATERS[type(record)]
    base: Row = {
        "RSEVAL": evaluator,
        "RSEVALID": rater,
        **collected("RS", who, kept.key.visit, record.assessed_on),
        "RSLOBXFL": "Y" if is_baseline else None,
    }
    scored = [*_entries(record), *_sums(record)] or [Found(values=_named(TOTAL) | not_done("RS", None))]
    for place, row in enumerate(scored):
        is_last = place == len(scored) - 1
        yield Found(
            values=base | row.values,
            at=record.assessed_on,
            beside=row.beside | (beside(record, "RS", OF_THE_WHOLE) if is_last else {}),
            comment=comment(record, "RS") if is_last else "",
        )


def _baseline(who: Person) -> str | None:
    """The visit of the last complete assessment before the first infusion; none while nothing was infused."""
    baseline = course(who.protocol, who.subject, who.records).baseline if who.started is not None else None
    return baseline.visit if baseline is not None and not baseline.imported else None


def _entries(record: PasiEntries) -> Iterator[Found]:
    """The sixteen entries; what the assessor gave as a % stands beside its area score."""
    areas = {code: region for region, code in PASI_AREAS.items()}
    for target, _field, grade, reason in tested(record, "RS"):
        code = target.testcd
        if code == TOTAL:
            continue
        region = areas.get(code)
        reason = reason or (record.missing.get(f"{region}_area_pct") if region else None)
        if grade is not None:
            found = _score(code, str(grade), grade)
            if region is not None and record.area_pct(region) is not None:
                found |= {"RSDRVFL": "Y"}
            qualifiers = beside(record, "RS", (f"{region}_area_", f"{region}_map_")) if region is not None else {}
            yield Found(values=found, beside=qualifiers)
        elif reason is not None:
            yield Found(values=_named(code) | not_done("RS", reason))


def _sums(record: PasiEntries) -> Iterator[Found]:
    """The sums of each region, the total, and body surface area, as far as the entries give them."""
    for region, (sum_code, product_code, weighted_code) in PASI_SUMS.items():
        grades, area, tenths = record.signs(region), record.area(region), record.region_tenths(region)
        known = [grade for grade in grades if grade is not None]
        if len(known) == len(grades):
            yield _computed(_score(sum_code, str(sum(known)), sum(known)))
        if area is not None and tenths is not None:
            yield _computed(_score(product_code, str(sum(known) * area), sum(known) * area))
            yield _computed(_tenths(weighted_code, tenths))
    surface = record.bsa_pct()
    if surface is not None:
        code, name = SURFACE
        named: Row = {"RSTESTCD": code, "RSTEST": name, "RSCAT": SURFACE_CATEGORY}
        yield _computed(named | result("RS", plain(surface), surface, "%"))
    if record.total_tenths is not None:
        yield _computed(_tenths(TOTAL, record.total_tenths))


def _earlier(who: Person, kept: Kept[HistoricalPasi]) -> Found:
    """A total that was taken over: its day counts from the baseline of the earlier record, and has no date."""
    record = kept.record
    day = record.day
    score = _named(TOTAL) | not_done("RS", record.missing.get("total_tenths"))
    if record.total_tenths is not None:
        score = _tenths(TOTAL, record.total_tenths)
    return Found(
        values=who.at_visit(kept.key.visit) | score | {"RSDY": day + 1 if day is not None and day >= 0 else day},
        beside=beside(record, "RS"),
    )


def _named(code: str) -> Row:
    return {"RSTESTCD": code, "RSTEST": PASI_NAMES[code], "RSCAT": CATEGORY}


def _score(code: str, words: str, number: int) -> Row:
    return _named(code) | result("RS", words, number)


def _tenths(code: str, tenths: int) -> Row:
    return _named(code) | result("RS", one_decimal(tenths), Decimal(one_decimal(tenths)))


def _computed(values: Row) -> Found:
    return Found(values=values | {"RSDRVFL": "Y"})
