"""The shapes of marks and the dashes of lines, the same on the screen and on paper."""

from __future__ import annotations

from ucmsc_desktop.domain.figure import Dash, Shape

Spot = tuple[float, float]

OUTLINES: dict[Shape, tuple[Spot, ...]] = {
    Shape.SQUARE: ((-0.44, -0.44), (0.44, -0.44), (0.44, 0.44), (-0.44, 0.44)),
    Shape.TRIANGLE: ((0.0, -0.54), (0.54, 0.42), (-0.54, 0.42)),
    Shape.DIAMOND: ((0.0, -0.58), (0.58, 0.0), (0.0, 0.58), (-0.58, 0.0)),
    Shape.BAR: ((-0.16, -0.5), (0.16, -0.5), (0.16, 0.5), (-0.16, 0.5)),
    Shape.ARROW: ((-0.5, -0.16), (0.0, -0.16), (0.0, -0.5), (0.6, 0.0), (0.0, 0.5), (0.0, 0.16), (-0.5, 0.16)),
}
"""The corners of each shape around its middle, y downwards, for a size of 1; a disc and a cross have none."""

CROSS: tuple[tuple[Spot, Spot], ...] = (((-0.42, -0.42), (0.42, 0.42)), ((-0.42, 0.42), (0.42, -0.42)))
"""The two strokes of a cross."""

DASHES: dict[Dash, tuple[float, ...]] = {Dash.SOLID: (), Dash.GAP: (6.0, 4.0), Dash.FINE: (1.5, 2.5)}
"""Lengths of line and gap, in points of the screen."""


def around(corners: tuple[Spot, ...], x: float, y: float, size: float) -> list[Spot]:
    """Corners of a size, moved to a place."""
    return [(x + size * dx, y + size * dy) for dx, dy in corners]
