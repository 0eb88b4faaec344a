"""Checking a study from the outside in: the file's pages, the chain, the heads, the guards, the derived values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.assessments import PhotoRef
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.items import entries as values
from ucmsc_desktop.store.engine import world
from ucmsc_desktop.store.errors import StudyDamaged, StudyError
from ucmsc_desktop.store.identities import Identities
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger
from ucmsc_desktop.store.photos import Photos
from ucmsc_desktop.store.reading import SignatureBody, decode, photograph
from ucmsc_desktop.store.schema import TRIGGERS
from ucmsc_desktop.text import _


class Verification(msgspec.Struct, frozen=True):
    """How many entries were checked and what is wrong, a sentence each, the first bad entry first."""

    entries: int
    faults: tuple[str, ...]


def verify(ledger: Ledger, identities: Identities | None = None, photos: Photos | None = None) -> Verification:
    """Check everything that can be checked without trusting the file."""
    with world(ledger.path):
        pages = tuple(_pages(ledger, identities))
        if pages:
            ledger.sound = False
            return Verification(0, pages)
        entries = list(_entries(ledger))
        faults = [*_chain(entries), *_lost(entries), *_links(entries), *_guards(ledger), *_heads(ledger, entries)]
        faults += [*_derived(entries), *_drafts(ledger)]
        if photos is not None:
            faults += _photos(entries, photos)
    return Verification(len(entries), tuple(faults))


def first_fault(ledger: Ledger) -> str:
    """The first entry of the chain that is not as it was written, in a sentence; empty when all are."""
    return next(_chain(_entries(ledger)), "")


def _entries(ledger: Ledger) -> Iterator[Entry]:
    # Letters that are none are read as such, so that the hash finds them and the entry can be named.
    connection = ledger.db.conn
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        yield from ledger.read()
    finally:
        connection.text_factory = str


def _pages(ledger: Ledger, identities: Identities | None) -> Iterator[str]:
    unreadable = [row[0] for row in ledger.rows("PRAGMA cipher_integrity_check", [])]
    for detail in [*unreadable, *(identities.unreadable() if identities is not None else ())]:
        yield _("A page of the file does not read as it was written: {detail}.").format(detail=detail)
    if unreadable:
        return
    for row in ledger.rows("PRAGMA integrity_check", []):
        if row[0] != "ok":
            yield _("The file's structure is damaged: {detail}.").format(detail=row[0])


def _chain(entries: Iterable[Entry]) -> Iterator[str]:
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
    try:
        at = text.datetime_text(entry.time)
    except ValueError:
        at = entry.at
    return _("Entry {seq} ({what}, by {user}, {at})").format(seq=entry.seq, what=what, user=entry.user, at=at)


def _lost(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.kind == Kind.ENTRIES_MISSING:
            found = _("{entry} says that entries before it were missing when {user} logged in.")
            yield found.format(entry=_name(entry), user=entry.user)


def _links(entries: list[Entry]) -> Iterator[str]:
    """A record follows what stood, and a signature signs what stood: a chain that was hashed afresh forgets that."""
    standing: dict[str, str] = {}
    for entry in entries:
        if entry.kind == Kind.RECORD:
            if entry.supersedes != standing.get(entry.record_id, ""):
                yield _("{entry} does not follow the version before it.").format(entry=_name(entry))
            standing[entry.record_id] = entry.hash
        elif entry.kind == Kind.SIGNATURE and _signed(entry) != standing.get(entry.record_id):
            yield _("{entry} does not sign what stood there.").format(entry=_name(entry))


def _signed(entry: Entry) -> str:
    try:
        return msgspec.json.decode(entry.body, type=SignatureBody).signed
    except msgspec.DecodeError:
        return ""


def _guards(ledger: Ledger) -> Iterator[str]:
    have = dict(ledger.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", []))
    for name, statement in TRIGGERS.items():
        if _plain(have.pop(name, "")) != _plain(statement):
            yield _("The guard “{name}” of the ledger is missing or was changed.").format(name=name)
    for name in have:
        yield _("The ledger has a trigger “{name}” that this program did not make.").format(name=name)


def _plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement).strip()


def _heads(ledger: Ledger, entries: list[Entry]) -> Iterator[str]:
    rebuilt: dict[str, tuple[object, ...]] = {}
    changes: Counter[str] = Counter()
    for entry in entries:
        if entry.kind == Kind.RECORD:
            rebuilt[entry.record_id] = (entry.seq, entry.subject, entry.form, changes[entry.record_id])
            changes[entry.record_id] += 1
    query = "SELECT heads.record_id, seq, heads.subject, heads.form, changes FROM heads JOIN entries USING (entry)"
    stored = {record_id: tuple(place) for record_id, *place in ledger.rows(query, [])}
    for record_id in sorted(rebuilt.keys() | stored.keys()):
        if rebuilt.get(record_id) != stored.get(record_id):
            yield _("The list of current records is wrong for {record}.").format(record=record_id)


def _derived(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.kind == Kind.RECORD:
            try:
                record = decode(entry.form, entry.body)
            except StudyDamaged:
                yield _("{entry} does not read as a form.").format(entry=_name(entry))
                continue
            if not _holds(record):
                yield _("{entry}: a computed value is not what its entries give.").format(entry=_name(entry))


def _holds(record: Record) -> bool:
    try:
        return record.derived() == record
    except (ArithmeticError, TypeError, ValueError):
        return False


def _photos(entries: list[Entry], photos: Photos) -> Iterator[str]:
    """Photographs that an entry says were kept, or that a record that stands names, are there and whole."""
    standing = {entry.record_id: entry for entry in entries if entry.kind == Kind.RECORD}
    named = [entry for entry in entries if entry.kind == Kind.PHOTO or standing.get(entry.record_id) is entry]
    checked: set[str] = set()
    for entry in named:
        for sha256 in _named(entry):
            if sha256 in checked:
                continue
            checked.add(sha256)
            try:
                photos.read(sha256)
            except StudyError as error:
                yield _("{entry}: {fault}").format(entry=_name(entry), fault=error)


def _named(entry: Entry) -> list[str]:
    try:
        if entry.kind == Kind.PHOTO:
            return [photograph(entry)]
        return [value.sha256 for _field, value in values(decode(entry.form, entry.body)) if isinstance(value, PhotoRef)]
    except StudyDamaged:
        return []  # told as an entry that was changed, or that does not read


def _drafts(ledger: Ledger) -> Iterator[str]:
    for record_id, user, form, body in ledger.rows("SELECT record_id, user, form, body FROM drafts", []):
        try:
            decode(form, body)
        except StudyDamaged:
            yield _("The draft of {record} by {user} does not read as a form.").format(record=record_id, user=user)
