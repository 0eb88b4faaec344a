"""The change of every participant at one time point, in order: dots in rows, or bars side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from ucmsc_desktop.domain.figure import Axis, Block, Caption, Dash, Figure, Ink, Mark, Sample, Shape, Side, Stroke
from ucmsc_desktop.domain.figures import shared
from ucmsc_desktop.domain.figures.at_time import Changed, changed, time_words
from ucmsc_desktop.domain.figures.scales import change_axis, rows_axis
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.trajectory_words import change_text
from ucmsc_desktop.text import _

BAR = 0.4
"""Half the width of a bar; the distance from one to the next is 1."""
ASIDE = 0.09
"""The part of the scale that is kept beyond its best end for those without a value."""


def ordered(protocol: Protocol, members: Sequence[Member], at: str, *, bars: bool = False) -> Figure:
    """The most improved first; who has no PASI there keeps a hollow place at the end, and is never left out."""
    rows = changed(protocol, members, at)
    return _bars(protocol, rows, at) if bars else _dots(protocol, rows, at)


def _dots(protocol: Protocol, rows: Sequence[Changed], at: str) -> Figure:
    scale, aside = _scale(rows)
    # The response levels are named in two lines over the first participant.
    names = ["", "", *(row.member.subject for row in rows)]
    last = 1.5 + sum(row.change is not None for row in rows)
    marks, strokes = [], [Stroke(((0, 1.5), (0, last)), Ink.GRID)]
    for number, limit in enumerate(RESPONSES):
        strokes.append(Stroke(((-limit, number % 2 + 0.5), (-limit, last)), Ink.RESPONSE, 1.0, Dash.FINE))
    for line, row in enumerate(rows, 2):
        marks.append(_mark(protocol, row, (aside if row.change is None else float(row.change), line)))
        if row.change is not None:
            ends = ((0, line), (marks[-1].x, line))
            strokes.append(Stroke(ends, Ink.FAINT, 1.0, Dash.SOLID, row.member.subject))
    levels = [Caption(-limit, n % 2, _level(limit), Ink.RESPONSE, Side.MIDDLE) for n, limit in enumerate(RESPONSES)]
    why = [Caption(aside, n, f"\u00a0{row.why}") for n, row in enumerate(rows, 2) if row.change is None]
    return Figure(
        key="ordered-dots",
        title=_title(protocol, at),
        x=scale,
        y=rows_axis(names),
        strokes=tuple(strokes),
        marks=tuple(marks),
        captions=(*levels, *why) if rows else (),
        legend=tuple(_legend(rows)),
        notes=_notes(rows),
        description=_description(rows),
        rows=len(names) if rows else 0,
    )


def _bars(protocol: Protocol, rows: Sequence[Changed], at: str) -> Figure:
    scale, aside = _scale(rows)
    ends = (-0.5, max(1, len(rows)) - 0.5)
    strokes = [Stroke(((ends[0], 0), (ends[1], 0)), Ink.GRID)]
    for limit in RESPONSES:
        strokes.append(Stroke(((ends[0], -limit), (ends[1], -limit)), Ink.RESPONSE, 1.0, Dash.FINE))
    marks, blocks = list[Mark](), list[Block]()
    for place, row in enumerate(rows):
        if row.change is None or row.point is None:
            marks.append(_mark(protocol, row, (place, aside)))
            continue
        low, high = sorted((0.0, float(row.change)))
        who, tell = row.member.subject, partial(_words, protocol, row)
        blocks.append(Block(place - BAR, low, place + BAR, high, Ink.COURSE, None, "", who, tell))
        if not shared.is_final(row.point):
            marks.append(_mark(protocol, row, (place, float(row.change))))
    return Figure(
        key="waterfall",
        title=_title(protocol, at),
        x=Axis("", *ends, tuple((float(place), row.member.subject) for place, row in enumerate(rows))),
        y=scale,
        blocks=tuple(blocks),
        strokes=tuple(strokes) if rows else (),
        marks=tuple(marks),
        captions=tuple(Caption(ends[1], -limit, _level(limit), Ink.RESPONSE, still=True) for limit in RESPONSES),
        legend=tuple(_bar_legend(marks, rows)),
        notes=(*_notes(rows), *shared.earlier([row.member for row in rows])),
        description=_description(rows),
    )


def _scale(rows: Sequence[Changed]) -> tuple[Axis, float]:
    """The scale of the changes, and the place off it where those without a value stand, beside the codes."""
    scale = change_axis(float(row.change) for row in rows if row.change is not None)
    if all(row.change is not None for row in rows):
        return scale, scale.low
    room = ASIDE * (scale.high - scale.low)
    return msgspec.structs.replace(scale, low=scale.low - room), scale.low - 0.7 * room


def _mark(protocol: Protocol, row: Changed, place: tuple[float, float]) -> Mark:
    who, tell = row.member.subject, partial(_words, protocol, row)
    if row.point is None or row.change is None:
        return Mark(*place, Shape.DIAMOND, Ink.WARN, filled=False, who=who, tell=tell)
    return Mark(*place, shared.shape_of(row.point), Ink.COURSE, shared.is_final(row.point), 8.0, who, tell)


def _words(protocol: Protocol, row: Changed) -> str:
    if row.point is None or row.change is None:
        return _("{subject}. No change to show: {why}.").format(subject=row.member.subject, why=row.why)
    return shared.point_words(protocol, row.member.course, row.point)


def _title(protocol: Protocol, at: str) -> str:
    return _("Change of PASI in order, {when}").format(when=time_words(protocol, at))


def _level(limit: int) -> str:
    return _("PASI {threshold}").format(threshold=limit)


def _legend(rows: Sequence[Changed]) -> Iterator[Sample]:
    yield from shared.point_samples([row.point for row in rows if row.point is not None and row.change is not None])
    if any(row.change is None for row in rows):
        yield Sample(_("missing, no change to show"), Mark(0, 0, Shape.DIAMOND, Ink.WARN, filled=False))
    if rows:
        yield Sample(_("response to the own baseline"), Stroke((), Ink.RESPONSE, 1.0, Dash.FINE))


def _bar_legend(marks: Sequence[Mark], rows: Sequence[Changed]) -> Iterator[Sample]:
    if any(row.change is not None for row in rows):
        yield Sample(_("change from baseline"), Block(0, 0, 1, 1, Ink.COURSE))
    looks = {(mark.shape, mark.filled) for mark in marks}
    for sample in _legend(rows):
        if not isinstance(sample.like, Mark) or (sample.like.shape, sample.like.filled) in looks:
            yield sample


def _notes(rows: Sequence[Changed]) -> tuple[str, ...]:
    missing = [row.member.subject for row in rows if row.change is None]
    told = [_("No change to show: {who}.").format(who=shared.named(missing))] if missing else []
    return (*told, *shared.oddities([row.member for row in rows]))


def _description(rows: Sequence[Changed]) -> str:
    told = [row for row in rows if row.change is not None]
    parts = [_("{told} of {n} have a change to show.").format(told=len(told), n=len(rows))]
    if told:
        best, worst = (_("{subject} {change}").format(subject=row.member.subject, change=_change(row))
                       for row in (told[0], told[-1]))  # fmt: skip
        parts.append(_("From {best} to {worst}.").format(best=best, worst=worst))
    return " ".join(parts)


def _change(row: Changed) -> str:
    return change_text(-row.change) if row.change is not None else ""
