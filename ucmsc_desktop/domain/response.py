"""Improvement against the patient's own baseline, PASI50/75/90/100 and relapse, judged on exact values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_

RESPONSES = (50, 75, 90, 100)


class Period(Code):
    """The part of the trial in which something happened."""

    TREATMENT = ("treatment", N_("treatment period"))
    FOLLOW_UP = ("follow-up", N_("follow-up"))


class Relapse(msgspec.Struct, frozen=True):
    """When PASI50 was first reached and when it was first lost again, each in weeks, None when it never was."""

    pasi50_first_week: int | Fraction | None = None
    relapse_week: int | Fraction | None = None
    period: Period | None = None


def improvement_pct(baseline: int | None, visit: int | None) -> Fraction | None:
    """(baseline - visit) / baseline x 100 %, from tenths; negative is worse.

    Undefined (None) without a visit, or with a baseline of 0 or none.
    """
    if not baseline or visit is None:
        return None
    return Fraction(100 * (baseline - visit), baseline)


def shown_pct(improvement: Fraction) -> Decimal:
    """An improvement in % as it is written everywhere: one decimal, unless that would look like a response not reached.

    74.964 % is written 74.96 and not 75.0.
    """
    shown = rounded(improvement, 1)
    if any(improvement < limit <= shown for limit in RESPONSES):
        return Decimal(math.floor(100 * improvement)) / 100
    return shown


def responds(baseline: int | None, visit: int | None, threshold: int) -> bool | None:
    """Whether the improvement is at least `threshold` %, in integers: 5.6 to 1.4 is PASI75; None when undefined."""
    if not baseline or visit is None:
        return None
    return 100 * (baseline - visit) >= threshold * baseline


def largest_responding(baseline: int, threshold: int) -> int:
    """The largest total in tenths that reaches a response, rounded down so that a label never promises too much."""
    return (100 - threshold) * baseline // 100


def relapse(
    baseline: int | None, visits: Iterable[tuple[int | Fraction, int | None]], treatment_weeks: int | Fraction = 12
) -> Relapse:
    """The first week with PASI50 and the first later week below 50 % improvement; weeks above 0 only."""
    first: int | Fraction | None = None
    for week, visit in sorted((week, visit) for week, visit in visits if week > 0 and visit is not None):
        reached = responds(baseline, visit, 50)
        if reached and first is None:
            first = week
        elif reached is False and first is not None and week > first:
            period = Period.TREATMENT if week <= treatment_weeks else Period.FOLLOW_UP
            return Relapse(first, week, period)
    return Relapse(first)
