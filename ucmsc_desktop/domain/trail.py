"""The audit trail as lines: who did what when, as what, and for each changed field its old and new value and why."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.casebook import Casebook, Change, Key, Stamp


class TrailLine(msgspec.Struct, frozen=True):
    """One line of the trail: the number and kind of its entry, by whom, where, and what happened in words.

    A change has a line for each field. `person` is the full name of who did it.
    """

    number: int
    kind: str
    by: Stamp
    person: str
    key: Key
    words: str
    change: Change | None = None

    @property
    def who(self) -> str:
        """The person with user name and role."""
        return Casebook("", (), people={self.by.user: self.person}).who(self.by)
