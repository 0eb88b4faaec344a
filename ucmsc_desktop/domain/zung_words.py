"""SAS and SDS in words: both scores, the limit and to which of them it applies, and where rounding decides."""

from __future__ import annotations

from decimal import Decimal

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.questionnaire import Said, no_score_words
from ucmsc_desktop.domain.zung import Sas, ZungScale, standard_score
from ucmsc_desktop.text import _, number_text

INTEGER_PART, NEAREST = "integer_part", "nearest"


def exact_score(raw: int) -> Decimal:
    """Raw score x 1.25 without any rounding: 53.75 for 43."""
    return Decimal(5 * raw) / 4


def limit_of(form: str, protocol: Protocol) -> int:
    """The standard score above which a scale excludes."""
    rules = protocol.eligibility
    return rules.sas_above if form == Sas.form else rules.sds_above


def rounding_of(form: str, protocol: Protocol) -> str:
    """How a scale's standard score is rounded for the verdict; the protocol leaves it open for the SDS only."""
    return INTEGER_PART if form == Sas.form else protocol.eligibility.sds_rounding


def rounding_decides(raw: int, limit: int) -> bool:
    """Whether the integer part and the rounded score lie on two sides of the limit, as for raw 43 and 53."""
    return (standard_score(raw) > limit) is not (standard_score(raw, NEAREST) > limit)


def decides_words(raw: int) -> str:
    """That the verdict on a raw score hangs on rounding."""
    return _("raw {raw} is {exact}: the rounding decides").format(raw=raw, exact=number_text(exact_score(raw)))


def score_words(raw: int, rounding: str) -> str:
    """Both scores and how the one follows from the other."""
    words = _("raw {raw} → standard {standard} (raw × 1.25, integer part)")
    if rounding == NEAREST:
        words = _("raw {raw} → standard {standard} (raw × 1.25, rounded, halves upwards)")
    return words.format(raw=raw, standard=standard_score(raw, rounding))


def limit_words(limit: int, standard: int | None) -> str:
    """To which score the limit applies, and on which side of it a score lies."""
    if standard is None:
        return _("Limit {limit} applies to the standard score.").format(limit=limit)
    words = _("Limit {limit} applies to the standard score: {standard} is not above it.")
    if standard > limit:
        words = _("Limit {limit} applies to the standard score: {standard} is above it.")
    return words.format(limit=limit, standard=standard)


def rounding_words(raw: int, limit: int, rounding: str, version: int) -> str:
    """Why the verdict hangs on rounding and what the protocol says; empty where it does not."""
    if not rounding_decides(raw, limit):
        return ""
    words = _(
        "Raw {raw} × 1.25 is exactly {exact}: the integer part {low} is not above {limit}, rounded {high} is. "
        "The protocol decides by the integer part (parameter sds_rounding, version {version})."
    )
    if rounding == NEAREST:
        words = _(
            "Raw {raw} × 1.25 is exactly {exact}: the integer part {low} is not above {limit}, rounded {high} is. "
            "The protocol decides by the rounded score (parameter sds_rounding, version {version})."
        )
    low, high, exact = standard_score(raw), standard_score(raw, NEAREST), number_text(exact_score(raw))
    return words.format(raw=raw, exact=exact, low=low, high=high, limit=limit, version=version)


def said(form: ZungScale, protocol: Protocol) -> Said:
    """All that is to be said about a form."""
    limit, rounding = limit_of(form.form, protocol), rounding_of(form.form, protocol)
    if form.raw is None:
        return Said(no_score_words(form), limit_words(limit, None))
    standard = standard_score(form.raw, rounding)
    # Only the rounding of the SDS is a parameter of the protocol.
    note = "" if form.form == Sas.form else rounding_words(form.raw, limit, rounding, protocol.version)
    return Said(score_words(form.raw, rounding), limit_words(limit, standard), note)
