"""One laboratory report: each result as it was printed, with its unit and the limits of the laboratory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.names import ionised_refused, is_ionised, name_of, not_its_unit
from ucmsc_desktop.text import N_, _, number_text, quantity

PREGNANCY_TEST = "HCG"


class Qualifier(Code):
    """What stands before a value that the method could not measure exactly."""

    BELOW = ("<", N_("below"))
    ABOVE = (">", N_("above"))


class Quality(Code):
    """The answer of a test that has no number."""

    NEGATIVE = ("negative", N_("Negative"))
    POSITIVE = ("positive", N_("Positive"))
    UNCLEAR = ("unclear", N_("Unclear"))


class LabResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One result: value and limits in the unit of the report, never converted; `confirmed` when they were checked.

    `label` names an analyte of the site's own; known ones are named by their code. `checked`: an unlikely value was
    looked at again and stays.
    """

    value: Annotated[Decimal | None, Item(label=N_("Result as printed"), cdisc="LBORRES")] = None
    qualifier: Annotated[Qualifier | None, Item(label=N_("Below or above"), cdisc="LBORRES")] = None
    quality: Annotated[Quality | None, Item(label=N_("Result without a number"), cdisc="LBORRES")] = None
    unit: Annotated[str, Item(label=N_("Unit as printed"), cdisc="LBORRESU")] = ""
    lln: Annotated[Decimal | None, Item(label=N_("Lower limit"), cdisc="LBORNRLO")] = None
    uln: Annotated[Decimal | None, Item(label=N_("Upper limit"), cdisc="LBORNRHI")] = None
    confirmed: Annotated[bool, Item(label=N_("Limits were checked"), cdisc="SUPPLB.NRCONF")] = False
    label: Annotated[str, Item(label=N_("Name of an analyte of the site’s own"), cdisc="LBTEST")] = ""
    checked: Annotated[bool, Item(label=N_("Unlikely value was looked at again"))] = False

    def __str__(self) -> str:
        """Value, unit and limits in words: `< 0.1 mg/L (0.59 to 1.03)`."""
        if self.quality is not None:
            return _(self.quality.label)
        limits = limits_words(self.lln, self.uln)
        words = value_words(self.qualifier, self.value, self.unit) if self.value is not None else _("no value")
        if limits and not self.confirmed:
            limits = _("{limits}, not confirmed").format(limits=limits)
        return f"{words} ({limits})" if limits else words


def value_words(qualifier: Qualifier | None, value: Decimal, unit: str) -> str:
    """A value with its qualifier and unit, which stay in one line."""
    words = quantity(value, unit)
    return f"{qualifier}\u00a0{words}" if qualifier is not None else words


def limits_words(lln: Decimal | None, uln: Decimal | None) -> str:
    """A reference interval in words, empty when there is none."""
    low, high = (number_text(limit) if limit is not None else "" for limit in (lln, uln))
    if low and high:
        return _("{low} to {high}").format(low=low, high=high)
    if high:
        return _("up to {high}").format(high=high)
    return _("from {low}").format(low=low) if low else ""


def limit_faults(lln: Decimal | None, uln: Decimal | None) -> Iterator[str]:
    """What is impossible about a reference interval."""
    for limit in (lln, uln):
        if limit is not None and not (limit.is_finite() and limit >= 0):
            yield _("A limit is never negative.")
    if lln is not None and uln is not None and uln < lln:
        yield _("The upper limit {uln} lies below the lower limit {lln}.").format(
            uln=number_text(uln), lln=number_text(lln)
        )


class LabPanel(Record, frozen=True, kw_only=True):
    """The results of one sample, by the analyte's CDISC code or, for the site's own markers, by a name."""

    form: ClassVar[str] = "LAB"
    title: ClassVar[str] = N_("Laboratory")

    sampled_on: Annotated[date | None, Item(label=N_("Sampled on"), cdisc="LBDTC")] = None
    sampled_at: Annotated[datetime | None, Item(label=N_("Sampled at"), required=False, cdisc="LBDTC")] = None
    laboratory: Annotated[str | None, Item(label=N_("Name of the laboratory"), cdisc="LBNAM")] = None
    results: Annotated[dict[str, LabResult], Item(label=N_("Result"), required=False, cdisc="LBTESTCD=*")] = {}
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True, cdisc="LB.COVAL")] = None

    def resulted(self, code: str, result: LabResult | None) -> LabPanel:
        """The panel with another result of an analyte, or without one."""
        others = {key: given for key, given in self.results.items() if key != code or result is not None}
        return msgspec.structs.replace(self, results=others | ({code: result} if result is not None else {}))

    def faults(self) -> list[Problem]:
        """Results that cannot be: ionised calcium, a unit of another analyte, a negative value, limits that cross."""
        return [
            Problem(f"results.{code}", sentence)
            for code, result in self.results.items()
            for sentence in _impossible(code, result)
        ]

    def contradictions(self) -> list[Problem]:
        """A value without its unit, a result without the day of the sample, a time on another day."""
        found = []
        for code, result in self.results.items():
            if result.value is None and result.quality is None:
                found.append(Problem(f"results.{code}", _("{name} has no value.").format(name=name_of(code))))
            elif result.value is not None and not result.unit:
                sentence = _("{name} has a value and no unit.").format(name=name_of(code, result.label))
                found.append(Problem(f"results.{code}", sentence))
        if self.results and self.sampled_on is None and "sampled_on" not in self.missing:
            found.append(Problem("sampled_on", _("Say on which day the sample was taken.")))
        if self.sampled_at is not None and self.sampled_on not in (None, self.sampled_at.date()):
            found.append(Problem("sampled_at", _("The sample was taken at a time of another day.")))
        return found


def _impossible(code: str, result: LabResult) -> Iterator[str]:
    analyte, name = ANALYTES.get(code), name_of(code, result.label)
    if any(is_ionised(word) for word in (code, result.label, result.unit)):
        yield ionised_refused()
    elif analyte is not None and result.unit and analyte.unit(result.unit) is None:
        yield not_its_unit(analyte, result.unit)
    if analyte is not None and (result.quality is not None) > analyte.qualitative:
        yield _("{name} is a number, not negative or positive.").format(name=name)
    if analyte is not None and analyte.qualitative and result.value is not None:
        yield _("{name} is negative or positive, not a number.").format(name=name)
    if result.value is not None and not (result.value.is_finite() and result.value >= 0):
        yield _("{name} is never negative.").format(name=name)
    for fault in limit_faults(result.lln, result.uln):
        yield _("{name}: {reason}").format(name=name, reason=fault)
