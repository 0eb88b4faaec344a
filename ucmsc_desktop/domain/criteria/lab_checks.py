"""Questions on one result: whether it lies above or below a limit, in a sentence with the value and the limit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ucmsc_desktop.domain.criteria.checks import Check, decided, lacking
from ucmsc_desktop.domain.criteria.lab_measured import Measured, Side
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.lab.compare import Interval
from ucmsc_desktop.domain.lab.units import shown_rounded
from ucmsc_desktop.text import N_, NO_BREAK_SPACE, _, number_text

_Words = Mapping[bool | None, str]
_OPEN = N_("{value} does not tell on which side of {limit}")
_ABOVE: _Words = {True: N_("{value} is above {limit}"), False: N_("{value} is not above {limit}"), None: _OPEN}
_BELOW: _Words = {True: N_("{value} is below {limit}"), False: N_("{value} is not below {limit}"), None: _OPEN}


def above(found: Measured, most: Fraction, limit: str, *facts: Fact) -> Check:
    """A result that must not be above a limit."""
    outcome = found.value.above(most)
    words = _(_ABOVE[outcome]).format(value=found.words, limit=limit)
    return decided(words, found.told, *facts, against=outcome, repeat=(found.code,))


def below(found: Measured, least: Fraction, limit: str, *facts: Fact) -> Check:
    """A result that must not be below a limit."""
    outcome = found.value.below(least)
    words = _(_BELOW[outcome]).format(value=found.words, limit=limit)
    return decided(words, found.told, *facts, against=outcome, repeat=(found.code,))


def unconfirmed(found: Measured, side: Side) -> Check:
    """A result without the confirmed limit that it is to be compared with."""
    missing = found.limit_fact(side)
    words = _("{limit}: not confirmed") if getattr(found.result, side) is not None else _("{limit}: not recorded")
    return lacking(missing, words=words.format(limit=missing.label), facts=(found.told,))


def shown(value: Fraction, unit: str = "") -> str:
    """An exact number as it is read, marked where it had to be rounded."""
    near = shown_rounded(value)
    words = number_text(near) + (NO_BREAK_SPACE + unit if unit else "")
    return words if Fraction(near) == value else f"≈{NO_BREAK_SPACE}{words}"


def interval_words(value: Interval, unit: str) -> str:
    """All that a value may be, in words."""
    if value.low is not None:
        sign = "" if value.is_exact else f">{NO_BREAK_SPACE}"
        return sign + shown(value.low, unit)
    return f"<{NO_BREAK_SPACE}{shown(value.high, unit)}" if value.high is not None else _("not known")
