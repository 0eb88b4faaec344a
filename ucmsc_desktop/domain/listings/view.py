"""Who looks at a listing and when: the study, the moment, and what is closed to this person."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from ucmsc_desktop.domain.casebook import Casebook, Key, Stamp
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.form_lists import Closed, open_to_all
from ucmsc_desktop.domain.listings.table import Cell
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.screening_facts import screening_visit


class View(msgspec.Struct, frozen=True):
    """The protocol, the moment, people's names by user, and what says why a record is closed to who asks."""

    protocol: Protocol
    now: datetime
    people: dict[str, str] = {}
    closed: Closed = open_to_all

    @property
    def today(self) -> date:
        """The day as of which is listed."""
        return self.now.date()

    def who(self, stamp: Stamp) -> str:
        """A person with user name and role."""
        return Casebook("", (), people=self.people).who(stamp)

    def visit(self, key: str) -> Cell:
        """A visit by its key, in words by its name."""
        return Cell(key or None, self.protocol.visit_name(key) if key else "")

    def hides_verdict(self, subject: str) -> bool:
        """Whether the verdict on a participant, and all that may quote it, is closed."""
        return bool(self.closed(Key(subject, screening_visit(self.protocol), Screening.form)))
