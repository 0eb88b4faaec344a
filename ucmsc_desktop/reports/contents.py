"""The table of contents of a print: what stands on which page, each line a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.flow import LEADING, SIZE, Flow
from ucmsc_desktop.reports.page import Bookmark, Page, Path

INDENT, GAP = 14.0, 24.0
NUMBER = 32.0
"""Points that are kept free beside a title, for the number of its page."""
DOTS = (0.6, 3.0)


class Line(NamedTuple):
    """A line of a table of contents: what, how deep, where it leads, and the number at its end."""

    title: str
    level: int
    target: str
    number: str


def contents(flow: Flow, title: str, entries: Sequence[Bookmark], at: int = 0) -> None:
    """Put a table of contents before a page of a document that is laid out; later pages count it in."""
    pages = page_numbers(flow.pages)
    known = [entry for entry in entries if entry.target in pages]
    count = len(_laid_out(flow, title, [Line(one.title, one.level, one.target, "") for one in known]))
    lines = [
        Line(one.title, one.level, one.target, str(pages[one.target] + (count if pages[one.target] > at else 0)))
        for one in known
    ]
    made = _laid_out(flow, title, lines)
    place = next((n for n, one in enumerate(flow.outline) if pages.get(one.target, 0) > at), len(flow.outline))
    flow.outline.insert(place, Bookmark(title, 0, title))
    flow.pages[at:at] = made


def page_numbers(pages: Sequence[Page]) -> dict[str, int]:
    """On which page each named target first is."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for name in page.targets:
            found.setdefault(name, number)
    return found


def _laid_out(flow: Flow, title: str, lines: Sequence[Line]) -> list[Page]:
    own = Flow(flow.sheet)
    own.type = flow.type
    draw_contents(own, title, lines)
    return own.pages


def draw_contents(flow: Flow, title: str, lines: Sequence[Line]) -> None:
    """The lines under their title, in two columns where one is longer than the page and the words have room."""
    flow.part()
    flow.target(title)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.skip(4)
    wide = (flow.sheet.width - GAP) / 2
    one_page = sum(map(_high, lines)) <= flow.y - flow.sheet.bottom
    columns = 1 if one_page or any(_needed(flow, line) > wide for line in lines) else 2
    wide = wide if columns == 2 else flow.sheet.width
    column, top, y = 0, flow.y, flow.y
    for line in lines:
        if y - _high(line) < flow.sheet.bottom:
            column += 1
            if column == columns:
                flow.turn()
                column, top = 0, flow.y
            y = top
        y -= _high(line)
        _draw(flow, line, flow.sheet.left + column * (wide + GAP), y, wide)
    flow.y = flow.sheet.bottom if column else y


def _high(line: Line) -> float:
    return LEADING if line.level else LEADING + 4


def _needed(flow: Flow, line: Line) -> float:
    return INDENT * line.level + flow.type.width(line.title, SIZE, bold=not line.level) + NUMBER


def _draw(flow: Flow, line: Line, start: float, y: float, wide: float) -> None:
    bold, left, right = line.level == 0, start + INDENT * line.level, start + wide
    number = right - flow.type.width(line.number, SIZE, bold=bold)
    words = flow.type.fit(line.title, SIZE, number - left - 12, bold=bold)
    end = left + flow.type.width(words, SIZE, bold=bold)
    flow.page.say(left, y + 3, words, SIZE, bold)
    flow.page.say(number, y + 3, line.number, SIZE, bold)
    if line.number:
        flow.page.shapes.append(Path(((end + 4, y + 3), (number - 4, y + 3)), 0.6, paper.GREY, None, DOTS))
    flow.lead(left, y, right - left, SIZE, line.target)
