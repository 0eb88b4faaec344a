"""What stands in the lane of a participant: doses, first PASI 75, relapse, how it ended, and the events under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Point
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.figure import Caption, Ink, Mark, Shape, Side, Stroke
from ucmsc_desktop.domain.figures.shared import point_words
from ucmsc_desktop.domain.member import Ending, Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import DoseMark, dose_marks
from ucmsc_desktop.text import N_, _

SEVERE = 3
"""The grade from which the sign of an event is filled."""
RING = 13.0
"""The size of a mark around others."""


def lane_end(member: Member) -> int:
    """The last day of the lane: today while somebody is in the trial, else the last day of which anything is known."""
    if member.ending is Ending.ONGOING and member.today is not None:
        return max(member.last_day, member.today)
    return member.last_day


def lane_marks(protocol: Protocol, member: Member, line: float) -> Iterator[Mark]:
    """The marks on the lane: rings first, so that what falls on the same day stands inside them."""
    who, first = member.subject, member.first75
    if first is not None:
        tell = partial(_ring_words, protocol, member, first, N_("{words} First PASI\u00a075."))
        yield Mark(first.day, line, Shape.DISC, Ink.RESPONSE, filled=False, size=RING, who=who, tell=tell)
    lost = member.course.relapse_point(protocol) if member.relapse.relapse_week is not None else None
    if lost is not None:
        tell = partial(_ring_words, protocol, member, lost, N_("{words} Relapse."))
        yield Mark(lost.day, line, Shape.SQUARE, Ink.ERROR, filled=False, size=RING, who=who, tell=tell)
    for dose in dose_marks(protocol, member.course):
        ink, tell = Ink.COURSE if dose.complete else Ink.WARN, partial(_dose_words, who, dose)
        yield Mark(dose.day, line, Shape.TRIANGLE, ink, dose.complete, 7.0, who, tell)
    yield _end_mark(member, line)


def _ring_words(protocol: Protocol, member: Member, point: Point, words: str) -> str:
    return _(words).format(words=point_words(protocol, member.course, point))


def _dose_words(who: str, dose: DoseMark) -> str:
    return _("{subject}. Day {day}, million cells: {cells}").format(
        subject=who, day=text.number_text(dose.day), cells=dose.label
    )


def _end_mark(member: Member, line: float) -> Mark:
    if member.ending is Ending.ONGOING:
        shape, ink = Shape.ARROW, Ink.TEXT
    else:
        left_early = member.ending in (Ending.WITHDRAWN, Ending.LOST)
        shape, ink = (Shape.CROSS, Ink.ERROR) if left_early else (Shape.BAR, Ink.TEXT)
    tell = partial(_end_words, member)
    return Mark(lane_end(member), line, shape, ink, filled=True, size=8.0, who=member.subject, tell=tell)


def _end_words(member: Member) -> str:
    day, ending = text.number_text(lane_end(member)), _(member.ending.label)
    return _("{subject}. Day {day}: {ending}").format(subject=member.subject, day=day, ending=ending)


def event_strokes(member: Member, line: float) -> Iterator[Stroke]:
    """How long each event lasted."""
    for span in member.events:
        last = max(lane_end(member) if span.last_day is None and span.ongoing else span.last_day or span.day, span.day)
        if last > span.day:
            yield Stroke(((span.day, line), (last, line)), _event_ink(span), 3.0, who=member.subject)


def event_signs(member: Member, line: float, near: float) -> Iterator[tuple[Mark, Caption]]:
    """A sign with its grade for each onset; onsets too near to stand apart share one, with the highest grade."""
    for spans in _together(member.events, near):
        worst = max(spans, key=lambda span: (span.grade or 0, span.serious))
        severe, tell = (worst.grade or 0) >= SEVERE, partial(_onset_words, member.subject, spans)
        grade = text.number_text(worst.grade) if worst.grade is not None else _("?")
        yield (
            Mark(worst.day, line, Shape.SQUARE, _event_ink(worst), severe, 6.0, member.subject, tell),
            Caption(worst.day, line, f"\u00a0\u00a0{grade}", _event_ink(worst), Side.LEFT, bold=True),
        )


def _onset_words(who: str, spans: Sequence[EventSpan]) -> str:
    listed = "; ".join(_event_words(span) for span in spans)
    return _("{subject}. {events}").format(subject=who, events=listed)


def _event_ink(span: EventSpan) -> Ink:
    return Ink.ERROR if span.serious or (span.grade or 0) >= SEVERE else Ink.WARN


def _event_words(span: EventSpan) -> str:
    words = _("Day {day}: {event}").format(day=text.number_text(span.day), event=span.label)
    return _("{words}, serious").format(words=words) if span.serious else words


def _together(events: Sequence[EventSpan], near: float) -> Iterator[list[EventSpan]]:
    group: list[EventSpan] = []
    for span in events:
        if group and span.day - group[0].day > near:
            yield group
            group = []
        group.append(span)
    if group:
        yield group
