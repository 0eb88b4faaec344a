"""The DLQI in words: its total, the band in which it lies, and what one open item counts."""

from __future__ import annotations

from ucmsc_desktop.domain.dlqi import BANDS, Dlqi, band
from ucmsc_desktop.domain.questionnaire import Said, no_score_words
from ucmsc_desktop.text import _


def total_words(total: int) -> str:
    """The total with its band."""
    low, high = band(total)
    return _("total {total} of 30, band {low} to {high}").format(total=total, low=low, high=high)


def bands_words() -> str:
    """All bands, as numbers: their names belong to the instrument."""
    return _("Bands: {bands}.").format(bands=_(", ").join(f"{low}–{high}" for low, high in BANDS))


def blank_words(form: Dlqi) -> str:
    """What the one open item counts, in a sentence; empty when none or more are open."""
    left = form.left()
    if not form.answers or form.answers_total() is None or not left:
        return ""
    return _("Item {item} is open and counts 0; with more than one open item there is no score.").format(item=left[0])


def said(form: Dlqi) -> Said:
    """All that is to be said about a form."""
    score = no_score_words(form) if form.total is None else total_words(form.total)
    return Said(score, bands_words(), blank_words(form))
