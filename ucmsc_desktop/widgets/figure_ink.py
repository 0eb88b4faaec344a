"""The colours and the type of Figures on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from ucmsc_desktop.domain.figure import Dash, Ink
from ucmsc_desktop.domain.figure_shapes import DASHES
from ucmsc_desktop.domain.figure_type import Face
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.theme import Theme

SIZES = {Face.TITLE: 15, Face.WORDS: 12, Face.STRONG: 12}
LEADING = 1.25
FAINT, RANGE = 0.55, 0.2
"""How much of a colour is left where it is thinned with its ground."""


class ScreenType:
    """The program's font at the size of text that the person chose; each word is measured once."""

    def __init__(self) -> None:
        self.fonts = {face: _font(face) for face in Face}
        self._metrics = {face: QFontMetricsF(font) for face, font in self.fonts.items()}
        self._widths: dict[tuple[str, Face], float] = {}

    def width(self, words: str, face: Face) -> float:
        """How wide a line of words is."""
        key = (words, face)
        if key not in self._widths:
            self._widths[key] = self._metrics[face].horizontalAdvance(words)
        return self._widths[key]

    def line(self, face: Face) -> float:
        """How high a line of words is."""
        return LEADING * self.fonts[face].pixelSize()


def _font(face: Face) -> QFont:
    return theme.font(SIZES[face]) if face is Face.WORDS else theme.bold(SIZES[face])


def inks(look: Theme) -> dict[Ink, QColor]:
    """The colour of each ink in a look."""
    return {
        Ink.TEXT: QColor(look.text),
        Ink.SECONDARY: QColor(look.secondary),
        Ink.GRID: QColor(look.line),
        Ink.COURSE: QColor(look.accent),
        Ink.FAINT: mixed(look.accent, look.surface, FAINT),
        Ink.BAND: QColor(look.accent_soft),
        Ink.RANGE: mixed(look.secondary, look.surface, RANGE),
        Ink.RESPONSE: QColor(look.ok),
        Ink.WARN: QColor(look.warn),
        Ink.ERROR: QColor(look.error),
    }


def mixed(colour: str, ground: str, share: float) -> QColor:
    """A colour thinned with its ground."""
    one, other = QColor(colour), QColor(ground)
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(share * part + (1 - share) * rest) for part, rest in parts))


def pen(colour: QColor, width: float, dash: Dash = Dash.SOLID) -> QPen:
    """A pen whose dashes keep their length at any width."""
    made = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    if DASHES[dash]:
        made.setDashPattern([length / width for length in DASHES[dash]])
    return made
