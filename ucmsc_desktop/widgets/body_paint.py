"""How the body chart looks: the drawing from its outline, and the paint as a picture that follows a mask."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from ucmsc_desktop.body.chart import HEIGHT, VIEW_WIDTH, WIDTH, Chart, Mask
from ucmsc_desktop.body.outline import Polyline, load_outline
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, SubRegion, View
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

VIEWS: tuple[View, View] = ("front", "back")
CHART = QRectF(0, 0, WIDTH, HEIGHT)
COVER = 0.8
"""How much of the skin the paint covers, so that lines under it stay in sight."""
_AROUND = 9
_SIDES: tuple[tuple[float, str], ...] = ((62, "right"), (468, "left"), (VIEW_WIDTH + 62, "left"), (998, "right"))


def view_box(view: View) -> QRectF:
    """The half of the chart that shows a view."""
    return QRectF(VIEW_WIDTH * VIEWS.index(view), 0, VIEW_WIDTH, HEIGHT)


def polygon(points: Polyline) -> QPolygonF:
    """Points of the outline as Qt draws them."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def _path(points: Polyline, *, closed: bool) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(polygon(points))
    if closed:
        path.closeSubpath()
    return path


class Drawing:
    """The lines of the chart as paths, in chart units."""

    def __init__(self) -> None:
        outline = load_outline()
        self.parts = {name: _path(points, closed=True) for name, points in outline.sub_regions.items()}
        self.silhouettes = {view: _path(outline.silhouettes[view], closed=True) for view in VIEWS}
        self.cues = {view: [_path(points, closed=False) for points in outline.cues[view]] for view in VIEWS}
        self.creases = {view: [_path(points, closed=False) for points in outline.creases[view]] for view in VIEWS}

    def region_box(self, region: Region, view: View) -> QRectF:
        """The smallest box around a region in a view."""
        box = QRectF()
        for part in SUB_REGIONS:
            if part.region is region and part.view == view:
                box = box.united(self.parts[part.id].boundingRect())
        return box

    def part_box(self, sub_region: SubRegion) -> QRectF:
        """The smallest box around a sub-region."""
        return self.parts[sub_region.id].boundingRect()

    def draw_skin(self, painter: QPainter, active: Region | None = None) -> None:
        """Fill the skin, the active region tinted, and draw the seams and the fine lines."""
        look = theme.current()
        for view in VIEWS:
            painter.fillPath(self.silhouettes[view], QColor(look.skin))
        tint = QColor(look.skin_active)
        for part in SUB_REGIONS:
            painter.setPen(_pen(look.skin_seam, 1.0))
            painter.setBrush(tint if part.region is active else Qt.BrushStyle.NoBrush)
            painter.drawPath(self.parts[part.id])
        for view in VIEWS:
            self.draw_cues(painter, view)

    def draw_cues(self, painter: QPainter, view: View, width: float = 1.0) -> None:
        """Draw the fine lines that tell front from back; the width is in pixels."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for paths, by in ((self.cues[view], 1.0), (self.creases[view], 1.4)):
            painter.setPen(_pen(theme.current().skin_cue, by * width))
            for path in paths:
                painter.drawPath(path)

    def draw_lines(self, painter: QPainter, width: float = 1.4) -> None:
        """Draw the silhouettes, which lie over the paint; the width is in pixels."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(theme.current().skin_line, width))
        for view in VIEWS:
            painter.drawPath(self.silhouettes[view])

    def draw_parts(self, painter: QPainter, parts: Sequence[SubRegion], width: float = 1.2) -> None:
        """Draw the skin of some sub-regions alone, with a line around them."""
        look = theme.current()
        paths = [self.parts[part.id] for part in parts]
        # First a broad line around every part, then their skin over its inner half: what is left goes around all.
        for colour, broad in ((look.skin_line, 2 * width), (look.skin, 0.6)):
            painter.setPen(_pen(colour, broad))
            painter.setBrush(QColor(colour))
            for path in paths:
                painter.drawPath(path)


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen


@functools.cache
def drawing() -> Drawing:
    """The drawing of the chart, made once."""
    return Drawing()


def draw_words(painter: QPainter, place: QRectF, scale: float) -> None:
    """Write which view is which, and the participant's right and left, beside a chart drawn at a place and scale."""
    painter.setPen(QColor(theme.current().secondary))
    painter.setFont(theme.bold(13))
    for number, words in enumerate((_("FRONT"), _("BACK"))):
        corner = place.topLeft() + QPointF(VIEW_WIDTH * number + 24, 34) * scale
        painter.drawText(QRectF(corner, corner + QPointF(190 * scale, 40)), Qt.AlignmentFlag.AlignLeft, words)
    for x, side in _SIDES:
        at = place.topLeft() + QPointF(x, 372) * scale
        word = _("R") if side == "right" else _("L")
        painter.drawText(QRectF(at.x() - 30, at.y() - 15, 60, 30), Qt.AlignmentFlag.AlignCenter, word)


def draw_edge_words(painter: QPainter, place: QRectF, view: View) -> None:
    """Write which view is shown, and the participant's right and left, at the edges of a place."""
    painter.setPen(QColor(theme.current().secondary))
    painter.setFont(theme.bold(13))
    inner = place.adjusted(12, 10, -12, -10)
    sides = (_("R"), _("L")) if view == "front" else (_("L"), _("R"))
    above = _("FRONT") if view == "front" else _("BACK")
    flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
    painter.drawText(inner, flags[0] | Qt.AlignmentFlag.AlignTop, above)
    for side, flag in zip(sides, flags, strict=True):
        painter.drawText(inner, flag | Qt.AlignmentFlag.AlignVCenter, side)


class PaintImage:
    """A picture of a mask, a pixel for a cell, its edges softened; brought up to date where the mask has changed."""

    def __init__(self, chart: Chart, colour: str, cover: float = COVER) -> None:
        self._skin = chart.labels > 0
        self._shown = np.zeros((HEIGHT + 2, WIDTH + 2), dtype=np.uint8)
        self._pixels: npt.NDArray[np.uint32] = np.zeros((HEIGHT, WIDTH), dtype=np.uint32)
        self._shades = np.zeros(_AROUND + 1, dtype=np.uint32)
        self._colour = ("", 0.0)
        # The picture looks into the array: what is written there is seen at once.
        self.image = QImage(
            self._pixels.data,
            WIDTH,
            HEIGHT,
            4 * WIDTH,
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        self.set_colour(colour, cover)

    def set_colour(self, colour: str, cover: float = COVER) -> None:
        """Paint in a colour; `cover` is how much of the ground is hidden."""
        if self._colour == (colour, cover):
            return
        self._colour = (colour, cover)
        full = QColor(colour)
        for painted in range(_AROUND + 1):
            share = cover * painted / _AROUND
            parts = [round(part * share) for part in (255, full.red(), full.green(), full.blue())]
            self._shades[painted] = functools.reduce(lambda word, part: word << 8 | part, parts)
        self._write(0, 0, WIDTH, HEIGHT)

    def sync(self, mask: Mask) -> QRectF:
        """Show a mask; answers the box in chart units in which the picture has changed, empty when it is the same."""
        inner = self._shown[1:-1, 1:-1]
        differs = inner.view(np.bool_) != mask
        rows = np.flatnonzero(differs.any(axis=1))
        if not rows.size:
            return QRectF()
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        columns = np.flatnonzero(differs[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        inner[top:bottom, left:right] = mask[top:bottom, left:right]
        box = (max(left - 1, 0), max(top - 1, 0), min(right + 1, WIDTH), min(bottom + 1, HEIGHT))
        self._write(*box)
        return QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))

    def _write(self, left: int, top: int, right: int, bottom: int) -> None:
        near = self._shown[top : bottom + 2, left : right + 2]
        rows = near[:-2] + near[1:-1] + near[2:]
        around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
        shades = self._shades[around]
        shades[~self._skin[top:bottom, left:right]] = 0
        self._pixels[top:bottom, left:right] = shades

    def draw(self, painter: QPainter) -> None:
        """Draw the paint, in chart units."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(CHART, self.image)
