"""The way through a Figure by keys: up and down from participant to participant, sideways from mark to mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import Qt

from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.widgets.figure_targets import Target

Group = list[Target]


def groups(figure: Figure, frame: Frame, targets: Sequence[Target]) -> list[Group]:
    """The targets of each participant from left to right; one who has a line only has its last point."""
    found: dict[str, Group] = {stroke.who: [] for stroke in figure.strokes if stroke.who}
    for target in targets:
        found.setdefault(target.who, []).append(target)
    for stroke in figure.strokes:
        if stroke.who and not found[stroke.who] and stroke.points:
            x, y = frame.spots(stroke.points)[-1]
            found[stroke.who].append(Target(stroke.who, "", Box(x - 4, y - 4, x + 4, y + 4)))
    ordered = [sorted(group, key=lambda one: (one.box.left, one.box.top)) for group in found.values() if group]
    if figure.rows:
        ordered.sort(key=lambda group: group[0].box.top + group[0].box.bottom)
    elif all(len(group) == 1 for group in ordered):
        ordered.sort(key=lambda group: group[0].box.left)
    return ordered


def step(key: int, ways: Sequence[Group], here: Target | None) -> Target | None:
    """Where a key leads, None when it is not a key of the way."""
    if not ways:
        return None
    if here is None or not any(here in group for group in ways):
        return {
            Qt.Key.Key_End: ways[-1][0], Qt.Key.Key_Home: ways[0][0], Qt.Key.Key_Down: ways[0][0],
            Qt.Key.Key_Right: ways[0][0], Qt.Key.Key_Up: ways[-1][0], Qt.Key.Key_Left: ways[-1][-1],
        }.get(Qt.Key(key))  # fmt: skip
    number = next(place for place, group in enumerate(ways) if here in group)
    group = ways[number]
    line = group if len(group) > 1 else list(chain.from_iterable(ways)) if _single(ways) else group
    place = line.index(here)
    targets = {
        Qt.Key.Key_Home: ways[0][0],
        Qt.Key.Key_End: ways[-1][0],
        Qt.Key.Key_Right: line[min(place + 1, len(line) - 1)],
        Qt.Key.Key_Left: line[max(place - 1, 0)],
        Qt.Key.Key_Down: _beside(ways[min(number + 1, len(ways) - 1)], here),
        Qt.Key.Key_Up: _beside(ways[max(number - 1, 0)], here),
    }
    return targets.get(Qt.Key(key))


def _single(ways: Sequence[Group]) -> bool:
    return all(len(group) == 1 for group in ways)


def _beside(group: Group, here: Target) -> Target:
    """The target of another participant that is nearest along the x axis; the same one when one stays."""
    return here if here in group else min(group, key=lambda one: abs(one.box.left - here.box.left))
