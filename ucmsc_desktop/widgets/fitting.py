"""Words that shrink before they are cut."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from ucmsc_desktop.widgets import theme

SMALLEST = 11


def width_of(words: str, font: QFont) -> int:
    """How wide words are in a font."""
    return QFontMetrics(font).horizontalAdvance(words)


def fitting(words: str, size: int, room: float, *, is_bold: bool) -> QFont:
    """The font of a design size, or the largest below it in which the words fit into their room."""
    make = theme.bold if is_bold else theme.font
    return next((font for n in range(size, SMALLEST, -1) if width_of(words, font := make(n)) <= room), make(SMALLEST))
