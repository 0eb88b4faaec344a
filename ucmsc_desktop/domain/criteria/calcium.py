"""The limits for calcium: total, or corrected to a normal albumin by the protocol's choice."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, decided, lacking
from ucmsc_desktop.domain.criteria.lab_checks import interval_words
from ucmsc_desktop.domain.criteria.lab_measured import Measured, measured
from ucmsc_desktop.domain.lab.compare import Interval
from ucmsc_desktop.text import _, quantity

UNIT = "mmol/L"
NORMAL_ALBUMIN = Interval(Fraction(40), Fraction(40))
"""g/L, to which calcium is corrected."""
PER_ALBUMIN = Fraction(2, 100)
"""mmol/L of calcium for each g/L of albumin."""


def calcium(case: Case) -> Check:
    """Neither above the upper nor below the lower limit."""
    codes = ("CA",) if case.limits.calcium_rule == "total" else ("CA", "ALB")
    found = [measured(case, code) for code in codes]
    there = [each for each in found if isinstance(each, Measured)]
    if len(there) < len(codes):
        return _waiting([each for each in found if isinstance(each, Check)])
    if len(there) == 1:
        return _outside(case, there[0].value, there[0].words, there)
    value = corrected(there[0].value, there[1].value)
    words = _("Calcium, corrected by albumin: {value}").format(value=interval_words(value, UNIT))
    return _outside(case, value, words, there)


def corrected(total: Interval, albumin: Interval) -> Interval:
    """Calcium as it would be with a normal albumin, in mmol/L from mmol/L and g/L."""
    return total.plus(NORMAL_ALBUMIN.plus(albumin.times(-1)).times(PER_ALBUMIN))


def _waiting(checks: Sequence[Check]) -> Check:
    return lacking(
        *(fact for check in checks for fact in check.missing),
        words=_(" and ").join(check.words for check in checks if check.words),
        facts=tuple(fact for check in checks for fact in check.facts),
    )


def _outside(case: Case, value: Interval, words: str, behind: Sequence[Measured]) -> Check:
    low, high = case.limits.calcium_low, case.limits.calcium_high
    is_above, is_below = value.above(Fraction(high)), value.below(Fraction(low))
    if is_above:
        outcome, sentence = True, _("{value} is above {high}")
    elif is_below:
        outcome, sentence = True, _("{value} is below {low}")
    elif is_above is is_below is False:
        outcome, sentence = False, _("{value} is not below {low} and not above {high}")
    else:
        outcome, sentence = None, _("{value} does not tell whether it is below {low} or above {high}")
    return decided(
        sentence.format(value=words, low=quantity(low, UNIT), high=quantity(high, UNIT)),
        *(each.told for each in behind),
        repeat=tuple(each.code for each in behind),
        against=outcome,
    )
