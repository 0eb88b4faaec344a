"""What the recorded facts say about each criterion of eligibility: a finding, its sentence, and what it rests on."""

from __future__ import annotations

from datetime import date

import msgspec

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_


class Finding(Code):
    """What is known about a criterion. For an exclusion, `met` means that it does not apply."""

    MET = ("met", N_("met"))
    NOT_MET = ("not_met", N_("not met"))
    UNKNOWN = ("unknown", N_("unknown"))
    JUDGEMENT = ("judgement", N_("needs judgement"))


class Fact(msgspec.Struct, frozen=True):
    """One recorded fact: its form and field (which are its link), its label and its value in words; empty when open.

    The field of a row is written with dots: `results.CA`.
    """

    form: str
    field: str
    label: str
    words: str = ""

    @property
    def name(self) -> str:
        """The fact's name among all facts: `LAB.results.CA`."""
        return f"{self.form}.{self.field}"


class CriterionVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion: `sentence` names value, rule and strictness, `facts` what was used, `missing` what is open.

    `free_from` is the day from which a period surely no longer stands in the way, `repeat` names results that a new
    sample may change, by the analyte's code; both only where nothing else stands in the way of this criterion.
    `parameters` names the protocol's parameters that decided.
    """

    key: str
    finding: Finding
    sentence: str
    facts: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    free_from: date | None = None
    repeat: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


class Eligibility(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict over all criteria: eligible (True), not eligible (False) or open (None), and why in a sentence.

    `could_from` and `repeat` say what could open the way when only washouts or repeatable results stand in it.
    """

    eligible: bool | None
    reason: str
    criteria: tuple[CriterionVerdict, ...]
    could_from: date | None = None
    repeat: tuple[str, ...] = ()
    protocol_version: int | None = None

    @property
    def missing(self) -> tuple[Fact, ...]:
        """What is still missing, each once, in the order of the criteria."""
        return tuple({fact.name: fact for found in self.criteria for fact in found.missing}.values())

    @property
    def facts(self) -> dict[str, str]:
        """The facts that were used, by name, each in words."""
        return {fact.name: fact.words for found in self.criteria for fact in found.facts}

    def of(self, key: str) -> CriterionVerdict | None:
        """The verdict on one criterion."""
        return next((found for found in self.criteria if found.key == key), None)
