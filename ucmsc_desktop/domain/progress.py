"""How the study goes: recruitment, visits, forms, queries and completeness, each number with the list behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from ucmsc_desktop.domain import form_lists, visit_lists
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.completeness import FormCompleteness, completeness, completeness_lines
from ucmsc_desktop.domain.form_lists import Closed, form_lines, query_lines
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listing import Group, Line, Listing
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.recruitment import Recruitment, recruitment
from ucmsc_desktop.domain.summary import Summary, summary
from ucmsc_desktop.domain.visit_lists import stage_lines, visit_lines
from ucmsc_desktop.text import _


class StudyProgress(msgspec.Struct, frozen=True):
    """The study as of a day. `completeness` has a row for all forms first, and one for each form."""

    today: date
    participants: int
    recruitment: Recruitment
    groups: tuple[Group, ...]
    completeness: tuple[FormCompleteness, ...]

    def listings(self) -> Iterator[Listing]:
        """Every list, in the order of the page."""
        for group in self.groups:
            yield from group.listings
        for row in self.completeness:
            yield from (row.expected, row.present, row.complete)

    def find(self, code: str) -> Listing | None:
        """The list of a name, None when there is none."""
        return next((listing for listing in self.listings() if listing.code == code), None)


class Gathering:
    """Takes in participants one after the other, so that a page can do so a few at a time."""

    def __init__(self, protocol: Protocol, today: date, closed: Closed = form_lists.open_to_all) -> None:
        """Begin with nobody. `closed` says why a record is closed to the person who asks."""
        self._protocol, self._today, self._closed = protocol, today, closed
        self._seen: list[Summary] = []
        self._lines: dict[str, list[Line]] = defaultdict(list)

    def add(self, subject: str, records: Sequence[Kept[Record]]) -> None:
        """Take in a participant's records that stand."""
        seen = summary(self._protocol, subject, records, self._today)
        self._seen.append(seen)
        for found in (stage_lines(seen), visit_lines(seen), form_lines(seen)):
            self._keep(found)
        self._keep(query_lines(seen, self._closed))
        self._keep(completeness_lines(seen, self._closed))

    def _keep(self, found: Iterator[tuple[str, Line]]) -> None:
        for code, line in found:
            self._lines[code].append(line)

    def progress(self, drafts: Sequence[Line] = ()) -> StudyProgress:
        """The study as far as it was taken in; `drafts` are those of the person who asks."""
        lines = {**self._lines, form_lists.DRAFT: drafts}
        found = recruitment(self._protocol, self._seen, self._today)
        groups = (
            _group(_("Participants"), visit_lists.STAGES, visit_lists.WHY, lines),
            _group(_("Visits"), visit_lists.VISITS, visit_lists.WHY, lines),
            _group(_("Open queries"), form_lists.QUERIES, form_lists.WHY, lines),
            _group(_("Forms"), form_lists.FORMS, form_lists.WHY, lines, _("Of drafts only your own are known.")),
        )
        return StudyProgress(self._today, len(self._seen), found, groups, completeness(lines))


def progress(
    protocol: Protocol,
    everything: Mapping[str, Sequence[Kept[Record]]],
    today: date,
    drafts: Sequence[Line] = (),
    closed: Closed = form_lists.open_to_all,
) -> StudyProgress:
    """The study from the records that stand, as of a day."""
    found = Gathering(protocol, today, closed)
    for subject, records in everything.items():
        found.add(subject, records)
    return found.progress(drafts)


def _group(
    title: str, labels: Mapping[str, str], why: Mapping[str, str], lines: Mapping[str, Sequence[Line]], *notes: str
) -> Group:
    listings = tuple(
        Listing(code, _(label), _(why[code]) if code in why else "", tuple(lines.get(code, ())))
        for code, label in labels.items()
    )
    return Group(title, listings, notes)
