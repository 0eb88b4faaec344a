"""What can be followed over time: PASI and its parts, and what else is assessed beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_


class Measure(Code):
    """What a chart follows; each is a tab of the trajectory."""

    PASI = ("pasi", N_("PASI"))
    CHANGE = ("change", N_("% change"))
    REGION = ("region", N_("By region"))
    SIGN = ("sign", N_("By sign"))
    BSA = ("bsa", N_("BSA"))
    DLQI = ("dlqi", N_("DLQI"))
    ITCH = ("itch", N_("Itch"))


class Value(msgspec.Struct, frozen=True):
    """One value on a day of study, exact; `words` is the value as it is written, with its unit."""

    day: int
    value: Fraction
    words: str
    visit: str
    form: str
    state: State
    imported: bool = False
    approximate: bool = False
    by: str = ""


class Trace(msgspec.Struct, frozen=True):
    """One line of a chart: its name, its values by day, and the pairs of neighbours between which a visit is missing.

    `bridged` holds the places of the second value of each such pair.
    """

    name: str
    values: tuple[Value, ...]
    bridged: frozenset[int] = frozenset()


class Level(msgspec.Struct, frozen=True):
    """A level line with its words, such as a response against the own baseline."""

    value: Fraction
    label: str


class Spread(msgspec.Struct, frozen=True):
    """The cohort beside a course: on each day its median, first and third quartile, of `n` participants in all.

    `counts` says of how many on each day.
    """

    n: int
    days: tuple[int, ...]
    medians: tuple[Fraction, ...]
    lows: tuple[Fraction, ...]
    highs: tuple[Fraction, ...]
    counts: tuple[int, ...] = ()


class Plot(msgspec.Struct, frozen=True):
    """One tab of a trajectory: what is drawn over zero. Windows and lanes are the same in every tab.

    `low` and `high` are the range to be seen at least; `absent` names in words what could not be drawn, and why.
    """

    measure: Measure
    axis: str
    traces: tuple[Trace, ...]
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(5)
    levels: tuple[Level, ...] = ()
    relapse_day: int | None = None
    absent: tuple[str, ...] = ()

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return any(trace.values for trace in self.traces)
