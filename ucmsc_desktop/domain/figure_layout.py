"""Where the parts of a Figure go in a box: title, legend, frame, places along the axes, words and notes."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from ucmsc_desktop.domain.figure import Figure, Ink, Mark, Sample, Stroke
from ucmsc_desktop.domain.figure_axes import along_x, along_y
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_labels import captions, labels
from ucmsc_desktop.domain.figure_shapes import Spot
from ucmsc_desktop.domain.figure_tied import tied
from ucmsc_desktop.domain.figure_type import Face, Type, Written, at, fit, wrap

SAMPLE, SAMPLE_MARK = 2.0, 1.0
"""How long a sample of the legend is, a line and a mark, in lines of words."""
MOST_TITLE, MOST_NOTE = 2, 3
CROWD, LEAST_FAINT = 80, 0.3
SHARE_NOTES, SHARE_TICKS, SHARE_RIGHT = 0.25, 0.34, 0.3
ROW, LEAST_FRAME = 1.2, 3.0
"""Lines of words that a row is high, and those that a frame without rows is at least."""
LEADER = 2.0
"""Lines of words kept at the right for the thin line to words that are tied to a mark."""
BOTH_ENDS = 24
"""Rows from which the x axis stands over the frame too: its foot may be out of sight."""


class Placed(NamedTuple):
    """A sample of the legend, from the middle of its left edge."""

    sample: Sample
    x: float
    y: float


class Layout(msgspec.Struct, frozen=True):
    """A Figure in a box, its y downwards: what remains is to draw. Without a frame there is nothing but words.

    `leaders` are the thin lines from marks to the words that belong to them.
    """

    frame: Frame | None
    written: tuple[Written, ...]
    samples: tuple[Placed, ...] = ()
    ticks: tuple[tuple[Spot, Spot], ...] = ()
    leaders: tuple[tuple[Spot, Spot], ...] = ()


def is_empty(figure: Figure) -> bool:
    """Whether there is nothing to draw."""
    return not (figure.outlines or figure.blocks or figure.strokes or figure.marks)


def sample_length(sample: Sample) -> float:
    """How long a sample of the legend is, in lines of words."""
    return SAMPLE_MARK if isinstance(sample.like, Mark) else SAMPLE


def drawn_in_order(figure: Figure) -> list[Stroke | Mark]:
    """Lines and marks from the lowest to the uppermost: the faint ones of everybody cover nothing that stands out."""
    everything: tuple[Stroke | Mark, ...] = (*figure.strokes, *figure.marks)
    return sorted(everything, key=_layer)


def _layer(one: Stroke | Mark) -> tuple[bool, bool, str]:
    if one.ink is not Ink.FAINT:
        return True, False, ""
    return (False, True, f"{one.shape}{one.filled}") if isinstance(one, Mark) else (False, False, one.dash.value)


def faintness(figure: Figure) -> float:
    """How strong faint lines are, 1 for a few: the more there are, the less each of them."""
    faint = sum(stroke.ink is Ink.FAINT for stroke in figure.strokes)
    return min(1.0, max(LEAST_FAINT, (CROWD / faint) ** 0.5)) if faint else 1.0


def chrome(figure: Figure, width: float, type_: Type) -> float:
    """How much height stands over and under the frame, with every note."""
    head = _head(figure, width, type_)
    return (
        head.foot
        + _under(figure, type_)
        + len(_notes(figure, width, type_, len(figure.notes) * MOST_NOTE)) * (type_.line(Face.WORDS))
    )


def least_height(figure: Figure, width: float, type_: Type) -> float:
    """The height below which the frame would have no room beside words; notes may be shortened."""
    if figure.rows:
        return chrome(figure, width, type_) + figure.rows * ROW * type_.line(Face.WORDS)
    return (_head(figure, width, type_).foot + _under(figure, type_) + LEAST_FRAME * type_.line(Face.WORDS)) / (
        1 - SHARE_NOTES
    )


def lay_out(figure: Figure, width: float, height: float, type_: Type) -> Layout:
    """Place everything in a box of this size."""
    line = type_.line(Face.WORDS)
    head = _head(figure, width, type_)
    if is_empty(figure):
        return Layout(None, (*head.written, *_instead(figure, head.foot, width, height, type_)))
    notes = _notes(figure, width, type_, max(1, int(SHARE_NOTES * height / line)))
    bottom = height - len(notes) * line - line / 2
    written = [*head.written, *(at(type_, line / 2, bottom + n * line, words, Face.WORDS, Ink.SECONDARY)
                                for n, words in enumerate(notes))]  # fmt: skip
    top = head.foot
    floor = max(top + line, bottom - _under(figure, type_) + head.over)
    frame = Frame(Box(_left(figure, width, type_), top, width - line, floor), figure.x, figure.y)
    for _again in range(2):
        frame = frame._replace(box=frame.box._replace(right=width - _right(figure, frame, width, type_)))
    across, below = along_x(figure, frame, width, type_, over=bool(head.over))
    up, beside = along_y(figure, frame, type_)
    written += [*below, *beside]
    inside = labels(figure, frame, type_)
    room = Box(frame.box.left, frame.box.top, width, frame.box.bottom)
    written += [*inside, *captions(figure, frame, room, [*written, *inside], type_)]
    beside_marks, leaders = tied(figure, frame, room, written, type_)
    return Layout(frame, (*written, *beside_marks), head.samples, (*across, *up), tuple(leaders))


class _Head(NamedTuple):
    written: list[Written]
    samples: tuple[Placed, ...]
    foot: float
    over: float


def _head(figure: Figure, width: float, type_: Type) -> _Head:
    """Title and legend from the top, and where they end; room for an axis over the frame counts in."""
    line, title = type_.line(Face.WORDS), type_.line(Face.TITLE)
    written: list[Written] = []
    samples: list[Placed] = []
    y = line / 3
    indent = line / 2
    for words in wrap(type_, figure.title, Face.TITLE, width - line, MOST_TITLE) if figure.title else []:
        written.append(at(type_, indent, y, words, Face.TITLE, Ink.TEXT))
        y += title
    y += 0.3 * line if written else 0.0
    x = indent
    for sample in figure.legend if not is_empty(figure) else ():
        long = sample_length(sample) * line + 0.4 * line
        words = fit(type_, sample.words, Face.WORDS, width - long - line)
        wide = long + type_.width(words, Face.WORDS)
        if x > indent and x + wide > width - indent:
            x, y = indent, y + line
        samples.append(Placed(sample, x, y + line / 2))
        written.append(at(type_, x + long, y, words, Face.WORDS, Ink.SECONDARY))
        x += wide + 1.2 * line
    over = 1.4 * line if figure.rows >= BOTH_ENDS else 0.0
    return _Head(written, tuple(samples), y + (line if samples else 0.0) + 0.6 * line + over, over)


def _under(figure: Figure, type_: Type) -> float:
    line = type_.line(Face.WORDS)
    over = 1.4 * line if figure.rows >= BOTH_ENDS else 0.0
    return over + (1.5 if figure.x.ticks else 0.3) * line + (line if figure.x.label else 0.0)


def _notes(figure: Figure, width: float, type_: Type, most: int) -> list[str]:
    room = width - type_.line(Face.WORDS)
    lines = [words for note in figure.notes for words in wrap(type_, note, Face.WORDS, room, MOST_NOTE)]
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(type_, " ".join(lines[most - 1 :]), Face.WORDS, room)]
    return lines


def _left(figure: Figure, width: float, type_: Type) -> float:
    line = type_.line(Face.WORDS)
    widest = max((type_.width(words, Face.WORDS) for _value, words in figure.y.ticks), default=0.0)
    return 0.9 * line + min(widest, SHARE_TICKS * width) + (1.2 * line if figure.y.label else 0.0)


def _right(figure: Figure, frame: Frame, width: float, type_: Type) -> float:
    """Room at the right for captions and for the last place of the x axis, as much as there may be."""
    line = type_.line(Face.WORDS)
    ends = [frame.x(value) + type_.width(words, Face.WORDS) / 2 for value, words in figure.x.ticks[-1:]]
    for caption in figure.captions:
        face = Face.STRONG if caption.bold else Face.WORDS
        share = {"left": 1.0, "middle": 0.5, "right": 0.0}[caption.side.value]
        aside = LEADER if caption.who else 0.3
        ends.append(frame.x(caption.x) + aside * line + share * type_.width(caption.words, face))
    beyond = max(ends, default=0.0) - frame.box.right
    return min(max(0.8 * line, beyond + line / 2), SHARE_RIGHT * width)


def _instead(figure: Figure, top: float, width: float, height: float, type_: Type) -> list[Written]:
    """The reasons in the middle of the box, where there is nothing to draw."""
    line = type_.line(Face.WORDS)
    reasons = figure.notes or ((figure.description,) if figure.description else ())
    most = max(1, int((height - top) / line) - 1)
    lines = [words for note in reasons for words in wrap(type_, note, Face.WORDS, width - 3 * line, most)][:most]
    y = top + max(0.0, (height - top - len(lines) * line) / 2 - line)
    return [
        at(type_, (width - type_.width(words, Face.WORDS)) / 2, y + n * line, words, Face.WORDS, Ink.SECONDARY)
        for n, words in enumerate(lines)
    ]
