"""The lesion map of an assessment on paper: outline, painted skin grey and hatched, sides and views named."""

from __future__ import annotations

from ucmsc_desktop.domain.lesions import LesionMap, MapDrawing, Strokes
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.page import Painted, Path, Spot
from ucmsc_desktop.text import _

HIGH = 206.0
"""Height of the drawing in points."""
LABEL = 9.0


def lesion_map(flow: Flow, kept: LesionMap, drawing: MapDrawing | None) -> None:
    """The map as it was painted; when it cannot be drawn, that there is one."""
    flow.heading(_("Lesion map"), room=HIGH + 40 if drawing is not None else 30)
    # The digest of a print is taken over its words: with this line it follows the paint too.
    flow.say(_("Chart {chart}, mark of the paint {mark}").format(chart=kept.chart, mark=kept.mark), ink=paper.GREY)
    if drawing is None:
        flow.say(_("The map was painted and is not drawn on this print."), bold=True)
        return
    draw_map(flow, drawing)
    flow.say(_("Hatched: painted as involved. R and L are the participant's right and left."), ink=paper.GREY)


def draw_map(flow: Flow, drawing: MapDrawing, high: float = HIGH) -> None:
    """The chart over the middle of the page with its paint, as `high` as the width of the page allows."""
    flow.skip(4)
    high = min(high, flow.sheet.width / drawing.width * drawing.height)
    scale = high / drawing.height
    left, top = flow.sheet.left + (flow.sheet.width - scale * drawing.width) / 2, flow.y
    page = flow.page

    def placed(lines: Strokes) -> tuple[tuple[Spot, ...], ...]:
        return tuple(tuple((left + scale * x, top - scale * y) for x, y in line) for line in lines)

    for line in placed(drawing.cues):
        page.shapes.append(Path(line, 0.35, paper.RULE))
    page.shapes.append(Painted(placed(drawing.lesions)))
    for line in placed(drawing.silhouettes):
        page.shapes.append(Path(line, 0.7, paper.BLACK, None, (), True))
    _name_views(flow, left, top, scale * drawing.width, high)
    flow.skip(high + 4)


def _name_views(flow: Flow, left: float, top: float, wide: float, high: float) -> None:
    """Front and back, and the participant's sides: in the front view their right is on the reader's left."""
    for number, view in enumerate((_("FRONT"), _("BACK"))):
        start = left + number * wide / 2
        flow.page.say(start + wide * 0.04, top - 12, view, LABEL, bold=True)
        sides = (_("R"), _("L")) if number == 0 else (_("L"), _("R"))
        for side, share in zip(sides, (0.06, 0.42), strict=True):
            flow.page.say(start + wide * share, top - high * 0.32, side, LABEL, bold=True)
