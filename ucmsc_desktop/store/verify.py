"""Checking a study from the outside in: the file's pages, the chain, the heads, the guards, the derived values."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.store.engine import world
from ucmsc_desktop.store.keyring import Anchor
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger
from ucmsc_desktop.store.reading import decode
from ucmsc_desktop.store.schema import TRIGGERS
from ucmsc_desktop.text import _


class Verification(msgspec.Struct, frozen=True):
    """How many entries were checked and what is wrong, a sentence each, the first bad entry first."""

    entries: int
    faults: tuple[str, ...]


def verify(ledger: Ledger, anchor: Anchor | None) -> Verification:
    """Check everything that can be checked without trusting the file."""
    with world(ledger.path):
        pages = tuple(_pages(ledger))
        if pages:
            ledger.sound = False
            return Verification(0, pages)
        entries = list(ledger.read())
        faults = [*_chain(entries), *_end(entries, anchor), *_guards(ledger), *_heads(ledger, entries)]
        faults += _derived(entries)
    return Verification(len(entries), tuple(faults))


def _pages(ledger: Ledger) -> Iterator[str]:
    unreadable = ledger.rows("PRAGMA cipher_integrity_check", [])
    for row in unreadable:
        yield _("A page of the file does not read as it was written: {detail}.").format(detail=row[0])
    if unreadable:
        return
    for row in ledger.rows("PRAGMA integrity_check", []):
        if row[0] != "ok":
            yield _("The file's structure is damaged: {detail}.").format(detail=row[0])


def _chain(entries: list[Entry]) -> Iterator[str]:
    previous, seq = "", 0
    for entry in entries:
        if entry.seq != seq + 1:
            yield _("Entries are missing before {entry}.").format(entry=_name(entry))
            return
        if entry.previous != previous:
            yield _("{entry} does not follow the entry before it.").format(entry=_name(entry))
            return
        if entry.sealed() != entry.hash:
            yield _("{entry} was changed after it was written.").format(entry=_name(entry))
            return
        previous, seq = entry.hash, entry.seq


def _name(entry: Entry) -> str:
    what = " ".join(part for part in (entry.subject, entry.visit, entry.form or entry.kind) if part)
    return _("Entry {seq} ({what}, by {user}, {at})").format(
        seq=entry.seq, what=what, user=entry.user, at=text.datetime_text(entry.time)
    )


def _end(entries: list[Entry], anchor: Anchor | None) -> Iterator[str]:
    if anchor is not None and not any(entry.seq == anchor.seq and entry.hash == anchor.hash for entry in entries):
        yield _("The ledger does not hold entry {seq}, with which it was last closed: entries are missing.").format(
            seq=anchor.seq
        )


def _guards(ledger: Ledger) -> Iterator[str]:
    have = dict(ledger.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", []))
    for name, statement in TRIGGERS.items():
        if _plain(have.get(name, "")) != _plain(statement):
            yield _("The guard “{name}” of the ledger is missing or was changed.").format(name=name)


def _plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement).strip()


def _heads(ledger: Ledger, entries: list[Entry]) -> Iterator[str]:
    rebuilt: dict[str, tuple[int, int]] = {}
    for entry in entries:
        if entry.kind == Kind.RECORD:
            changes = rebuilt[entry.record_id][1] + 1 if entry.record_id in rebuilt else 0
            rebuilt[entry.record_id] = entry.seq, changes
    rows = ledger.rows("SELECT heads.record_id, seq, changes FROM heads JOIN entries USING (entry)", [])
    stored = {record_id: (seq, changes) for record_id, seq, changes in rows}
    for record_id in sorted(rebuilt.keys() | stored.keys()):
        if rebuilt.get(record_id) != stored.get(record_id):
            yield _("The list of current records is wrong for {record}.").format(record=record_id)


def _derived(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.kind == Kind.RECORD:
            try:
                record = decode(entry.form, entry.body)
            except (msgspec.DecodeError, KeyError):
                yield _("{entry} does not read as a form.").format(entry=_name(entry))
                continue
            if record.derived() != record:
                yield _("{entry}: a computed value is not what its entries give.").format(entry=_name(entry))
