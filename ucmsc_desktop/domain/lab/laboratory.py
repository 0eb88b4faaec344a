"""A laboratory and the limits that it states for its results, by sex and age."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Annotated, ClassVar

import msgspec

from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.names import ionised_refused, is_ionised, name_of, not_its_unit
from ucmsc_desktop.domain.lab.results import limit_faults, limits_words
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.text import N_, NO_BREAK_SPACE, _

OLDEST = 120


class Limits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The reference interval of one analyte for a sex (None: both) and an age in completed years (both ends included).

    `confirmed`: the site compared it with the laboratory's own list; a proposed interval decides nothing before.
    """

    analyte: Annotated[str, Item(label=N_("Analyte"))]
    unit: Annotated[str, Item(label=N_("Unit"))]
    sex: Annotated[Sex | None, Item(label=N_("Sex"))] = None
    age_low: Annotated[int, Item(label=N_("Age from"), unit=N_("years"))] = 18
    age_high: Annotated[int | None, Item(label=N_("Age to"), unit=N_("years"))] = None
    lln: Annotated[Decimal | None, Item(label=N_("Lower limit"))] = None
    uln: Annotated[Decimal | None, Item(label=N_("Upper limit"))] = None
    confirmed: Annotated[bool, Item(label=N_("Compared with the laboratory’s own list"))] = False
    source: Annotated[str, Item(label=N_("Source"))] = ""

    def __str__(self) -> str:
        """The interval with whom it is for: `Creatinine 57 to 97 µmol/L, Male, 20 to 59 years`."""
        limits = limits_words(self.lln, self.uln) or _("no limits")
        parts = [f"{name_of(self.analyte)} {limits}{NO_BREAK_SPACE}{self.unit}".rstrip(), sex_words(self.sex)]
        parts += [ages_words(self), _("confirmed") if self.confirmed else _("not confirmed")]
        return _(", ").join(parts)

    def covers(self, sex: Sex | None, age: int | None) -> bool:
        """Whether the interval is for a person; what is not known of a person is covered only by an open interval."""
        if self.sex not in (None, sex):
            return False
        if age is None:
            return self.age_high is None
        return self.age_low <= age <= (OLDEST if self.age_high is None else self.age_high)

    def meets(self, other: Limits) -> bool:
        """Whether two intervals of one analyte are for the same people."""
        apart = (self.age_high is not None and self.age_high < other.age_low) or (
            other.age_high is not None and other.age_high < self.age_low
        )
        return self.analyte == other.analyte and self.sex == other.sex and not apart


class Laboratory(Record, frozen=True, kw_only=True):
    """A laboratory of the study with its limits, by their number. It belongs to the study, not to a participant."""

    form: ClassVar[str] = "LABORATORY"
    title: ClassVar[str] = N_("Laboratory and its limits")

    name: Annotated[str | None, Item(label=N_("Name of the laboratory"))] = None
    limits: Annotated[dict[str, Limits], Item(label=N_("Reference interval"), required=False)] = {}

    def limited(self, number: str, limits: Limits | None) -> Laboratory:
        """The laboratory with another interval under a number, or without it."""
        others = {key: given for key, given in self.limits.items() if key != number or limits is not None}
        return msgspec.structs.replace(self, limits=others | ({number: limits} if limits is not None else {}))

    def next_number(self) -> str:
        """The number of the next interval."""
        return str(max((int(number) for number in self.limits), default=0) + 1)

    def faults(self) -> list[Problem]:
        """Intervals that cannot be, and two that are for the same people."""
        found = [
            Problem(f"limits.{number}", sentence)
            for number, one in self.limits.items()
            for sentence in _impossible(one)
        ]
        for (_first, one), (number, other) in combinations(self.limits.items(), 2):
            if one.meets(other):
                sentence = _("{name}: two intervals are for the same people.").format(name=name_of(one.analyte))
                found.append(Problem(f"limits.{number}", sentence))
        return found


def _impossible(limits: Limits) -> Iterator[str]:
    analyte, name = ANALYTES.get(limits.analyte), name_of(limits.analyte)
    if any(is_ionised(word) for word in (limits.analyte, limits.unit)):
        yield ionised_refused()
    elif analyte is not None and analyte.unit(limits.unit) is None:
        yield not_its_unit(analyte, limits.unit)
    if not 0 <= limits.age_low <= OLDEST or not limits.age_low <= (limits.age_high or OLDEST) <= OLDEST:
        yield _("{name}: the ages are no range of years.").format(name=name)
    for fault in limit_faults(limits.lln, limits.uln):
        yield _("{name}: {reason}").format(name=name, reason=fault)


def sex_words(sex: Sex | None) -> str:
    """The sex of an interval in words."""
    return _("both sexes") if sex is None else _(sex.label)


def ages_words(limits: Limits) -> str:
    """The ages of an interval in words."""
    if limits.age_high is None:
        return _("from {n} years").format(n=limits.age_low)
    return _("{low} to {high} years").format(low=limits.age_low, high=limits.age_high)


def limits_for(laboratory: Laboratory, code: str, sex: Sex | None, age: int | None) -> Limits | None:
    """The interval of a laboratory for a person, None when it states none or when more would have to be known.

    An interval for one sex comes before one for both.
    """
    fitting = [one for one in laboratory.limits.values() if one.analyte == code and one.covers(sex, age)]
    own = [one for one in fitting if one.sex is not None] or fitting
    return own[0] if len(own) == 1 else None
