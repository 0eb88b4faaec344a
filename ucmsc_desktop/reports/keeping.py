"""Keeps what closes a form, such as who signed it, on a page with the last rows of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.page import Page

ROWS = 64.0
"""Points of a form that go to the next page together with what closes it."""
HIGHEST = 400.0
"""What closes a form and is higher than this is parted where the page ends."""


def kept_together(flow: Flow, draw: Callable[[], None]) -> None:
    """Draw a form that says by `flow.closing()` where its end begins.

    When the end would run on to a page without rows of the form, all is drawn again with rows turned earlier.
    """
    before = _Mark(flow)
    flow.ends = None
    draw()
    early = _early(flow)
    if early is not None:
        page, lift = early
        before.put_back(flow)
        flow.lifted[page] = lift
        draw()


def _early(flow: Flow) -> tuple[int, float] | None:
    """The page that must turn earlier, and by how much; None when the end stands well."""
    if flow.ends is None or len(flow.pages) != flow.ends[0] + 1:
        return None
    page, y = flow.ends
    begun = y - min(words.y for words in flow.pages[page - 1].words)
    high = max(begun, 0) + flow.sheet.top - flow.y
    return (page, max(y - flow.sheet.bottom, 0) + ROWS) if high <= HIGHEST else None


class _Mark:
    """Where a flow stood, to go back there."""

    def __init__(self, flow: Flow) -> None:
        self.pages, self.y, self.outline, self.place = len(flow.pages), flow.y, len(flow.outline), flow.type.place
        page = flow.pages[-1] if flow.pages else Page(flow.sheet)
        self.held = [len(held) for held in _lists(page)]
        self.targets, self.forms = dict(page.targets), dict(page.forms)

    def put_back(self, flow: Flow) -> None:
        """Take away all that was drawn since."""
        del flow.pages[self.pages :], flow.outline[self.outline :]
        flow.y, flow.type.place = self.y, self.place
        if flow.pages:
            page = flow.pages[-1]
            for held, count in zip(_lists(page), self.held, strict=True):
                del held[count:]
            page.targets, page.forms = self.targets, self.forms


def _lists(page: Page) -> tuple[list[Any], ...]:
    return page.shapes, page.words, page.turned, page.across, page.links
