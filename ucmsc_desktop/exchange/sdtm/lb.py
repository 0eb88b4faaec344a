"""LB: laboratory results with the limits of the laboratory, in its units and in those of the protocol."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.flags import flag
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.lab.units import converted, shown_rounded
from ucmsc_desktop.exchange.plain import plain
from ucmsc_desktop.exchange.sdtm.found import Found, collected, comment, flagged, result, said
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.terms import ANALYTE_NAMES, RANGES
from ucmsc_desktop.exchange.sdtm.variables import (
    EPOCH,
    VISITS,
    Dataset,
    Row,
    Variable,
    identifiers,
    last_before,
    results,
    timing,
)
from ucmsc_desktop.exchange.written import written

CONFIRMED = "NRCONF"
_TEST_CODE = re.compile(r"[A-Z_][A-Z0-9_]{0,7}", re.ASCII)

LB = Dataset(
    "LB",
    "Laboratory Test Results",
    "Findings",
    "One record per lab test per sample per subject",
    ("LBTESTCD", "LBDTC", "VISITNUM"),
    (
        *identifiers("LB"),
        *results("LB", "Lab Test or Examination Name", "Lab Test or Examination Short Name"),
        Variable("LBORNRLO", "Reference Range Lower Limit in Orig Unit", "decimal"),
        Variable("LBORNRHI", "Reference Range Upper Limit in Orig Unit", "decimal"),
        Variable("LBSTNRLO", "Reference Range Lower Limit-Std Units", "decimal", origin="Derived"),
        Variable("LBSTNRHI", "Reference Range Upper Limit-Std Units", "decimal", origin="Derived"),
        Variable("LBNRIND", "Reference Range Indicator", codelist="NRIND", origin="Derived"),
        Variable("LBNAM", "Laboratory/Vendor Name"),
        last_before("LB"),
        *VISITS,
        EPOCH,
        *timing("LB", "Date/Time of Specimen Collection", "Study Day of Specimen Collection"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The results of a participant's samples."""
    yield from flagged((row for kept in who.of(LabPanel) for row in _panel(who, kept)), "LB", who)


def _panel(who: Person, kept: Kept[LabPanel]) -> Iterator[Found]:
    record = kept.record
    at = record.sampled_at or record.sampled_on
    base = collected("LB", who, kept.key.visit, at) | {"LBNAM": record.laboratory}
    note = comment(record, "LB")
    for code, found in record.results.items():
        if found.value is None and found.quality is None:
            continue
        has_limits = found.lln is not None or found.uln is not None
        yield Found(
            values=base | _named(code, found) | _value(found) | _limits(found) | _standard(code, found),
            at=at,
            beside={CONFIRMED: said(found.confirmed)} if has_limits else {},
            comment=note,
        )
        note = ""


def _named(code: str, found: LabResult) -> Row:
    """Test code and name; an analyte of the site's own has a code that is the same for the same name."""
    short = code if _TEST_CODE.fullmatch(code) else "X" + hashlib.sha256(code.encode()).hexdigest()[:7].upper()
    return {"LBTESTCD": short, "LBTEST": ANALYTE_NAMES.get(code) or found.label or code}


def _value(found: LabResult) -> Row:
    if found.value is None:
        return result("LB", found.quality.label.upper() if found.quality is not None else None)
    words = f"{found.qualifier or ''}{written(found.value)}"
    return result("LB", words, None if found.qualifier else found.value, found.unit)


def _limits(found: LabResult) -> Row:
    decided = flag(found)
    return {
        "LBORNRLO": found.lln,
        "LBORNRHI": found.uln,
        "LBSTNRLO": found.lln,
        "LBSTNRHI": found.uln,
        "LBNRIND": RANGES.get(decided) if decided is not None else None,
    }


def _standard(code: str, found: LabResult) -> Row:
    """Value and limits in the unit of the protocol, where the report is in another one."""
    analyte = ANALYTES.get(code)
    if analyte is None or found.value is None or analyte.unit(found.unit) in (None, *analyte.units[:1]):
        return {}
    first = analyte.units[0].name

    def number(value: Decimal | None) -> Decimal | None:
        return None if value is None else shown_rounded(converted(analyte, value, found.unit, first))

    value = number(found.value)
    return {
        "LBSTRESC": f"{found.qualifier or ''}{plain(value)}" if value is not None else None,
        "LBSTRESN": None if found.qualifier else value,
        "LBSTRESU": first,
        "LBSTNRLO": number(found.lln),
        "LBSTNRHI": number(found.uln),
    }
