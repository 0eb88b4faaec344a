"""Figures as pages of a document: each on its own, many rows on several, what cannot be drawn said underneath."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figure_layout import chrome, is_empty
from ucmsc_desktop.domain.figure_slices import slices
from ucmsc_desktop.domain.figure_type import Face
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.figure import draw_figure
from ucmsc_desktop.reports.figure_ink import PaperType
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import SIZE, Flow
from ucmsc_desktop.reports.furnish import Printed

ROW, TALLEST_ROW = 10.0, 26.0
PLOT = 430.0
"""Points of height of a Figure that has no rows."""
MOST_UNDER, GAP = 200.0, 6.0
"""Points that are kept free under a Figure for its sentences; what is longer runs on."""
HEADED = 150.0
"""Points from the top in which a page has a title only: a Figure begins under it, with fewer rows."""


def figures_pdf(
    figures: Sequence[Figure],
    protocol: Protocol,
    printed: Printed,
    *,
    title: str,
    practice: bool,
    subject: str = "",
    notes: Sequence[str] = (),
) -> Printout:
    """Print Figures, the first under the title of the document and `notes` that hold for all."""
    flow = Flow(printed.sheet)
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.type.place = title
    flow.say(f"{title}, {subject}" if subject else title, size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    for note in notes:
        flow.say(note, bold=True)
    flow.skip(8)
    place_figures(flow, figures)
    return finish(flow, protocol, printed, title=title, practice=practice, subject=subject)


def place_figures(flow: Flow, figures: Sequence[Figure]) -> None:
    """Put each Figure where it has room, which is on a page of its own for most, with its notes and what it says."""
    for figure in figures:
        _place(flow, figure)


def _place(flow: Flow, figure: Figure) -> None:
    under = min(_under(flow, figure), MOST_UNDER) + GAP
    bare = msgspec.structs.replace(figure, notes=figure.notes if is_empty(figure) else ())
    start = flow.y if flow.sheet.top - flow.y < HEADED else flow.sheet.top
    room = start - flow.sheet.bottom - under
    type_ = PaperType(flow.type)
    over, edge = chrome(bare, flow.sheet.width, type_), flow.sheet.left - type_.line(Face.WORDS) / 2
    for number, part in enumerate(slices(bare, max(1, int((room - over) // ROW)))):
        high = min(room, over + TALLEST_ROW * part.rows if part.rows else PLOT)
        flow.need(high + under)
        if not number:
            flow.anchor(figure.title, 1)
        draw_figure(flow.page, flow.type, (edge, flow.y - high, flow.sheet.right, flow.y), part)
        flow.skip(high + GAP)
    for words in _sentences(figure):
        flow.say(words, ink=paper.GREY)


def _sentences(figure: Figure) -> list[str]:
    if is_empty(figure):
        return []
    return [*figure.notes, *([figure.description] if figure.description else [])]


def _under(flow: Flow, figure: Figure) -> float:
    lines = [line for words in _sentences(figure) for line in flow.type.wrap(words, SIZE, flow.sheet.width)]
    return len(lines) * SIZE * 1.35 + 2 * len(_sentences(figure))
