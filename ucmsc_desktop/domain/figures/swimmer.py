"""A lane for each participant: how long, which doses, events, the first PASI 75, relapse, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ucmsc_desktop.domain.casebook import natural
from ucmsc_desktop.domain.figure import Block, Caption, Figure, Ink, Mark, Sample, Shape, Stroke
from ucmsc_desktop.domain.figures import shared
from ucmsc_desktop.domain.figures.scales import rows_axis, weeks_axis
from ucmsc_desktop.domain.figures.swim_marks import event_signs, event_strokes, lane_end, lane_marks
from ucmsc_desktop.domain.member import Ending, Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import days
from ucmsc_desktop.text import _

HALF = 0.28
"""Half the height of a lane, in lines."""
NEAR = 0.02
"""Onsets of events that are nearer than this part of the scale share a sign."""


def swimmer(protocol: Protocol, members: Sequence[Member]) -> Figure:
    """The longest lane above; who has adverse events has a second line under the own lane for them."""
    inside = sorted(members, key=lambda member: (-lane_end(member), natural(member.subject)))
    starts = {member.subject: min(days(member.course)) for member in inside}
    scale = weeks_axis(members, [*starts.values(), *map(lane_end, inside), *(e.day for m in inside for e in m.events)])
    names: list[str] = []
    blocks, strokes, marks, captions = [], list[Stroke](), list[Mark](), list[Caption]()
    for member in inside:
        line, who = len(names), member.subject
        tell = partial(_lane_words, member)
        blocks.append(Block(starts[who], line - HALF, lane_end(member), line + HALF, Ink.BAND, who=who, tell=tell))
        marks += lane_marks(protocol, member, line)
        names.append(who)
        if member.events:
            names.append("")
            strokes += event_strokes(member, line + 1)
            signs = list(event_signs(member, line + 1, (scale.high - scale.low) * NEAR))
            marks += [mark for mark, _grade in signs]
            captions += [grade for _mark, grade in signs]
    return Figure(
        key="swimmer",
        title=_("Time in the trial, doses and events"),
        x=scale,
        y=rows_axis(names),
        blocks=tuple(blocks),
        strokes=tuple(strokes),
        marks=tuple(marks),
        captions=tuple(captions),
        legend=tuple(_legend(marks, inside)),
        notes=tuple(_notes(inside)),
        description=_description(inside),
        rows=len(names),
    )


def _lane_words(member: Member) -> str:
    earlier = _(", from an earlier record") if member.taken_over else ""
    return _("{subject}. To day {day}, {ending}{earlier}").format(
        subject=member.subject, day=lane_end(member), ending=_(member.ending.label), earlier=earlier
    )


def _legend(marks: Sequence[Mark], members: Sequence[Member]) -> Iterator[Sample]:
    looks = {(mark.shape, mark.ink, mark.filled) for mark in marks}
    told = (
        (_("whole dose"), Shape.TRIANGLE, Ink.COURSE, True),
        (_("dose in part or not given"), Shape.TRIANGLE, Ink.WARN, False),
        (_("first PASI 75"), Shape.DISC, Ink.RESPONSE, False),
        (_("relapse"), Shape.SQUARE, Ink.ERROR, False),
        (_("ongoing"), Shape.ARROW, Ink.TEXT, True),
        (_("end"), Shape.BAR, Ink.TEXT, True),
        (_("withdrawn or lost to follow-up"), Shape.CROSS, Ink.ERROR, True),
    )
    for words, shape, ink, filled in told:
        if (shape, ink, filled) in looks:
            yield Sample(words, Mark(0, 0, shape, ink, filled))
    if any(member.events for member in members):
        yield Sample(
            _("adverse event with its grade, under the lane"), Mark(0, 0, Shape.SQUARE, Ink.WARN, filled=False)
        )


def _notes(members: Sequence[Member]) -> Iterator[str]:
    earlier = [member.subject for member in members if member.taken_over]
    if earlier:
        who = _("all") if len(earlier) == len(members) else shared.named(earlier)
        yield _("From an earlier record, doses and events not known: {who}.").format(who=who)
    yield from shared.uninfused(members)


def _description(members: Sequence[Member]) -> str:
    ongoing = sum(member.ending is Ending.ONGOING for member in members)
    reached = sum(member.first75 is not None for member in members)
    return _("{who}, {ongoing} of them ongoing; {reached} reached PASI 75.").format(
        who=shared.people(len(members)), ongoing=ongoing, reached=reached
    )
