"""Criteria on the psoriasis itself: its type, its severity, and whether it is getting worse fast."""

from __future__ import annotations

from fractions import Fraction

from ucmsc_desktop import text
from ucmsc_desktop.domain.criteria.cases import Case, judged, lines
from ucmsc_desktop.domain.criteria.checks import Check, decided, either, lacking
from ucmsc_desktop.domain.fact_words import BODY_SURFACE, PASI, fact, recorded
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType
from ucmsc_desktop.text import _

EXCLUDED_TYPES = (PsoriasisType.GUTTATE, PsoriasisType.INVERSE)


def severity(case: Case) -> list[Check]:
    """Psoriasis vulgaris, and PASI or body surface area above its limit: one of both is enough."""
    kind, told = recorded(PsoriasisHistory, case.facts.psoriasis, "psoriasis_type")
    if kind is None:
        of_type = lacking(told)
    else:
        is_other = kind is not PsoriasisType.VULGARIS
        words = _("{type} is not psoriasis vulgaris") if is_other else _("{type}")
        of_type = decided(words.format(type=told.words), told, against=is_other)
    return [of_type, either(_pasi(case), _body_surface(case))]


def _pasi(case: Case) -> Check:
    tenths, limit = case.facts.pasi_tenths, case.limits.pasi_above
    if tenths is None:
        return lacking(fact(*PASI))
    told = fact(*PASI, text.tenths_text(tenths))
    return _compared(Fraction(tenths, 10), Fraction(limit), told, text.number_text(limit))


def _body_surface(case: Case) -> Check:
    pct, limit = case.facts.bsa_pct, case.limits.bsa_above_pct
    if pct is None:
        return lacking(fact(*BODY_SURFACE))
    told = fact(*BODY_SURFACE, text.quantity(pct.normalize(), "%"))
    return _compared(Fraction(pct), Fraction(limit), told, text.quantity(limit, "%"))


def _compared(value: Fraction, limit: Fraction, told: Fact, limit_words: str) -> Check:
    is_above = value > limit
    words = _("{label} {value} is above {limit}") if is_above else _("{label} {value} is not above {limit}")
    return decided(words.format(label=told.label, value=told.words, limit=limit_words), told, against=not is_above)


def excluded_type(case: Case) -> list[Check]:
    """Guttate or inverse psoriasis, or psoriasis of the face only: judged with the recorded type beside it."""
    history = case.facts.psoriasis
    kind = lines(PsoriasisHistory, history, ("psoriasis_type",), EXCLUDED_TYPES.__contains__)
    return judged(case, kind + lines(PsoriasisHistory, history, ("face_only",)))


def progression(case: Case) -> list[Check]:
    """Acute progressive psoriasis with a tendency to erythroderma: judged."""
    return judged(case, lines(PsoriasisHistory, case.facts.psoriasis, ("acute_progressive", "erythroderma_tendency")))
