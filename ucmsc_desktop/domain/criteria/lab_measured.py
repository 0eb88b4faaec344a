"""A recorded result as the criteria see it: what its value may be in the protocol's unit, and its confirmed limits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, lacking
from ucmsc_desktop.domain.fact_words import RESULTS, fact
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.compare import Interval, exact, interval
from ucmsc_desktop.domain.lab.names import name_of, not_its_unit
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, value_words
from ucmsc_desktop.domain.lab.units import in_first_unit
from ucmsc_desktop.text import _, date_text, quantity

Side = Literal["lln", "uln"]


class Measured(msgspec.Struct, frozen=True):
    """A result that can be compared: its analyte, what its value may be, and the fact."""

    code: str
    result: LabResult
    factor: Fraction
    value: Interval
    told: Fact

    @property
    def unit(self) -> str:
        """The unit of the protocol's limits, in which it is compared."""
        return ANALYTES[self.code].units[0].name

    @property
    def words(self) -> str:
        """The result as reported, with its value in the protocol's unit where that is another one."""
        reported = value_words(self.result.qualifier, self.result.value or Decimal(0), self.result.unit)
        first = in_first_unit(self.code, self.result)
        value = _("{reported} ({converted})").format(reported=reported, converted=first) if first else reported
        return _("{analyte}: {value}").format(analyte=self.told.label, value=value)

    def limit(self, side: Side) -> Fraction | None:
        """A limit of the laboratory in the protocol's unit, None unless it was confirmed."""
        given = exact(getattr(self.result, side)) if self.result.confirmed else None
        return None if given is None else given * self.factor

    def limit_fact(self, side: Side) -> Fact:
        """A limit of the laboratory as a fact, open unless it was confirmed."""
        given = getattr(self.result, side) if self.result.confirmed else None
        words = quantity(given, self.result.unit) if given is not None else ""
        return fact(LabPanel.form, f"{RESULTS}{self.code}.{side}", words)


def measured(case: Case, code: str) -> Measured | Check:
    """The latest result of an analyte, or the open question that it leaves."""
    result = case.facts.results.get(code)
    told = result_fact(case, code)
    if result is None:
        return lacking(told)
    unit = ANALYTES[code].unit(result.unit)
    if unit is None:
        return lacking(told, words=not_its_unit(ANALYTES[code], result.unit).rstrip("."), facts=(told,))
    value = interval(result, unit.factor)
    return lacking(told) if value is None else Measured(code, result, unit.factor, value, told)


def result_fact(case: Case, code: str, flag: str = "") -> Fact:
    """The latest result of an analyte as a fact with its flag and the day of its sample, open without one."""
    result, day = case.facts.results.get(code), case.facts.sampled.get(code)
    if result is None:
        return fact(LabPanel.form, RESULTS + code)
    words = _("{result} {flag}").format(result=result, flag=flag) if flag else str(result)
    if day is not None:
        words = _("{result} on {day}").format(result=words, day=date_text(day))
    return Fact(LabPanel.form, RESULTS + code, name_of(code, result.label), words)
