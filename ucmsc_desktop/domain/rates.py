"""How many of how many, with its exact interval; of fewer than five patients no per cent is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.intervals import clopper_pearson
from ucmsc_desktop.domain.word_table import NOTHING

FEWEST = 5
"""Of fewer patients neither a per cent nor a cohort's mean or median is shown."""


class Rate(msgspec.Struct, frozen=True):
    """`k` of `n`, and the bounds of the interval in %; they are None where no per cent is said."""

    k: int
    n: int
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def pct(self) -> Fraction | None:
        """The rate in %, None where no per cent is said."""
        return Fraction(100 * self.k, self.n) if self.n >= FEWEST else None

    @property
    def words(self) -> str:
        """The rate as it is read: `3/5 = 60 % (15–95)`, of few patients `3/4`, of nobody a dash."""
        if self.n == 0:
            return NOTHING
        if self.pct is None or self.low is None or self.high is None:
            return f"{self.k}/{self.n}"
        low, high = (text.number_text(rounded(bound, 0)) for bound in (self.low, self.high))
        return f"{self.k}/{self.n} = {_whole_pct(self.pct)} ({low}–{high})"


def rate(k: int, n: int, confidence_pct: Decimal) -> Rate:
    """`k` of `n` with the exact interval of this confidence."""
    if n < FEWEST:
        return Rate(k, n)
    return Rate(k, n, *clopper_pearson(k, n, confidence_pct))


def _whole_pct(pct: Fraction) -> str:
    """Nobody is lost to rounding: only none is 0 %, and only all are 100 %."""
    whole = rounded(pct, 0)
    if whole == 0 and pct > 0:
        return f"<{text.quantity(1, '%')}"
    if whole == 100 and pct < 100:
        return f">{text.quantity(99, '%')}"
    return text.quantity(whole, "%")
