"""Participants by visits: the PASI in each cell, its shade the response; missing and missed are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Missed
from ucmsc_desktop.domain.figure import Axis, Block, Figure, Ink, Mark, Sample, Shape
from ucmsc_desktop.domain.figures import shared
from ucmsc_desktop.domain.figures.heat_cells import FOLLOW_UP, Cells, cells, column_name, columns, response_class
from ucmsc_desktop.domain.figures.scales import rows_axis
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.domain.trajectory_words import stop_words
from ucmsc_desktop.text import _

HALF = 0.47
"""Half the side of a cell, the distance from one to the next being 1."""


def heat(protocol: Protocol, members: Sequence[Member]) -> Figure:
    """A line for each participant in the order given, a column for each week in which anybody has anything."""
    found = [cells(protocol, member) for member in members]
    heads = columns(found)
    made = [
        _Line(protocol, member, own, line, heads) for line, (member, own) in enumerate(zip(members, found, strict=True))
    ]
    blocks = tuple(block for line in made for block in line.blocks())
    marks = tuple(mark for line in made for mark in line.marks())
    ticks = tuple((float(place), column_name(column)) for place, column in enumerate(heads))
    return Figure(
        key="heat",
        title=_("PASI by week, shaded by response"),
        x=Axis(_("Week"), -0.5, len(heads) - 0.5, ticks),
        y=rows_axis([member.subject for member in members]),
        blocks=blocks,
        marks=marks,
        legend=tuple(_legend(blocks, marks)),
        notes=_notes(members, found),
        description=_description(members),
        rows=len(members),
    )


class _Line:
    """The cells of one participant in their line."""

    def __init__(self, protocol: Protocol, member: Member, own: Cells, line: int, heads: Sequence[int]) -> None:
        self._protocol, self._member, self._own, self._line = protocol, member, own, line
        self._place = {column: place for place, column in enumerate(heads)}

    def blocks(self) -> Iterator[Block]:
        """A cell for each column with a PASI; of several the last one stands in it."""
        course = self._member.course
        for column, points in self._own.values.items():
            point, x = points[-1], self._place[column]
            label = text.tenths_text(point.tenths or 0)
            words = _(" ").join(stop_words(self._protocol, course, one) for one in points)
            said = _("{subject}. {words}").format(subject=course.subject, words=words)
            box = (x - HALF, self._line - HALF, x + HALF, self._line + HALF)
            yield Block(*box, Ink.BAND, response_class(course, point), label, course.subject, said)

    def marks(self) -> Iterator[Mark]:
        """A cross for a visit that was missed, a hollow mark where the PASI is missing."""
        for column, stop in self._own.without.items():
            words = stop_words(self._protocol, self._member.course, stop)
            yield self._mark(column, words, missed=isinstance(stop, Missed))
        for column in self._own.open:
            yield self._mark(column, _("Week {n}: nothing is recorded.").format(n=max(0, column)), missed=False)

    def _mark(self, column: int, words: str, *, missed: bool) -> Mark:
        who, place = self._member.subject, (self._place[column], self._line)
        said = _("{subject}. {words}").format(subject=who, words=words)
        shape = Shape.CROSS if missed else Shape.DIAMOND
        return Mark(*place, shape, Ink.WARN, filled=missed, size=8.0, who=who, tell=said)


def _legend(blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Sample]:
    shades = {block.shade for block in blocks}
    names = [_("less than PASI 50"), *(_("PASI {threshold}").format(threshold=limit) for limit in RESPONSES)]
    for shade, name in enumerate(names):
        if shades - {None}:
            yield Sample(name, Block(0, 0, 1, 1, Ink.BAND, shade))
    if None in shades:
        yield Sample(_("baseline, or nothing to compare with"), Block(0, 0, 1, 1, Ink.BAND))
    if any(mark.shape is Shape.CROSS for mark in marks):
        yield Sample(_("visit missed"), Mark(0, 0, Shape.CROSS, Ink.WARN))
    if any(mark.shape is Shape.DIAMOND for mark in marks):
        yield Sample(_("PASI missing"), Mark(0, 0, Shape.DIAMOND, Ink.WARN, filled=False))


def _notes(members: Sequence[Member], found: Sequence[Cells]) -> tuple[str, ...]:
    several = [
        member.subject
        for member, own in zip(members, found, strict=True)
        if any(len(points) > 1 for points in own.values.values())
    ]
    undefined = [m.subject for m in members if m.course.baseline is not None and not m.course.baseline_tenths]
    notes = []
    if several:
        notes.append(_("Several PASI in one week, the last one is shown: {who}.").format(who=shared.named(several)))
    if any(FOLLOW_UP in own.values.keys() | own.without.keys() for own in found):
        notes.append(_("Later: a follow-up whose day is known only about."))
    if undefined:
        notes.append(_("No response, the baseline PASI is 0.0: {who}.").format(who=shared.named(undefined)))
    return (*notes, *shared.earlier(members), *shared.oddities(members))


def _description(members: Sequence[Member]) -> str:
    """How many reach which response at their latest PASI."""
    latest = [seen(member.course)[-1:] for member in members]
    classes = [
        response_class(one.course, point) or 0 for one, last in zip(members, latest, strict=True) for point in last
    ]
    counts = _(", ").join(
        _("PASI {threshold}: {n}").format(threshold=limit, n=sum(reached > place for reached in classes))
        for place, limit in enumerate(RESPONSES)
    )
    return _("{who}. Reached at the latest PASI: {counts}.").format(who=shared.people(len(members)), counts=counts)
