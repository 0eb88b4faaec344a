"""Where the words of a trajectory go, so that none covers another, a mark or, if it can be helped, a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

ACROSS_COURSE = 3
ACROSS_RESPONSE = 1
NEARER_TO_ANOTHER = 4
"""Words that lie nearer to another mark than to their own are read as those of the other."""
REACH = 80


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

    def settle(self, places: Sequence[QRectF], mark: QPointF | None = None) -> QRectF | None:
        """Take the best of some places, the first among equals; None when every one is taken or outside.

        Words of a `mark` had better lie nearer to it than to anything else.
        """
        free = [place for place in places if self._is_free(place)]
        if not free:
            return None
        others = self._beside(mark) if mark is not None else []
        best = min(free, key=lambda place: self._cost(place) + _misread(place, mark, others))
        self.take(best)
        return best

    def _beside(self, mark: QPointF) -> list[QPointF]:
        """What else lies so near to a mark that its words could be taken for those of the other."""
        near = QRectF(mark.x() - REACH, mark.y() - REACH, 2 * REACH, 2 * REACH)
        return [taken.center() for taken in self._taken if taken.intersects(near) and not taken.contains(mark)]

    def _is_free(self, place: QRectF) -> bool:
        return self._room.contains(place) and not any(place.intersects(other) for other in self._taken)

    def _cost(self, place: QRectF) -> int:
        return sum(cost for line, cost in self._lines if crosses(line, place))


def _misread(place: QRectF, mark: QPointF | None, others: Sequence[QPointF]) -> int:
    if mark is None:
        return 0
    own = _apart(place, mark)
    return NEARER_TO_ANOTHER if any(_apart(place, other) < own for other in others) else 0


def _apart(place: QRectF, mark: QPointF) -> float:
    """How far a mark lies from the middle of words."""
    return QLineF(place.center(), mark).length()


def crosses(line: QLineF, place: QRectF) -> bool:
    """Whether a line enters a rectangle."""
    start, end = line.p1(), line.p2()
    if max(start.x(), end.x()) < place.left() or min(start.x(), end.x()) > place.right():
        return False
    if max(start.y(), end.y()) < place.top() or min(start.y(), end.y()) > place.bottom():
        return False
    if place.contains(start) or place.contains(end):
        return True
    corners = (place.topLeft(), place.topRight(), place.bottomRight(), place.bottomLeft())
    edges = zip(corners, (*corners[1:], corners[0]), strict=True)
    bounded = QLineF.IntersectionType.BoundedIntersection
    return any(line.intersects(QLineF(one, other))[0] == bounded for one, other in edges)


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
