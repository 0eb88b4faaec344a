"""The legend of a Figure and its notes alone, one under the other: for where the drawing has no room for them."""

from __future__ import annotations

from ucmsc_desktop.domain.figure import Figure, Ink
from ucmsc_desktop.domain.figure_layout import MOST_NOTE, SAMPLE, Layout, Placed
from ucmsc_desktop.domain.figure_type import Face, Type, Written, at, wrap

MOST = 3 * MOST_NOTE


def key_layout(figure: Figure, width: float, type_: Type) -> tuple[Layout, float]:
    """Samples with their words and the notes in a column of this width, and how high it is."""
    line = type_.line(Face.WORDS)
    aside, y = (SAMPLE + 0.6) * line, 0.0
    written, samples = list[Written](), list[Placed]()
    for sample in figure.legend:
        samples.append(Placed(sample, 0.0, y + line / 2))
        for words in wrap(type_, sample.words, Face.WORDS, width - aside, MOST):
            written.append(at(type_, aside, y, words, Face.WORDS, Ink.TEXT))
            y += line
    for note in figure.notes:
        y += line / 3 if y else 0.0
        for words in wrap(type_, note, Face.WORDS, width, MOST):
            written.append(at(type_, 0.0, y, words, Face.WORDS, Ink.SECONDARY))
            y += line
    return Layout(None, tuple(written), tuple(samples)), y


def key_words(figure: Figure) -> str:
    """The same to be heard: what is drawn, and the notes."""
    return " ".join([*(f"{sample.words}." for sample in figure.legend), *figure.notes])
