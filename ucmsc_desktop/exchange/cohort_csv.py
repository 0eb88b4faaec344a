"""The tables of the cohort as CSV, one file for each, with the note in a column of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange import participant_rows
from ucmsc_desktop.exchange.cohort_rows import Row, note, primary_rows, relapse_rows, response_rows
from ucmsc_desktop.exchange.csv_out import csv_text


def response_csv(protocol: Protocol, members: Sequence[Member], filters: str = "") -> str:
    """The response by visit; `filters` says in words who is left out."""
    return _noted(response_rows(protocol, members), filters)


def relapse_csv(protocol: Protocol, members: Sequence[Member], filters: str = "") -> str:
    """Relapse by period."""
    return _noted(relapse_rows(protocol, members), filters)


def primary_csv(protocol: Protocol, members: Sequence[Member], filters: str = "") -> str:
    """The primary outcome."""
    return _noted(primary_rows(protocol, members), filters)


def participants_csv(protocol: Protocol, members: Sequence[Member], filters: str = "") -> str:
    """A row for each participant."""
    return _noted(participant_rows.participant_rows(protocol, members), filters, participant_rows.COLUMNS)


WRITERS: dict[str, Callable[[Protocol, Sequence[Member], str], str]] = {
    "response": response_csv,
    "relapse": relapse_csv,
    "primary": primary_csv,
    "participants": participants_csv,
}
"""Every table by the name under which it is asked for."""


def _noted(rows: Sequence[Row], filters: str, columns: Sequence[str] = ()) -> str:
    said = note(filters)
    return csv_text([*(columns or rows[0]), "note"], [row | {"note": said} for row in rows])
