"""What the use of a treatment means for its washout, in words beside the entry."""

from __future__ import annotations

from datetime import date

from ucmsc_desktop import text
from ucmsc_desktop.domain.criteria.periods import Period, days_ahead, passed
from ucmsc_desktop.domain.criteria.washout import reference, washout_days
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.protocol import EligibilityPart
from ucmsc_desktop.domain.therapies import Therapy, TherapyClass
from ucmsc_desktop.text import _


def reference_day(facts: Facts, limits: EligibilityPart) -> date | None:
    """The day on which washouts have to be over, None while it is not known."""
    return reference(facts, limits)[0]


def washout_words(therapy: Therapy, limits: EligibilityPart, until: date | None) -> str:
    """How long the washout of a treatment is, or from which day it is over; empty while the class is open."""
    if therapy.therapy_class is None:
        return ""
    if therapy.therapy_class is TherapyClass.OTHER:
        return _("No washout is asked for this class.")
    period = days_ahead(washout_days(limits, therapy.therapy_class))
    if therapy.ongoing:
        return _("Ongoing: the washout of {period} has not begun.").format(period=period.words)
    if therapy.last_used_on is None:
        return _("Washout: {period} after the last use.").format(period=period.words)
    return _free_words(therapy, therapy.last_used_on, period, until)


def _free_words(therapy: Therapy, last_used_on: PartialDate, period: Period, until: date | None) -> str:
    if therapy.ends_before_start:
        return ""
    found = passed(last_used_on, period, until or date.min, since=therapy.since)
    if found is None:
        return ""
    free_from = text.date_text(found.free_from)
    if until is None:
        return _("Free from {day}; the reference day is not known yet.").format(day=free_from)
    if found.complete is None:
        words = _("Free from {day} at the latest: on the reference day {reference} it depends on what is not known.")
    elif found.complete:
        words = _("Free from {day}: complete on the reference day {reference}.")
    elif found.after:
        words = _("Used after the reference day {reference}: free from {day}.")
    else:
        words = _("Free from {day}: not complete on the reference day {reference}.")
    return words.format(day=free_from, reference=text.date_text(until))
