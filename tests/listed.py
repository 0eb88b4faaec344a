"""Listings of an open study, as the tests ask for them."""

from ucmsc_desktop.domain.listings.plans import listing
from ucmsc_desktop.domain.listings.table import Listed
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.study_progress import closed_words


def listed(study: Study, name: str) -> Listed:
    """A listing as its person may see it."""
    view = View(study.protocol, study.clock(), study.people(), closed_words(study))
    return listing(name, view, leaving.participants(study, study.subjects()), leaving.study_records(study))


def column(found: Listed, code: str) -> list[object]:
    """The values of a column."""
    place = next(place for place, one in enumerate(found.columns) if one.code == code)
    return [row.cells[place].value for row in found.rows]


def words(found: Listed, code: str) -> list[str]:
    """The words of a column."""
    place = next(place for place, one in enumerate(found.columns) if one.code == code)
    return [row.cells[place].words for row in found.rows]
