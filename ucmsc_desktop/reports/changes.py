"""The changes of a print, numbered in the order of the paper, so that a form and its appendix name the same ones."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ucmsc_desktop.domain.casebook import Casebook, Change, Kept, Stamp
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.text import _


class Numbered(msgspec.Struct, frozen=True):
    """One change of a field under its number, and who made it when."""

    number: int
    change: Change
    by: Stamp

    @property
    def name(self) -> str:
        """What it is called on paper: `C12`."""
        return _("C{number}").format(number=self.number)

    @property
    def target(self) -> str:
        """The place of the document where it stands."""
        return f"change:{self.number}"


class Changes(msgspec.Struct, frozen=True):
    """The numbered changes by record. `lacking` are records that changed and whose history was not handed over."""

    by_record: dict[str, tuple[Numbered, ...]]
    lacking: frozenset[str]

    def of(self, kept: Kept[Record]) -> tuple[Numbered, ...]:
        """The changes of one record, oldest first."""
        return self.by_record.get(kept.key.record_id, ())


def numbered(casebook: Casebook, records: Iterable[Kept[Record]]) -> Changes:
    """Number the changes of records that are printed in this order, from 1 on."""
    found: dict[str, tuple[Numbered, ...]] = {}
    lacking, count = set(), 0
    for kept in records:
        name = kept.key.record_id
        versions = casebook.history.get(name, ())
        if kept.changes and not versions:
            lacking.add(name)
        made = [(change, version.by) for version in versions for change in version.changes]
        if made:
            found[name] = tuple(Numbered(count + place, change, by) for place, (change, by) in enumerate(made, 1))
            count += len(made)
    return Changes(found, frozenset(lacking))


def form_target(kept: Kept[Record]) -> str:
    """The place of the document where the form of a record stands."""
    return f"form:{kept.key.visit}:{kept.key.form}"
