"""What is expected of a participant so far, and why something is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.summary import Progress, Stage, Summary, VisitView, wanted_forms
from ucmsc_desktop.text import _

OF_A_FAILURE = (Screening.form, Consent.form)
"""What a candidate who does not enter leaves behind in any case; other forms count where they are filled in."""


def withdrawn_on(records: Iterable[Kept[Record]]) -> date | None:
    """The day on which consent was withdrawn, None while it stands."""
    return next((kept.record.withdrawn_on for kept in of_type(records, Consent) if kept.record.withdrawn_on), None)


def not_expected(seen: Summary, view: VisitView) -> str:
    """Why a visit at which nothing has happened is not expected, in a sentence; empty when it is expected."""
    if view.progress in (Progress.STARTED, Progress.DONE, Progress.MISSED):
        return ""
    if seen.stage is Stage.EARLIER:
        return _("An earlier record has none of the visits of this protocol.")
    left = withdrawn_on(seen.records)
    if left is not None and (view.window is None or view.window.latest >= left):
        return _("Consent was withdrawn on {day}.").format(day=text.date_text(left))
    if view.visit.week is None:
        return ""
    if seen.stage is Stage.FAILED:
        return _("A screen failure has no visits after screening.")
    if seen.stage is Stage.SCREENING:
        return _("The candidate is not enrolled.")
    return ""


def progress_of(seen: Summary, view: VisitView) -> Progress:
    """What has become of a visit. One without a window, such as screening, is overdue once treatment has begun."""
    is_late = view.window is None and view.progress is Progress.PLANNED and seen.first_infusion is not None
    return Progress.OVERDUE if is_late else view.progress


def expected_forms(seen: Summary, view: VisitView) -> tuple[str, ...]:
    """The forms that a visit is to have by now: it took place, or its window has closed, and nothing speaks against it.

    Of a screen failure, and of a visit begun after a withdrawal, little is expected beyond what is there.
    """
    is_time = progress_of(seen, view) in (Progress.STARTED, Progress.DONE, Progress.OVERDUE)
    if not is_time or seen.stage is Stage.EARLIER or not_expected(seen, view):
        return ()
    wanted, there = wanted_forms(view.visit, seen.participant), {kept.key.form for kept in view.records}
    if seen.stage is Stage.FAILED:
        return tuple(form for form in wanted if form in there or form in OF_A_FAILURE)
    left = withdrawn_on(seen.records)
    if left is not None and view.on is not None and view.on >= left:
        return tuple(form for form in wanted if form in there)
    return wanted


def rule_words() -> tuple[str, ...]:
    """What is expected and what is not, in sentences."""
    return (
        _("Expected are the forms of each visit that took place or whose window has closed."),
        _(
            "Not expected are: the form on pregnancy of a man, the forms of a missed visit, visits after screening of "
            "a screen failure, visits from the withdrawal of consent on, and all visits of an earlier record."
        ),
        _("Percentages are cut, not rounded: only all is 100."),
    )
