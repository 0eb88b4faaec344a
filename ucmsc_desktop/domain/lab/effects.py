"""What the protocol excludes about each analyte, in words beside the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabResult
from ucmsc_desktop.domain.lab.units import converted, shown_rounded
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.protocol import EligibilityPart
from ucmsc_desktop.text import _, number_text, quantity

Effect = Callable[[LabResult, EligibilityPart, Sex | None], str]


def effect_words(code: str, result: LabResult, rules: EligibilityPart, sex: Sex | None) -> str:
    """The rule on an analyte with its figures, in the unit of the protocol; empty when it decides nothing."""
    if code not in ANALYTES or ANALYTES[code].marker:
        return _("above the upper limit: the investigator judges")
    effect = _EFFECTS.get(code)
    return effect(result, rules, sex) if effect is not None else ""


def _uln(code: str, result: LabResult) -> Decimal | None:
    """The upper limit in the protocol's unit."""
    analyte = ANALYTES[code]
    if result.uln is None or analyte.unit(result.unit) is None:
        return None
    return shown_rounded(converted(analyte, result.uln, result.unit, analyte.units[0].name))


def _calcium(_result: LabResult, rules: EligibilityPart, _sex: Sex | None) -> str:
    words = _("excludes: below {low} or above {high}, corrected by albumin")
    if rules.calcium_rule == "total":
        words = _("excludes: below {low} or above {high}")
    return words.format(low=number_text(rules.calcium_low), high=quantity(rules.calcium_high, "mmol/L"))


def _albumin(_result: LabResult, rules: EligibilityPart, _sex: Sex | None) -> str:
    return _("corrects calcium") if rules.calcium_rule == "albumin_corrected" else ""


def _liver(result: LabResult, rules: EligibilityPart, _sex: Sex | None) -> str:
    times = number_text(rules.liver_times_uln)
    uln = _uln("AST", result)
    if uln is None:
        return _("excludes: above {times} × upper limit").format(times=times)
    most = shown_rounded(Fraction(rules.liver_times_uln) * Fraction(uln))
    return _("excludes: above {times} × {uln} = {most}").format(
        times=times, uln=number_text(uln), most=quantity(most, "U/L")
    )


def _kidney(code: str) -> Effect:
    def words(result: LabResult, rules: EligibilityPart, _sex: Sex | None) -> str:
        uln = _uln(code, result)
        limit = quantity(uln, ANALYTES[code].units[0].name) if uln is not None else _("the upper limit")
        other = _(ANALYTES["CYSTATC" if code == "CREAT" else "CREAT"].label)
        if rules.creatinine_cystatin == "either":
            return _("excludes: above {limit}").format(limit=limit)
        return _("excludes: above {limit}, and {other} above its limit too").format(limit=limit, other=other)

    return words


def _haemoglobin(result: LabResult, rules: EligibilityPart, sex: Sex | None) -> str:
    over, uln = rules.haemoglobin_above_uln, _uln("HGB", result)
    high = _("excludes: above upper limit + {over}").format(over=quantity(over, "g/L"))
    if uln is not None:
        high = _("excludes: above {uln} + {over} = {most}").format(
            uln=number_text(uln), over=number_text(over), most=quantity(uln + over, "g/L")
        )
    return _("{high}, or {anaemia}").format(high=high, anaemia=_anaemia(rules, sex))


def _anaemia(rules: EligibilityPart, sex: Sex | None) -> str:
    if rules.anaemia_limit == "laboratory":
        return _("below the lower limit")
    men, women = rules.anaemia_who if rules.anaemia_limit == "who" else rules.anaemia_china
    if sex is None:
        return _("below {men} (men), {women} (women)").format(men=number_text(men), women=number_text(women))
    return _("below {low}").format(low=number_text(men if sex is Sex.MALE else women))


def _below(name: str) -> Effect:
    def words(_result: LabResult, rules: EligibilityPart, _sex: Sex | None) -> str:
        return _("excludes: below {low}").format(low=number_text(getattr(rules, name)))

    return words


def _test(_result: LabResult, _rules: EligibilityPart, _sex: Sex | None) -> str:
    return _("excludes: positive")


_EFFECTS: Mapping[str, Effect] = {
    "CA": _calcium,
    "ALB": _albumin,
    "AST": _liver,
    "ALT": _liver,
    "CREAT": _kidney("CREAT"),
    "CYSTATC": _kidney("CYSTATC"),
    "HGB": _haemoglobin,
    "PLAT": _below("platelets_low"),
    "WBC": _below("white_cells_low"),
    PREGNANCY_TEST: _test,
}
