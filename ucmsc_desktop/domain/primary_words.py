"""The primary outcome as a table of words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ucmsc_desktop import text
from ucmsc_desktop.domain.cohort_notes import confidence_words, counted_words, outside_window_words, so_far_words
from ucmsc_desktop.domain.cohort_visits import END
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.intervals import Interval
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.primary_outcome import Improvement, missing_words, primary_outcome
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _


def primary_table(protocol: Protocol, members: Sequence[Member]) -> WordTable:
    """Mean and median improvement at the primary visit and at the end of treatment."""
    found = primary_outcome(protocol, members)
    heads = (
        (_("Visit"), 0.22),
        (_("Patients"), 0.1),
        (_("Mean"), 0.24),
        (_("Median"), 0.24),
        (_("Missing"), 0.1),
        (_("Not yet"), 0.1),
    )
    improved = [_("Improvement is (baseline − visit) / baseline; below 0 is worse."), missing_words(protocol)]
    if any(one.at == END and one.not_reached for one in found):
        improved.append(so_far_words())
    brackets = [
        _("In brackets: {pct} interval, of the mean by Student's distribution, of the median by ranks.").format(
            pct=confidence_words(protocol)
        )
    ]
    if any(one.median is not None and one.median_interval is None for one in found):
        brackets.append(_("Of so few values the median has no interval."))
    notes = (counted_words(members), " ".join(improved), " ".join(brackets))
    outside = outside_window_words(protocol, members)
    rows = tuple(_row(one) for one in found)
    return WordTable(_("Improvement of the PASI"), heads, rows, notes, cautions=(outside,) if outside else ())


def _row(one: Improvement) -> tuple[str, ...]:
    return (
        one.label,
        str(one.n),
        estimate_words(one.mean, one.mean_interval),
        estimate_words(one.median, one.median_interval),
        str(one.missing),
        str(one.not_reached),
    )


def estimate_words(value: Fraction | None, interval: Interval | None) -> str:
    """A mean or median improvement with its interval, such as `57.1 % (42.9 to 71.2)`; a dash where none is said."""
    if value is None:
        return NOTHING
    said = f"{_one_decimal(value)}{text.NO_BREAK_SPACE}%"
    if interval is None:
        return said
    low, high = map(_one_decimal, interval)
    return _("{value} ({low} to {high})").format(value=said, low=low, high=high)


def _one_decimal(value: Fraction) -> str:
    shown = rounded(value, 1)
    return text.number_text(shown if shown else abs(shown))
