"""Criteria on the mind: the standard scores of both self-rating scales, and other disorders."""

from __future__ import annotations

from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, decided, denied, lacking
from ucmsc_desktop.domain.fact_words import fact
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.questionnaire import no_score_words
from ucmsc_desktop.domain.zung import Sas, Sds, ZungScale, standard_score
from ucmsc_desktop.domain.zung_words import decides_words, limit_of, rounding_decides, rounding_of
from ucmsc_desktop.text import _


def psyche(case: Case) -> list[Check]:
    """Neither standard score above its limit, and no other psychiatric disorder."""
    facts = case.facts
    return [
        _score(case, Sas.form, facts.sas),
        _score(case, Sds.form, facts.sds),
        denied(MedicalHistory, facts.medical, "psychiatric"),
    ]


def _score(case: Case, form: str, scale: ZungScale | None) -> Check:
    raw = scale.total_or_entered() if scale is not None else None
    if scale is None or raw is None:
        return _no_score(fact(form, "standard"), scale)
    standard, limit = standard_score(raw, rounding_of(form, case.protocol)), limit_of(form, case.protocol)
    told = fact(form, "standard", _("{standard} (raw {raw})").format(standard=standard, raw=raw))
    is_above = standard > limit
    words = _("{label} {score} is above {limit}") if is_above else _("{label} {score} is not above {limit}")
    words = words.format(label=told.label, score=standard, limit=limit)
    if form == Sds.form and rounding_decides(raw, limit):
        words = _("{words} ({rounding})").format(words=words, rounding=decides_words(raw))
    return decided(words, told, against=is_above)


def _no_score(missing: Fact, scale: ZungScale | None) -> Check:
    if scale is None or not scale.answers:
        return lacking(missing)
    words = _("{label}: {reason}").format(label=missing.label, reason=no_score_words(scale).rstrip("."))
    return lacking(missing, words=words)
