"""What of a Figure can be pointed at: marks, blocks and lines in pixels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ucmsc_desktop.domain.figure import Block, Figure, Mark, Telling, told
from ucmsc_desktop.domain.figure_frame import Box, Frame

Numbers = NDArray[np.float64]
NEAR, NEAR_MARK = 10.0, 6.0
"""Pixels within which the pointer finds a line, and a mark or a block."""


class Target(NamedTuple):
    """A mark or a block that tells something: whose it is, what it tells, and the box that it fills."""

    who: str
    tell: Telling
    box: Box

    @property
    def words(self) -> str:
        """What it is."""
        return told(self.tell)


class Found(NamedTuple):
    """What lies under the pointer."""

    who: str
    words: str


class Targets:
    """The targets of a laid-out Figure; they are counted in arrays, for there may be tens of thousands."""

    def __init__(self, figure: Figure, frame: Frame, unit: float) -> None:
        marks = [mark for mark in figure.marks if mark.who or mark.tell]
        blocks = [block for block in figure.blocks if block.who or block.tell]
        self._frame = frame
        self._telling: list[Mark | Block] = [*marks, *blocks]
        halves = np.array([[mark.size * unit / 2] for mark in marks]).reshape(-1, 1)
        middles = _placed(frame, np.array([(mark.x, mark.y) for mark in marks], dtype=float).reshape(-1, 2))
        corners = np.array([(one.x0, one.y0, one.x1, one.y1) for one in blocks], dtype=float).reshape(-1, 4)
        ends = np.stack([_placed(frame, corners[:, :2]), _placed(frame, corners[:, 2:])])
        of_blocks = np.hstack([ends.min(axis=0), ends.max(axis=0)])
        self._boxes = np.vstack([np.hstack([middles - halves, middles + halves]), of_blocks])
        self._lines, self._owners = _lines(figure, frame)

    def all(self) -> list[Target]:
        """Every mark and block that tells something."""
        boxes: list[list[float]] = self._boxes.tolist()
        return [Target(one.who, one.tell, Box(*box)) for one, box in zip(self._telling, boxes, strict=True)]

    def at(self, x: float, y: float) -> Found | None:
        """The nearest mark or block, else the nearest line that has an owner."""
        boxes = self._boxes
        across = np.maximum(np.maximum(boxes[:, 0] - x, x - boxes[:, 2]), 0)
        down = np.maximum(np.maximum(boxes[:, 1] - y, y - boxes[:, 3]), 0)
        near = np.flatnonzero(np.hypot(across, down) <= NEAR_MARK)
        if not len(near):
            return self._line_at(x, y)
        close = boxes[near]
        middles = np.hypot((close[:, 0] + close[:, 2]) / 2 - x, (close[:, 1] + close[:, 3]) / 2 - y)
        apart = np.hypot(across, down)[near]
        nearest = self._telling[int(near[np.lexsort((middles, apart))[0]])]
        return Found(nearest.who, nearest.words)

    def _line_at(self, x: float, y: float) -> Found | None:
        if not len(self._lines) or not self._frame.holds(x, y):
            return None
        x1, y1, x2, y2 = self._lines.T
        step_x, step_y = x2 - x1, y2 - y1
        length = step_x**2 + step_y**2
        along = np.clip(((x - x1) * step_x + (y - y1) * step_y) / np.where(length > 0, length, 1), 0, 1)
        apart = np.hypot(x1 + along * step_x - x, y1 + along * step_y - y)
        nearest = int(np.argmin(apart))
        return Found(self._owners[nearest], "") if apart[nearest] <= NEAR else None


def _placed(frame: Frame, points: Numbers) -> Numbers:
    """Where points lie in pixels."""
    start = np.array([frame.x(0.0), frame.y(0.0)])
    placed: Numbers = start + points * (np.array([frame.x(1.0), frame.y(1.0)]) - start)
    return placed


def _lines(figure: Figure, frame: Frame) -> tuple[Numbers, list[str]]:
    """The straight pieces of all lines that have an owner, and whose each is."""
    owned = [stroke for stroke in figure.strokes if stroke.who and len(stroke.points) > 1]
    points = np.array([point for stroke in owned for point in stroke.points], dtype=float).reshape(-1, 2)
    spots = _placed(frame, points)
    counts = np.array([len(stroke.points) for stroke in owned], dtype=int)
    whole = np.ones(max(0, len(spots) - 1), dtype=bool)
    whole[np.cumsum(counts)[:-1] - 1] = False
    owners = [stroke.who for stroke, count in zip(owned, counts, strict=True) for _piece in range(count - 1)]
    return np.hstack([spots[:-1], spots[1:]])[whole], owners
