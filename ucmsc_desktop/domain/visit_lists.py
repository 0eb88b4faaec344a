"""Participants by their stage, and planned visits by what has become of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.expected import expected_forms, not_expected, progress_of, withdrawn_on
from ucmsc_desktop.domain.listing import Line
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.recruitment import IN_THE_TRIAL, enrolled_on
from ucmsc_desktop.domain.summary import Progress, Stage, Summary, VisitView
from ucmsc_desktop.text import N_, _

Found = Iterator[tuple[str, Line]]
ALL_ENROLLED, WITHDRAWN, NOT_EXPECTED = "participants.all_enrolled", "participants.withdrawn", "visits.not_expected"
STAGES = {
    ALL_ENROLLED: N_("enrolled in all"),
    **{f"participants.{stage.value}": stage.label for stage in Stage},
    "participants.enrolled": N_("not yet treated"),
    WITHDRAWN: N_("withdrawn"),
}
VISITS = {
    **{
        f"visits.{progress.value}": progress.label
        for progress in (Progress.OVERDUE, Progress.DUE, Progress.STARTED, Progress.DONE, Progress.MISSED)
    },
    "visits.planned": N_("still to come"),
    NOT_EXPECTED: N_("not expected"),
}
WHY = {
    ALL_ENROLLED: N_("The decision to enrol stands, or a first infusion was given. Earlier records are not counted."),
    "participants.screening": N_("No decision yet, and the answers of the checklist refuse nobody."),
    "participants.screen_failure": N_("The decision is a screen failure, or the answers of an older checklist refuse."),
    "participants.treated": N_("From the first infusion until a visit at the end of treatment is done or missed."),
    "participants.follow_up": N_("After the end of treatment, until the last visit is done or missed."),
    "participants.done": N_("The last visit is done or missed."),
    "participants.earlier": N_("Taken over from earlier records; nothing of this protocol is expected of them."),
    "participants.enrolled": N_("Enrolled, and no infusion was given yet."),
    WITHDRAWN: N_("Consent was withdrawn; they are counted under their stage too."),
    "visits.overdue": N_("The window has closed, or treatment has begun before, and nothing is entered."),
    "visits.due": N_("The window is open today, first and last day included, and nothing is entered."),
    "visits.started": N_("Something is entered, and a form of the visit is not filled in."),
    "visits.done": N_("All forms of the visit are filled in, or it is noted as done."),
    "visits.missed": N_("Noted as missed."),
    "visits.planned": N_("The window is not open yet, or no infusion has begun the count of days."),
    NOT_EXPECTED: N_("Nothing is entered, and nothing is to come."),
}


def stage_lines(seen: Summary) -> Found:
    """A participant under their stage, and under those that do not exclude another."""
    key, on = _home(seen), enrolled_on(seen)
    stage = _(seen.stage.label)
    yield f"participants.{seen.stage.value}", Line(key, _stage_words(seen), on if seen.stage in IN_THE_TRIAL else None)
    if seen.stage in IN_THE_TRIAL:
        yield ALL_ENROLLED, Line(key, stage, on)
    if (left := withdrawn_on(seen.records)) is not None:
        yield WITHDRAWN, Line(key, stage, left)


def visit_lines(seen: Summary) -> Found:
    """The planned visits, each under what has become of it."""
    for view in seen.visits:
        key = Key(seen.subject, view.visit.key, "")
        if why := not_expected(seen, view):
            yield NOT_EXPECTED, Line(key, why)
        else:
            yield f"visits.{progress_of(seen, view).value}", Line(key, _visit_words(seen, view), _day(view))


def _visit_words(seen: Summary, view: VisitView) -> str:
    """Day and window, and of a visit that is begun what is not filled in."""
    words = view.words()
    if view.window is None and progress_of(seen, view) is Progress.OVERDUE:
        return _("nothing is entered, and treatment has begun")
    if view.progress is not Progress.STARTED:
        return words
    there = {kept.key.form for kept in view.records}
    blank = [form_title(form) for form in expected_forms(seen, view) if form not in there]
    open_words = _("not filled in: {forms}").format(forms=_(", ").join(blank)) if blank else ""
    return "; ".join(filter(None, (words, open_words)))


def _day(view: VisitView) -> date | None:
    return view.on or (view.window.planned if view.window else None)


def _home(seen: Summary) -> Key:
    """The record at which a participant is opened: the verdict, before there is one the demography."""
    verdict = next(iter(of_type(seen.records, Screening)), None)
    return verdict.key if verdict is not None else Key(seen.subject, "", Participant.form)


def _stage_words(seen: Summary) -> str:
    last = seen.last
    if last is None:
        return _(seen.stage.label)
    visit = _(last.visit.label)
    if last.on is None:
        return _("{stage}, last visit: {visit}").format(stage=_(seen.stage.label), visit=visit)
    words = _("{stage}, last visit: {visit} on {day}")
    return words.format(stage=_(seen.stage.label), visit=visit, day=text.date_text(last.on))
