"""Where the plaques of the pattern pictures start and when: first where psoriasis likes to be, then in the gaps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from ucmsc_desktop.domain.regions import Region

Place = tuple[float, float]
Plaque = tuple[float, float, float]
"""Where it starts, in chart units, and how fast it grows beside the others."""

FIRST: dict[Region, tuple[Plaque, ...]] = {
    Region.HEAD: (
        (776, 52, 1.2),
        (243, 36, 1.0),
        (818, 112, 0.9),
        (289, 47, 0.8),
        (757, 118, 0.9),
        (804, 158, 0.7),
        (222, 92, 0.5),
        (308, 96, 0.5),
        (262, 60, 0.6),
        (790, 30, 0.9),
        (286, 118, 0.6),
    ),
    Region.UPPER_LIMBS: (
        (650, 384, 1.2),
        (941, 388, 1.0),
        (618, 462, 0.7),
        (985, 476, 0.9),
        (120, 322, 0.8),
        (388, 285, 0.7),
        (80, 455, 0.6),
        (681, 296, 0.8),
        (1006, 548, 0.6),
        (444, 436, 0.8),
        (580, 553, 0.5),
        (912, 262, 0.8),
    ),
    Region.TRUNK: (
        (806, 452, 1.15),
        (243, 434, 0.8),
        (748, 292, 1.0),
        (312, 268, 0.9),
        (846, 392, 0.8),
        (213, 330, 0.8),
        (762, 408, 0.7),
        (838, 248, 0.9),
        (287, 470, 0.7),
        (229, 236, 0.6),
        (773, 216, 0.7),
        (318, 388, 0.9),
    ),
    Region.LOWER_LIMBS: (
        (206, 708, 1.3),
        (325, 714, 1.1),
        (212, 812, 0.9),
        (318, 836, 1.0),
        (757, 530, 0.9),
        (230, 610, 0.7),
        (845, 548, 0.7),
        (744, 805, 0.8),
        (842, 640, 0.9),
        (338, 592, 0.8),
        (851, 838, 0.8),
        (728, 646, 0.6),
    ),
}
_LATER = 44
_CANDIDATES = 9
_GOLDEN = (math.sqrt(5) - 1) / 2
_LONGEST_PAUSE = 1.5


def plaques(region: Region, cells: int, place: Callable[[int], Place], size: float) -> Iterator[tuple[Plaque, float]]:
    """Each plaque and the moment at which it starts: pauses between them grow shorter, in proportion to the size.

    The later ones lie on cells of the region, whose number and places the caller knows.
    """
    start = 0.0
    for number, plaque in enumerate([*FIRST[region], *_later(region, cells, place)]):
        yield plaque, start
        start += size * _LONGEST_PAUSE / (1 + number / 12)


def _later(region: Region, cells: int, place: Callable[[int], Place]) -> list[Plaque]:
    """Plaques at places that a low-discrepancy sequence proposes, each away from those that are there."""
    there = [plaque[:2] for plaque in FIRST[region]]
    found = []
    for number in range(_LATER):
        turns = range(number * _CANDIDATES + 1, (number + 1) * _CANDIDATES + 1)
        places = [place(int((turn * _GOLDEN % 1) * cells)) for turn in turns]
        chosen = max(places, key=lambda place: min(math.dist(place, other) for other in there))
        there.append(chosen)
        found.append((*chosen, 0.4 + 0.7 * (number * _GOLDEN % 1)))
    return found
