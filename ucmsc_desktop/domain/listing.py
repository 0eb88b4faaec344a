"""A number and the list behind it: each line names the record or visit that it comes from."""

from __future__ import annotations

from datetime import date

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.needs import form_title, page_of
from ucmsc_desktop.domain.participant import Visit
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import N_, _

HEADS = (N_("Code"), N_("Visit"), N_("Form"), N_("Day"), N_("What"))
_WITHOUT_PAGE = (Visit.form, HistoricalPasi.form)


class Line(msgspec.Struct, frozen=True):
    """A line of a list: what it is about, in words, with its day. A visit has no form, a participant no visit."""

    key: Key
    words: str
    on: date | None = None

    @property
    def place(self) -> Key:
        """Where a person sees it: on the page of the form, or at the visit when the form has no page of its own."""
        form = "" if self.key.form in _WITHOUT_PAGE else page_of(self.key.form)
        return msgspec.structs.replace(self.key, form=form)

    def visit_name(self, protocol: Protocol) -> str:
        """The name of the visit, empty for none."""
        return protocol.visit_name(self.key.visit) if self.key.visit else ""

    def form_name(self) -> str:
        """The name of the form, with its number when it repeats; empty for none."""
        if not self.key.form:
            return ""
        name = form_title(self.key.form)
        return _("{form} {n}").format(form=name, n=self.key.number) if self.key.number else name

    def cells(self, protocol: Protocol) -> tuple[str, ...]:
        """The line in words, under `HEADS`."""
        day = text.date_text(self.on) if self.on is not None else ""
        return self.key.subject, self.visit_name(protocol), self.form_name(), day, self.words


class Listing(msgspec.Struct, frozen=True):
    """A named list whose length is the number that is shown; `why` says what is counted."""

    code: str
    label: str
    why: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """The number."""
        return len(self.lines)

    @property
    def subjects(self) -> frozenset[str]:
        """The participants in it."""
        return frozenset(line.key.subject for line in self.lines)


class Group(msgspec.Struct, frozen=True):
    """Numbers that belong together under a title, and what is to be known about them."""

    title: str
    listings: tuple[Listing, ...]
    notes: tuple[str, ...] = ()
