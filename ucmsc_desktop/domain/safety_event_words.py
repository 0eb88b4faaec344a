"""Adverse events in tables of words: by grade and day, one by one, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import Given, Span, day_of, duration_days, onset_span, relative_words, span_words
from ucmsc_desktop.domain.items import fields, show, show_entry
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reporting import Clock, ClockState, starts_clocks
from ucmsc_desktop.domain.safety_summary import GRADES, DayBand, EventLine, SafetySummary
from ucmsc_desktop.domain.word_table import NOTHING, WordTable, marked_where
from ucmsc_desktop.text import _, ngettext

GRADED = 0.1


def grades_table(summary: SafetySummary) -> WordTable:
    """How many events of each grade began when, seen from the infusion before them."""
    counts = summary.event_counts()
    columns = (*GRADES, *([None] if any(grade is None for _band, grade in counts) else []))
    heads = [(_("Began"), 0.9 - GRADED * len(columns))]
    heads += [(_("Grade {n}").format(n=grade) if grade else _("not graded"), GRADED) for grade in columns]
    bands = [band for band in DayBand if any(found is band for found, _grade in counts)]
    rows = [_counts(_(band.label), [counts[band, grade] for grade in columns]) for band in bands]
    if len(bands) > 1:
        sums = [sum(counts[band, grade] for band in bands) for grade in columns]
        rows.append(_counts(_("All"), sums))
    title = _("Adverse events by grade and day after the infusion")
    return WordTable(title, (*heads, (_("All"), 0.1)), tuple(rows), (asked_words(summary),))


def _counts(name: str, numbers: list[int]) -> tuple[str, ...]:
    return (name, *(str(number) if number else NOTHING for number in [*numbers, sum(numbers)]))


def asked_words(summary: SafetySummary) -> str:
    """Whether there are events, and how often the question was asked: `None recorded; asked at 5 visits.`"""
    asked = ngettext("asked at {n} visit", "asked at {n} visits", len(summary.answers)).format(n=len(summary.answers))
    if not summary.events:
        return _("None recorded; {asked}.").format(asked=asked)
    found = ngettext("{n} adverse event", "{n} adverse events", len(summary.events)).format(n=len(summary.events))
    return _("{events}; {asked}.").format(events=found, asked=asked)


def events_table(summary: SafetySummary, protocol: Protocol, now: datetime) -> WordTable:
    """Every adverse event in a line, the earliest first."""
    known = fields(AdverseEvent)
    heads = (
        (known["term"].label, 0.15), (_("Began"), 0.13), (_("After"), 0.11), (_("Grade (CTCAE)"), 0.085),
        (known["serious"].label, 0.16), (_("Relation"), 0.1), (_("Action"), 0.1), (known["outcome"].label, 0.11),
        (_("Days"), 0.055),
    )  # fmt: skip
    rows = tuple(_event_row(line, protocol, now) for line in summary.events)
    marked = marked_where(starts_clocks(line.kept.record, protocol.safety) for line in summary.events)
    return WordTable(_("Adverse events"), heads, rows, () if rows else (_("None is recorded."),), marked)


def _event_row(line: EventLine, protocol: Protocol, now: datetime) -> tuple[str, ...]:
    event = line.kept.record
    lasted = duration_days(event, now.date())
    return (
        show_entry(event, "term"),
        began_words(event),
        day_words(line.after, line.days, protocol) or NOTHING,
        grade_words(event),
        serious_words(event),
        show_entry(event, "relation"),
        show_entry(event, "action"),
        show_entry(event, "outcome"),
        span_words(lasted) if lasted is not None else NOTHING,
    )


def began_words(event: AdverseEvent) -> str:
    """The moment where it was noticed as it began, else the day: who notices it may hear that it began before."""
    if event.onset_at is not None and event.onset in (None, day_of(event.onset_at)):
        return show(fields(AdverseEvent)["onset_at"], event.onset_at)
    return show_entry(event, "onset")


def day_words(after: Given | None, days: Span | None, protocol: Protocol) -> str:
    """When an event began, seen from its infusion: `Week 4, day 2`; empty without one before it."""
    if after is None or days is None:
        return ""
    return _("{visit}, {day}").format(visit=protocol.visit_name(after.visit), day=relative_words(days))


def no_day_words(event: AdverseEvent, given: Sequence[Given]) -> str:
    """Why the day of an event after its infusion is not told."""
    span = onset_span(event)
    is_before = not given or (span is not None and span[1] < given[0].day)
    return _("no infusion before it") if is_before else _("not known")


def grade_words(event: AdverseEvent) -> str:
    """The grade with the version of CTCAE beside it: `2 (5.0)`."""
    grade = show_entry(event, "grade")
    return f"{grade} ({event.ctcae_version})" if event.ctcae_version else grade


def serious_words(event: AdverseEvent) -> str:
    """Whether an event is serious, and by which criteria."""
    said = show_entry(event, "serious")
    criteria = _(", ").join(_(code.label) for code in event.criteria)
    return _("{answer}: {criteria}").format(answer=said, criteria=criteria) if criteria else said


def open_table(summary: SafetySummary, protocol: Protocol) -> WordTable:
    """What is still to be done: reports with the time by which they are due, and events to be followed up."""
    heads = ((_("Adverse event"), 0.3), (_("To be done"), 0.3), (_("As it stands"), 0.4))
    rows = (*_reports(summary), *_followed(summary, protocol))
    marked = marked_where(own.clock.state is ClockState.OVERDUE for own in summary.clocks)
    return WordTable(_("Still open"), heads, rows, () if rows else (_("Nothing is open."),), marked)


def _reports(summary: SafetySummary) -> Iterator[tuple[str, ...]]:
    for own in summary.clocks:
        yield show_entry(own.kept.record, "term"), report_words(own.clock), due_words(own.clock)


def _followed(summary: SafetySummary, protocol: Protocol) -> Iterator[tuple[str, ...]]:
    for line in summary.open_events:
        outcome = show_entry(line.kept.record, "outcome")
        after = day_words(line.after, line.days, protocol)
        yield show_entry(line.kept.record, "term"), _("Follow up"), _("; ").join(filter(None, [outcome, after]))


def report_words(clock: Clock) -> str:
    """Which report a clock runs for; one whose answers are open says so."""
    name = _("Report: {to}").format(to=_(clock.to.label))
    return name if clock.decided else _("{name}, not decided").format(name=name)


def due_words(clock: Clock) -> str:
    """Until when a report is due, or when it was made, without what is left: paper has no clock."""
    due = text.datetime_text(clock.due) if clock.due is not None else ""
    if clock.reported is not None:
        made = text.datetime_text(clock.reported)
        late = clock.state is ClockState.LATE
        return (_("made {time}, late: due {due}") if late else _("made {time}")).format(time=made, due=due)
    if not due:
        return _("no start is known: say since when the site knows")
    overdue = clock.state is ClockState.OVERDUE
    return (_("overdue, was due {due}") if overdue else _("due {due}")).format(due=due)
