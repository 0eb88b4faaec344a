"""Two ways into a casebook, visit by visit and form by form, for the bookmarks and for the contents in print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from ucmsc_desktop.reports.page import Bookmark
from ucmsc_desktop.text import _


class Place(msgspec.Struct, frozen=True):
    """Where a form stands: its visit and its title in words, and the targets of both."""

    visit: str
    form: str
    visit_target: str
    target: str


def two_trees(places: Sequence[Place]) -> list[Bookmark]:
    """The forms under their visits, and once more the visits under their forms."""
    if not places:
        return []
    first = places[0].target
    return [
        Bookmark(_("By visit"), 0, first),
        *by_visit(places, 1),
        Bookmark(_("By form"), 0, first),
        *_by_form(places, 1),
    ]


def by_visit(places: Sequence[Place], level: int) -> Iterator[Bookmark]:
    """Every visit with its forms below it; a form that belongs to no visit stands beside the visits."""
    for visit, group in groupby(places, lambda place: place.visit):
        here = list(group)
        if visit:
            yield Bookmark(visit, level, here[0].visit_target)
        for place in here:
            yield Bookmark(place.form, level + bool(visit), place.target)


def _by_form(places: Sequence[Place], level: int) -> Iterator[Bookmark]:
    by_form: dict[str, list[Place]] = {}
    for place in places:
        by_form.setdefault(place.form, []).append(place)
    for form, here in by_form.items():
        yield Bookmark(form, level, here[0].target)
        for place in here:
            if place.visit:
                yield Bookmark(place.visit, level + 1, place.target)
