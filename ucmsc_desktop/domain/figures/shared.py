"""What the figures of the cohort share: how an assessment is marked, and in words what is odd or cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.figure import Ink, Mark, Sample, Shape, Telling
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.domain.trajectory_words import stop_words
from ucmsc_desktop.text import _, ngettext

NAMED = 8


def named(subjects: Sequence[str]) -> str:
    """Participants by their codes, of many only the first: `P-001, P-002 and 5 more`."""
    shown, more = _(", ").join(subjects[:NAMED]), len(subjects) - NAMED
    return _("{codes} and {n} more").format(codes=shown, n=more) if more > 0 else shown


def people(number: int) -> str:
    """So many participants, in words."""
    return ngettext("{n} participant", "{n} participants", number).format(n=number)


def shape_of(point: Point) -> Shape:
    """A square for what was taken over from an earlier record, a disc for an assessment of the trial."""
    return Shape.SQUARE if point.imported else Shape.DISC


def is_final(point: Point) -> bool:
    """Whether a point is drawn filled: signed, or taken over as it was."""
    return point.imported or point.state is State.SIGNED


def point_words(protocol: Protocol, course: Course, point: Point) -> str:
    """A PASI of somebody with all that is known of it, as it is read beside the pointer."""
    return _("{subject}. {words}").format(subject=course.subject, words=stop_words(protocol, course, point))


def point_tell(protocol: Protocol, course: Course, point: Point) -> Telling:
    """The same, made when somebody points at it."""
    return partial(point_words, protocol, course, point)


def point_samples(points: Sequence[Point]) -> Iterator[Sample]:
    """What the shapes of these points mean, of each that occurs."""
    if any(not point.imported and is_final(point) for point in points):
        yield Sample(_("signed PASI"), Mark(0, 0, Shape.DISC, Ink.COURSE))
    if not all(is_final(point) for point in points):
        yield Sample(_("PASI not signed"), Mark(0, 0, Shape.DISC, Ink.COURSE, filled=False))
    if any(point.imported for point in points):
        yield Sample(_("PASI from an earlier record"), Mark(0, 0, Shape.SQUARE, Ink.COURSE))


def earlier(members: Sequence[Member]) -> Iterator[str]:
    """Who comes from an earlier record, where no mark can say so."""
    found = [member.subject for member in members if member.taken_over]
    if found:
        who = _("all") if len(found) == len(members) else named(found)
        yield _("From an earlier record: {who}.").format(who=who)


def oddities(members: Sequence[Member]) -> Iterator[str]:
    """What is drawn though it is odd: two assessments on a day, and totals taken over that no entries add up to."""
    twice = [member.subject for member in members if has_two_on_a_day(member.course)]
    wrong = [member.subject for member in members if _has_impossible(member.course)]
    yield from uninfused(members)
    if twice:
        yield _("Two PASI on one day: {who}.").format(who=named(twice))
    if wrong:
        yield _("A PASI that cannot occur, shown as it was taken over: {who}.").format(who=named(wrong))


def uninfused(members: Sequence[Member]) -> Iterator[str]:
    """Whose days are not counted from a first infusion, because none is recorded."""
    found = [member.subject for member in members if not member.taken_over and not member.course.doses]
    if found:
        yield _("No infusion is recorded, days count from the first assessment: {who}.").format(who=named(found))


def has_two_on_a_day(course: Course) -> bool:
    """Whether two PASI bear the same day."""
    days = [point.day for point in seen(course)]
    return len(set(days)) < len(days)


def _has_impossible(course: Course) -> bool:
    return any(point.cannot_occur for point in course.points)


def baseline_fault(course: Course) -> str:
    """Why nothing can be compared with the baseline, in words; empty when it can."""
    if not seen(course):
        return _("no PASI")
    if course.baseline is None:
        return _("no PASI before the first infusion")
    return "" if course.baseline_tenths else _("the baseline PASI is 0.0")


def not_drawn(members: Sequence[Member], *, compared: bool) -> Iterator[str]:
    """Sentences on those who have no place in a figure of PASI, or of what is compared with the baseline."""
    reasons: dict[str, list[str]] = {}
    for member in members:
        why = baseline_fault(member.course)
        if why and (compared or not seen(member.course)):
            reasons.setdefault(why, []).append(member.subject)
    for why, subjects in reasons.items():
        words = ngettext("Not drawn, {why}: {who}.", "{n} not drawn, {why}: {who}.", len(subjects))
        yield words.format(n=len(subjects), why=why, who=named(subjects))
