"""Which part of the body chart a zoomed view shows, and how large."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QTransform

_LARGEST = 8.0


class Lens:
    """A scale and a centre that never leave the part of the chart that may be seen."""

    def __init__(self, box: QRectF) -> None:
        self.box = box
        self.size = QSize(1, 1)
        self.scale = 1.0
        self.centre = box.center()

    def whole(self) -> float:
        """The scale at which everything is seen."""
        return min(self.size.width() / self.box.width(), self.size.height() / self.box.height())

    def set_size(self, size: QSize) -> None:
        """Follow the size of the view; one that is not laid out yet has none."""
        self.size = size.expandedTo(QSize(1, 1))
        self._keep_within()

    def look_at(self, centre: QPointF, scale: float) -> None:
        """Show a point in the middle, at a scale."""
        self.centre, self.scale = centre, scale
        self._keep_within()

    def zoom(self, factor: float, place: QPointF) -> None:
        """Enlarge by a factor; what is at a place of the view stays there."""
        fixed = self.transform().inverted()[0].map(place)
        self.scale *= factor
        self._limit()
        self.centre = fixed + (QPointF(self.size.width(), self.size.height()) / 2 - place) / self.scale
        self._keep_within()

    def pan(self, shift: QPointF) -> None:
        """Move what is seen by pixels of the view."""
        self.centre = self.centre - shift / self.scale
        self._keep_within()

    def seen(self) -> QRectF:
        """The part of the chart that is in the view."""
        wide, high = self.size.width() / self.scale, self.size.height() / self.scale
        return QRectF(self.centre.x() - wide / 2, self.centre.y() - high / 2, wide, high)

    def transform(self) -> QTransform:
        """From chart units to places of the view."""
        corner = QPointF(self.size.width(), self.size.height()) / 2 - self.centre * self.scale
        return QTransform(self.scale, 0, 0, self.scale, corner.x(), corner.y())

    def _limit(self) -> None:
        self.scale = min(max(self.scale, self.whole()), max(_LARGEST, self.whole()))

    def _keep_within(self) -> None:
        self._limit()
        seen = self.seen()
        self.centre = QPointF(
            _within(self.centre.x(), seen.width(), self.box.left(), self.box.right()),
            _within(self.centre.y(), seen.height(), self.box.top(), self.box.bottom()),
        )


def _within(centre: float, length: float, low: float, high: float) -> float:
    if length >= high - low:
        return (low + high) / 2
    return min(max(centre, low + length / 2), high - length / 2)
