"""The laboratory results and the treatments of a candidate from JSON, refused where the forms would not store them."""

from __future__ import annotations

from ucmsc_desktop.domain.items import problems
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.names import ionised_refused, is_ionised, unit_named
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.exchange.json_lines import BadInput, Given
from ucmsc_desktop.exchange.units import reported

_MEASURED = tuple(code for code, analyte in ANALYTES.items() if not analyte.qualitative)


def results(given: Given, markers: tuple[str, ...]) -> dict[str, LabResult]:
    """The results by analyte, with limits that count as confirmed, and the pregnancy test."""
    written = given.raw("lab")
    if isinstance(written, dict) and any(map(is_ionised, written)):
        raise BadInput(ionised_refused())
    table = given.object("lab", dict.fromkeys((*_MEASURED, *markers)))
    found = {code: _result(code, table.object(code, ("value", "unit", "lln", "uln"))) for code in table.given()}
    quality = given.code("pregnancy_test", Quality)
    if quality is not None:
        found[PREGNANCY_TEST] = LabResult(quality=quality)
    for problem in problems(LabPanel(results=found)):
        raise BadInput(problem.sentence)
    return found


def _result(code: str, row: Given) -> LabResult:
    qualifier, value = reported(row)
    unit, lln, uln = row.words("unit"), row.number("lln"), row.number("uln")
    known = unit_named(ANALYTES[code], unit) if code in ANALYTES else None
    return LabResult(
        value=value,
        qualifier=qualifier,
        unit=known.name if known is not None else unit,
        lln=lln,
        uln=uln,
        confirmed=True,
    )


def therapies(given: Given) -> Therapies:
    """The treatments in the order in which they are given."""
    rows = given.objects("therapies", ("drug", "class", "started_on", "last_used_on", "ongoing"))
    found = Therapies(any_therapy=given.yes_no("any_therapy"))
    for number, row in enumerate(rows, 1):
        found = found.with_therapy(str(number), _therapy(row))
    return found


def _therapy(row: Given) -> Therapy:
    return Therapy(
        drug=row.words("drug"),
        therapy_class=row.code("class", TherapyClass),
        started_on=row.partial_date("started_on"),
        last_used_on=row.partial_date("last_used_on"),
        ongoing=row.yes_no("ongoing"),
    )
