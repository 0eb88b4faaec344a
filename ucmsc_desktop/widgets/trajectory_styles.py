"""How the lines of a trajectory are told apart: by dashes and marks first, colour only helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ucmsc_desktop.widgets.theme import Theme


@dataclass(frozen=True)
class Style:
    """How one line is drawn: its colour, its dashes, and its marks by pyqtgraph's name."""

    colour: str
    dash: tuple[float, ...] | None
    symbol: str


IMPORTED = "s"
BRIDGE = (4.0, 3.0)
BRIDGE_OF_MANY = (1.0, 3.5)
MEDIAN = (1.0, 2.5)
RESPONSE = (7.0, 4.0)
RELAPSE = (9.0, 3.0, 2.0, 3.0)
IQR_ALPHA = 46
_DASHES = (None, (9.0, 3.0), (3.0, 2.5), (9.0, 3.0, 2.0, 3.0), (14.0, 4.0))
_SYMBOLS = ("o", "t1", "d", "s", "p")


def styles(look: Theme, count: int) -> list[Style]:
    """As many different styles as there are lines."""
    colours: Sequence[str] = (look.accent, look.warn, look.ok, look.lesion, look.text)
    return [
        Style(colours[number % len(colours)], _DASHES[number % len(_DASHES)], _SYMBOLS[number % len(_SYMBOLS)])
        for number in range(count)
    ]


def bridge_dash(count: int) -> tuple[float, ...]:
    """The dashes across a missed visit, unlike those of any of so many lines."""
    return BRIDGE if count <= 1 else BRIDGE_OF_MANY
