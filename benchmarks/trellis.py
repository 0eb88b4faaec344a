"""Five hundred small plots beside a bare QPainter that draws the same lines, points and words."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from benchmarks import bare, courses
from benchmarks.frames import frames
from benchmarks.measure import Figure, in_turn
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.member import members
from ucmsc_desktop.domain.trellis import SmallPlot, Trellised, trellis
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trellis import Trellis
from ucmsc_desktop.widgets.trellis_grid import FOOT, HEAD, SIDE, Grid

PLOTS = 500
WIDE, HIGH = 1180, 560
PAINT = f"trellis of {PLOTS}, all painted / bare QPainter"


def lines(folder: Path, runs: int) -> list[str]:
    """Painting all of them at once, and scrolling through them."""
    app = QApplication.instance() or QApplication([])
    theme.apply(app, theme.LIGHT)  # type: ignore[arg-type]
    courses.make(folder, PLOTS)
    study = Study.open(folder, USER, PASSWORD)
    found = trellis(study.protocol, members(study.protocol, study.everything(), study.clock().date()))
    study.close()
    return [_painting(found, runs).line(), _scrolling(found)]


def _painting(found: Trellised, runs: int) -> Figure:
    grid = Grid(found, WIDE, 0)
    size = QSize(WIDE, grid.height + HIGH)
    cells = [QRectF(grid.cell(place)) for place in range(len(found.plots))]

    def ours() -> None:
        made = Trellis()
        made.resize(size)
        made.show_plots(found)
        made.grab()
        bare.gone(made)

    def floor() -> None:
        picture = QPixmap(size)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for plot, cell in zip(found.plots, cells, strict=True):
            _bare(painter, found, plot, cell)
        painter.end()

    return in_turn(PAINT, ours, floor, 2, runs)


def _bare(painter: QPainter, found: Trellised, plot: SmallPlot, cell: QRectF) -> None:
    area = cell.adjusted(SIDE, HEAD, -SIDE, -FOOT)
    wide, up = area.width(), area.height() / plot.top
    places = [
        QPointF(area.left() + found.across(spot.day) * wide, area.bottom() - spot.tenths * up) for spot in plot.spots
    ]
    painter.setPen(QPen(bare.INK, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    if plot.half is not None:
        height = area.bottom() - plot.half * up
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
    painter.drawPolyline(QPolygonF(places))
    painter.setPen(QPen(bare.INK, 5))
    painter.drawPoints(QPolygonF(places))
    painter.drawText(area.topLeft(), plot.who)
    painter.drawText(area.topLeft() + QPointF(area.width() / 2, 0), plot.said)


def _scrolling(found: Trellised) -> str:
    made = Trellis()
    made.resize(WIDE, HIGH)
    made.show_plots(found)
    bare.painted(made)
    bar = made.verticalScrollBar()

    def step() -> None:
        bar.setValue((bar.value() + bar.singleStep()) % max(bar.maximum(), 1))
        QApplication.processEvents()

    said = frames(f"scroll a trellis of {PLOTS} by half a row", [step] * 200)
    bare.gone(made)
    return said
