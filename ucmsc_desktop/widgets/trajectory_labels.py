"""Where the words of a trajectory go, so that none covers another, a mark or, if it can be helped, a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

ACROSS_COURSE = 3
ACROSS_RESPONSE = 1


class Crowd:
    """What stands in a plot already, in pixels: marks and words that must stay free, lines that had better."""

    def __init__(self, room: QRectF) -> None:
        self._room = room
        self._taken: list[QRectF] = []
        self._lines: list[tuple[QLineF, int]] = []

    def take(self, *places: QRectF) -> None:
        """Keep these places free from words."""
        self._taken += places

    def avoid(self, lines: Iterable[QLineF], cost: int) -> None:
        """Let words cross these lines only where there is no better place."""
        self._lines += [(line, cost) for line in lines]

    def settle(self, places: Sequence[QRectF]) -> QRectF | None:
        """Take the best of some places, the first among equals; None when every one is taken or outside."""
        free = [place for place in places if self._is_free(place)]
        if not free:
            return None
        best = min(free, key=self._cost)
        self.take(best)
        return best

    def _is_free(self, place: QRectF) -> bool:
        return self._room.contains(place) and not any(place.intersects(other) for other in self._taken)

    def _cost(self, place: QRectF) -> int:
        return sum(cost for line, cost in self._lines if crosses(line, place))


def crosses(line: QLineF, place: QRectF) -> bool:
    """Whether a line enters a rectangle."""
    if place.contains(line.p1()) or place.contains(line.p2()):
        return True
    corners = (place.topLeft(), place.topRight(), place.bottomRight(), place.bottomLeft())
    edges = zip(corners, (*corners[1:], corners[0]), strict=True)
    bounded = QLineF.IntersectionType.BoundedIntersection
    return any(line.intersects(QLineF(start, end))[0] == bounded for start, end in edges)


def around(mark: QPointF, size: QSizeF, gap: float) -> list[QRectF]:
    """Places for words around a mark, the best first: above, beside, below."""
    width, height, slant = size.width(), size.height(), 0.6 * gap
    x, y = mark.x(), mark.y()
    corners = [
        (x - width / 2, y - gap - height),
        (x + slant, y - slant - height),
        (x - slant - width, y - slant - height),
        (x + gap, y - height / 2),
        (x - gap - width, y - height / 2),
        (x - width / 2, y + gap),
        (x + slant, y + slant),
        (x - slant - width, y + slant),
    ]
    return [QRectF(QPointF(*corner), size) for corner in corners]


def in_lane(mark: QPointF, size: QSizeF, gap: float) -> list[QRectF]:
    """Places for words in a lane: right of the mark, else under it."""
    return [
        QRectF(QPointF(mark.x() + gap, mark.y() - size.height() / 2), size),
        QRectF(QPointF(mark.x() - size.width() / 2, mark.y() + 0.8 * gap), size),
    ]


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Centres for words of one height in a column from `low` to `high`, near where each is wanted; `wanted` ascends."""
    centres: list[float] = []
    for centre in wanted:
        centres.append(max(centre, centres[-1] + height if centres else low + height / 2))
    limit = high - height / 2
    for number in reversed(range(len(centres))):
        centres[number] = min(centres[number], limit)
        limit = centres[number] - height
    return centres
