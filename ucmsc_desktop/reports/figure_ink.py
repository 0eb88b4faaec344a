"""The colours and the type of Figures on paper: each ink is another grey too, for a printer without colour."""

from __future__ import annotations

from ucmsc_desktop.domain.figure import Ink
from ucmsc_desktop.domain.figure_type import Face, Written
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.typeset import Typesetter

SIZES = {Face.TITLE: 11.0, Face.WORDS: 8.0, Face.STRONG: 8.0}
LEADING = 1.25

INKS: dict[Ink, paper.Ink] = {
    Ink.TEXT: paper.BLACK,
    Ink.ERROR: (0.42, 0.06, 0.08),
    Ink.COURSE: paper.BLUE,
    Ink.SECONDARY: (0.42, 0.46, 0.5),
    Ink.RESPONSE: (0.15, 0.56, 0.4),
    Ink.WARN: (0.76, 0.52, 0.14),
    Ink.FAINT: (0.63, 0.72, 0.82),
    Ink.GRID: (0.8, 0.82, 0.84),
    Ink.RANGE: (0.88, 0.885, 0.89),
    Ink.BAND: (0.92, 0.95, 0.985),
}
WORDS: dict[Ink, paper.Ink] = {
    Ink.TEXT: paper.BLACK,
    Ink.ERROR: INKS[Ink.ERROR],
    Ink.COURSE: paper.BLUE,
    Ink.RESPONSE: paper.GREEN,
    Ink.WARN: paper.AMBER,
}
"""Words need more contrast than lines; an ink that has none of its own writes in grey."""
SHADES: tuple[paper.Ink, ...] = (
    paper.WHITE,
    (0.91, 0.87, 0.95),
    (0.76, 0.65, 0.86),
    (0.53, 0.34, 0.7),
    (0.3, 0.13, 0.5),
)
ON_SHADES: tuple[paper.Ink, ...] = (paper.BLACK, paper.BLACK, paper.BLACK, paper.WHITE, paper.WHITE)


class PaperType:
    """The shipped font in points."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter

    def width(self, words: str, face: Face) -> float:
        """How wide a line of words is."""
        return self._typesetter.width(words, SIZES[face], bold=face is not Face.WORDS)

    def line(self, face: Face) -> float:
        """How high a line of words is."""
        return LEADING * SIZES[face]


def ink_of(one: Written) -> paper.Ink:
    """The colour in which words are written."""
    return ON_SHADES[one.shade] if one.shade is not None else WORDS.get(one.ink, paper.GREY)
