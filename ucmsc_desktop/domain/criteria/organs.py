"""Criteria on other diseases: limits decide where the protocol has them, the investigator judges the rest."""

from __future__ import annotations

from collections.abc import Iterable

from ucmsc_desktop.domain.criteria.cases import Case, Lines, judged, lines
from ucmsc_desktop.domain.criteria.checks import Check
from ucmsc_desktop.domain.criteria.lab_measured import result_fact
from ucmsc_desktop.domain.criteria.laboratory import laboratory
from ucmsc_desktop.domain.fact_words import RESULTS, fact
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.flags import Flag, flag
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.medical import DISTURBANCES, ORGANS, MedicalHistory

_NOTICED = (Flag.HIGH, Flag.LOW, Flag.OPEN)


def organs(case: Case) -> list[Check]:
    """No limit of the protocol is passed, and no disease or other result speaks against it in the judgement."""
    listed = lines(MedicalHistory, case.facts.medical, (*ORGANS, *DISTURBANCES, "malignancy"))
    others = [code for code in case.facts.results if not is_marker(code)]
    return [*laboratory(case), *judged(case, listed + _noticed(case, others, _NOTICED))]


def malignancy(case: Case) -> list[Check]:
    """No tumour, no organ that fails, and no marker above its limit, or none that matters in the judgement."""
    listed = lines(MedicalHistory, case.facts.medical, ("malignancy", "other_organ"))
    markers = [code for code in case.facts.results if is_marker(code)]
    panel = case.limits.tumour_panel if case.limits.tumour_markers == "named" else ()
    needed = Lines(missing=tuple(_lacks(case, panel)))
    return judged(case, listed + _noticed(case, markers, (Flag.HIGH, Flag.OPEN)) + needed)


def is_marker(code: str) -> bool:
    """Whether an analyte is a tumour marker; those of a site's own are."""
    return code not in ANALYTES or ANALYTES[code].marker


def _noticed(case: Case, codes: Iterable[str], noticed: tuple[Flag, ...]) -> Lines:
    """Results, sorted into those outside their confirmed limits and the others."""
    found: dict[bool, list[Fact]] = {True: [], False: []}
    for code in codes:
        result = case.facts.results[code]
        seen = flag(result) if result.confirmed else None
        words = seen.words if seen is not None and seen in noticed else ""
        found[bool(words)].append(result_fact(case, code, words))
    return Lines(tuple(found[True]), tuple(found[False]))


def _lacks(case: Case, panel: Iterable[str]) -> Iterable[Fact]:
    """What is not known of markers that the protocol names: the result, or its confirmed upper limit."""
    for code in panel:
        result = case.facts.results.get(code, LabResult())
        if result.value is None:
            yield fact(LabPanel.form, RESULTS + code)
        elif result.uln is None or not result.confirmed:
            yield fact(LabPanel.form, f"{RESULTS}{code}.uln")
