"""The release results of a bag against the limits of the product's specification."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.product import Bag, Product, ReleaseLimit
from ucmsc_desktop.text import _, number_text, quantity

_RESULT = re.compile(r"([<>≤≥]?)\s*(\d+(?:\.\d+)?)", re.ASCII)


class ReleaseVerdict(msgspec.Struct, frozen=True):
    """One release test: its result as it was reported, whether it passes, and that in a sentence."""

    test: str
    result: str
    passes: bool
    sentence: str


def limit_text(limit: ReleaseLimit) -> str:
    """What a release test demands, in words."""
    if limit.words:
        return _("“{words}”").format(words=limit.words)
    low = quantity(limit.low, _(limit.unit)) if limit.low is not None else ""
    high = quantity(limit.high, _(limit.unit)) if limit.high is not None else ""
    if low and high and limit.low is not None:
        return _("{low} to {high}").format(low=number_text(limit.low), high=high)
    if low:
        return _("at least {low}").format(low=low)
    return _("at most {high}").format(high=high) if high else _("any result")


def verdicts(bag: Bag, product: Product) -> list[ReleaseVerdict]:
    """Every release test of the specification with the bag's result."""
    return [_verdict(limit, bag.release.get(key, "").strip()) for key, limit in product.limits.items()]


def is_released(bag: Bag, product: Product) -> bool:
    """Whether every release test has a result that passes."""
    return all(verdict.passes for verdict in verdicts(bag, product))


def _verdict(limit: ReleaseLimit, result: str) -> ReleaseVerdict:
    if not result:
        sentence = _("{test}: no result; it must be {limit}.")
        return ReleaseVerdict(limit.test, result, False, sentence.format(test=limit.test, limit=limit_text(limit)))
    passes = _passes(limit, result)
    if passes is None:
        sentence = _("{test}: “{result}” cannot be compared; it must be {limit}.")
    elif passes:
        sentence = _("{test}: {result}.") if limit.words else _("{test}: {result} ({limit}).")
    else:
        sentence = _("{test}: {result} is not {limit}.")
    words = sentence.format(test=limit.test, result=result, limit=limit_text(limit))
    return ReleaseVerdict(limit.test, result, passes is True, words)


def _passes(limit: ReleaseLimit, result: str) -> bool | None:
    """Whether a result passes; None when that cannot be said, such as of “< 5” against a lower limit of 1."""
    if limit.words:
        return result.casefold() == limit.words.casefold()
    if limit.low is None and limit.high is None:
        return True
    found = _RESULT.fullmatch(result.removesuffix(_(limit.unit)).strip() if limit.unit else result)
    if found is None:
        return None
    side, value = found[1], Decimal(found[2])
    above = _above(side, value, limit.low)
    below = _below(side, value, limit.high)
    if above is False or below is False:
        return False
    return True if above and below else None


def _above(side: str, value: Decimal, low: Decimal | None) -> bool | None:
    if low is None:
        return True
    if side in ("<", "≤"):
        return False if value < low or (side == "<" and value == low) else None
    return True if value >= low else (None if side else False)


def _below(side: str, value: Decimal, high: Decimal | None) -> bool | None:
    if high is None:
        return True
    if side in (">", "≥"):
        return False if value > high or (side == ">" and value == high) else None
    return True if value <= high else (None if side else False)
