"""A result as a person types it or a spreadsheet holds it, read without guessing."""

from __future__ import annotations

import re
from decimal import Decimal

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import BadValue, pointed
from ucmsc_desktop.domain.lab.results import Qualifier, Quality
from ucmsc_desktop.text import _

MOST_DIGITS = 12
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+", re.ASCII)
_QUALIFIERS = {"<": Qualifier.BELOW, ">": Qualifier.ABOVE}
_QUALITIES = {
    Quality.NEGATIVE: ("neg", "negative", "阴性", "-", text.MINUS),
    Quality.POSITIVE: ("pos", "positive", "阳性", "+"),
    Quality.UNCLEAR: ("unclear", "doubtful", "可疑", "±"),
}


def read_number(typed: str) -> Decimal:
    """A number of a report: a value or a limit, 0 or more. Raises BadValue with a sentence."""
    words = typed.strip().replace(text.MINUS, "-")
    if "," in words:
        raise BadValue(_("Write {point}, with a point and no comma.").format(point=pointed(words)))
    if words.startswith("-") and _NUMBER.fullmatch(words[1:].strip()):
        raise BadValue(_("“{typed}”: a result is never negative.").format(typed=typed.strip()))
    if not _NUMBER.fullmatch(words):
        raise BadValue(_("“{typed}” is not a number.").format(typed=typed.strip()[: 2 * MOST_DIGITS]))
    if sum(sign.isdigit() for sign in words) > MOST_DIGITS:
        raise BadValue(_("“{typed}” has more than {n} digits.").format(typed=words[: 2 * MOST_DIGITS], n=MOST_DIGITS))
    return Decimal(words)


def read_value(typed: str) -> tuple[Qualifier | None, Decimal]:
    """A value with what stands before it: `2.35`, `<0.1`, `> 200`. Raises BadValue with a sentence."""
    words = typed.strip().replace("＜", "<").replace("＞", ">")
    if words[:1] in ("≤", "≥") or words[:2] in ("<=", ">="):
        raise BadValue(_("Write < or > alone, as in “<0.1”: ≤ and ≥ leave open on which side the value lies."))
    qualifier = _QUALIFIERS.get(words[:1])
    number = words[1:] if qualifier is not None else words
    if not number.strip():
        raise BadValue(_("There is no number."))
    return qualifier, read_number(number)


def read_quality(typed: str) -> Quality:
    """The answer of a test without a number, in the words of the screen or a laboratory's. Raises BadValue."""
    plain = typed.strip().casefold()
    for quality, words in _QUALITIES.items():
        if plain in (*words, _(quality.label).casefold()):
            return quality
    raise BadValue(_("“{typed}” is neither negative nor positive.").format(typed=plain[: 2 * MOST_DIGITS]))
