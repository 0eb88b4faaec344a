"""The protocol's limits for liver, kidney and blood, each compared exactly in the unit in which it is written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.criteria.calcium import calcium
from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, either, lacking
from ucmsc_desktop.domain.criteria.lab_checks import above, below, shown, unconfirmed
from ucmsc_desktop.domain.criteria.lab_measured import Measured, measured
from ucmsc_desktop.domain.fact_words import recorded
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.text import _, number_text, quantity


def laboratory(case: Case) -> list[Check]:
    """Every limit, each a question of its own."""
    limits = case.limits
    return [
        calcium(case),
        _liver(case, "AST"),
        _liver(case, "ALT"),
        *_kidney(case),
        *_haemoglobin(case),
        _too_low(case, "PLAT", limits.platelets_low),
        _too_low(case, "WBC", limits.white_cells_low),
    ]


def _liver(case: Case, code: str) -> Check:
    found = measured(case, code)
    if isinstance(found, Check):
        return found
    uln, times = found.limit("uln"), case.limits.liver_times_uln
    if uln is None:
        return unconfirmed(found, "uln")
    most = Fraction(times) * uln
    words = _("{times} × {uln} = {most}").format(times=number_text(times), uln=shown(uln), most=shown(most, found.unit))
    return above(found, most, words, found.limit_fact("uln"))


def _kidney(case: Case) -> list[Check]:
    checks = [_above_uln(case, code) for code in ("CREAT", "CYSTATC")]
    return checks if case.limits.creatinine_cystatin == "either" else [either(*checks)]


def _above_uln(case: Case, code: str) -> Check:
    found = measured(case, code)
    if isinstance(found, Check):
        return found
    uln = found.limit("uln")
    if uln is None:
        return unconfirmed(found, "uln")
    return above(found, uln, shown(uln, found.unit), found.limit_fact("uln"))


def _haemoglobin(case: Case) -> list[Check]:
    found = measured(case, "HGB")
    if isinstance(found, Check):
        return [found]
    return [_concentrated(case, found), _anaemia(case, found)]


def _concentrated(case: Case, found: Measured) -> Check:
    uln, over = found.limit("uln"), case.limits.haemoglobin_above_uln
    if uln is None:
        return unconfirmed(found, "uln")
    most = uln + Fraction(over)
    words = _("{uln} + {over} = {most}").format(uln=shown(uln), over=number_text(over), most=shown(most, found.unit))
    return above(found, most, words, found.limit_fact("uln"))


def _anaemia(case: Case, found: Measured) -> Check:
    """Below the limit for the sex; where the sex is open, only what both limits agree on is decided."""
    if case.limits.anaemia_limit == "laboratory":
        lln = found.limit("lln")
        if lln is None:
            return unconfirmed(found, "lln")
        return below(found, lln, shown(lln, found.unit), found.limit_fact("lln"))
    sex, told = recorded(Participant, case.facts.participant, "sex")
    both = case.limits.anaemia_who if case.limits.anaemia_limit == "who" else case.limits.anaemia_china
    checks = [below(found, Fraction(least), quantity(least, found.unit), told) for least in _of_sex(both, sex)]
    if len({check.finding for check in checks}) > 1:
        return lacking(told, facts=(found.told,))
    # Limits come from the highest to the lowest: a sentence names the one that speaks for both.
    return checks[-1] if checks[0].finding is Finding.NOT_MET else checks[0]


def _of_sex(both: Sequence[Decimal], sex: Sex | None) -> Sequence[Decimal]:
    """The limit for the sex; while that is open, both, the higher one first."""
    men, women = both
    return sorted(both, reverse=True) if sex is None else (men,) if sex is Sex.MALE else (women,)


def _too_low(case: Case, code: str, least: Decimal) -> Check:
    found = measured(case, code)
    if isinstance(found, Check):
        return found
    return below(found, Fraction(least), quantity(least, found.unit))
