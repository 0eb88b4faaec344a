"""Where one was on the pages of this log-in, so that who comes back to a page finds it as it was left."""

from __future__ import annotations

from typing import TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

from ucmsc_desktop.pages.places import OF_A_PARTICIPANT, Place, Section

Page = TypeVar("Page", bound=QWidget)
Whose = tuple[Section, str]


class Remembered:
    """Keeps what a page offers with `kept_place` and gives it to the next page of that section with `take_place`.

    Only choices are kept (which tab, which filter, who stands out), never what was read. The page that stands in
    for a closed one neither offers nor takes any.
    """

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._kept: dict[Whose, object] = {}
        self._whose: WeakKeyDictionary[QWidget, Whose] = WeakKeyDictionary()

    def given(self, page: Page, place: Place, subject: str) -> Page:
        """A page that was just built, as it was left the last time."""
        whose = (place.section, subject if place.section in OF_A_PARTICIPANT else "")
        self._whose[page] = whose
        take = getattr(page, "take_place", None)
        if take is not None and whose in self._kept:
            take(self._kept[whose])
        return page

    def keep(self, page: QWidget) -> None:
        """Keep what a page offers that is about to be left."""
        offer = getattr(page, "kept_place", None)
        if offer is not None and page in self._whose:
            self._kept[self._whose[page]] = offer()
