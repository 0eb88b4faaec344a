"""Reading the ledger back: the records that stand, the history of each, and the events around them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Change, Kept, Key, Signature, Stamp, Version, natural
from ucmsc_desktop.domain.fact_words import row_name, row_words
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Field, Record, changed, entries, show_entry
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.files import LEDGER
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger, stamp
from ucmsc_desktop.store.sentences import damaged

# The first condition is the one of the index on events, so that SQLite sees that it may use it.
EVENTS = "entries.kind <> 'record' AND entries.kind = ?"


_STANDING = (
    "SELECT entries.record_id, entries.subject, entries.visit, entries.form, entries.number, entries.user,"
    " entries.role, entries.at, entries.utc_offset, entries.body, entries.hash, heads.changes"
    " FROM heads JOIN entries USING (entry)"
)


_LAST_NUMBER = (
    "SELECT MAX(entries.number) FROM heads JOIN entries USING (entry)"
    " WHERE heads.subject = ? AND entries.visit = ? AND heads.form = ?"
)
_SIGNED = (
    "SELECT entries.record_id, entries.body, entries.user, entries.role, entries.at, entries.utc_offset FROM entries"
)


class SignatureBody(msgspec.Struct, frozen=True):
    """What a signature entry says: its meaning, and the hash of the entry that it signs."""

    meaning: Meaning
    signed: str
    statement: str
    version: int


class PhotoBody(msgspec.Struct, frozen=True):
    """What the entry of a photograph says: the SHA-256 and the size of the picture."""

    sha256: str
    size: int


_signature_decoder = msgspec.json.Decoder(SignatureBody)


@functools.cache
def _decoder(form: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(FORMS[form])


def decode(form: str, body: str) -> Record:
    """A record from its stored JSON. Raises StudyDamaged when it does not read."""
    try:
        record: Record = _decoder(form).decode(body)
    except (msgspec.DecodeError, KeyError) as error:
        raise damaged(Path(LEDGER)) from error
    return record


def find(ledger: Ledger, key: Key) -> Kept[Record] | None:
    """The record that stands at a key, None when there is none."""
    found = _heads(ledger, "heads.record_id = ?", [key.record_id], "entries.record_id = ? AND entries.kind = ?")
    return found[0] if found else None


def stands(ledger: Ledger, key: Key) -> bool:
    """Whether there is a record at a key."""
    return bool(ledger.rows("SELECT 1 FROM heads WHERE record_id = ?", [key.record_id]))


def standing_hash(ledger: Ledger, key: Key) -> str:
    """The hash of the entry that stands at a key, empty when there is none."""
    query = "SELECT entries.hash FROM heads JOIN entries USING (entry) WHERE heads.record_id = ?"
    rows = ledger.rows(query, [key.record_id])
    return str(rows[0][0]) if rows else ""


def sealed(ledger: Ledger, key: Key) -> Kept[Record] | None:
    """The version of a record that was signed first, with the signatures on it; None when none ever was."""
    entries = list(ledger.read("entries.record_id = ? AND entries.kind IN ('record', 'signature')", [key.record_id]))
    saves = [entry for entry in entries if entry.kind == Kind.RECORD]
    said = [(_said(entry.body), entry.by) for entry in entries if entry.kind == Kind.SIGNATURE]
    place = next((n for n, entry in enumerate(saves) if said and entry.hash == said[0][0].signed), None)
    if place is None:
        return None
    first, holds = saves[place], place == len(saves) - 1
    signatures = tuple(Signature(by, body.meaning, holds) for body, by in said if body.signed == first.hash)
    return Kept(key, decode(first.form, first.body), first.by, first.hash, place, signatures)


def photographs(ledger: Ledger) -> dict[str, Entry]:
    """The entry with which each photograph was kept, by its SHA-256."""
    entries = ledger.read(EVENTS, [Kind.PHOTO.value])
    return {photograph(entry): entry for entry in entries}


def photograph(entry: Entry) -> str:
    """The SHA-256 of the photograph that an entry says was kept."""
    try:
        return msgspec.json.decode(entry.body, type=PhotoBody).sha256
    except msgspec.DecodeError as error:
        raise damaged(Path(LEDGER)) from error


def last_number(ledger: Ledger, subject: str, visit: str, form: str) -> int:
    """The highest number of a form that repeats at a visit, 0 when there is none yet."""
    rows = ledger.rows(_LAST_NUMBER, [subject, visit, form])
    return int(rows[0][0] or 0)


def of_subject(ledger: Ledger, subject: str, protocol: Protocol) -> list[Kept[Record]]:
    """The records of one participant in protocol order; those that belong to the study have an empty subject."""
    found = _heads(ledger, "heads.subject = ?", [subject], f"{EVENTS} AND entries.subject = ?")
    return in_protocol_order(found, protocol)


def of_form(ledger: Ledger, form: str) -> list[Kept[Record]]:
    """The records of a form, of all participants."""
    return _heads(ledger, "heads.form = ?", [form], f"{EVENTS} AND entries.form = ?")


def everything(ledger: Ledger, protocol: Protocol, without: Collection[str] = ()) -> dict[str, list[Kept[Record]]]:
    """The records of all participants, each in protocol order, in one read; forms in `without` are left out."""
    condition = f"heads.subject <> '' AND heads.form NOT IN ({_places(without)})"
    return _by_subject(_heads(ledger, condition, [*without], EVENTS, []), protocol)


def of_subjects(
    ledger: Ledger, protocol: Protocol, subjects: Collection[str], without: Collection[str] = ()
) -> dict[str, list[Kept[Record]]]:
    """The same of some participants."""
    named = f"subject IN ({_places(subjects)})"
    condition, signed = f"heads.{named} AND heads.form NOT IN ({_places(without)})", f"{EVENTS} AND entries.{named}"
    return _by_subject(_heads(ledger, condition, [*subjects, *without], signed, [*subjects]), protocol)


def _places(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _by_subject(found: Iterable[Kept[Record]], protocol: Protocol) -> dict[str, list[Kept[Record]]]:
    by_subject: dict[str, list[Kept[Record]]] = defaultdict(list)
    for kept in found:
        by_subject[kept.key.subject].append(kept)
    return {
        subject: in_protocol_order(by_subject[subject], protocol) for subject in sorted(sorted(by_subject), key=natural)
    }


def _heads(
    ledger: Ledger, condition: str, values: list[object], signed: str, of_signatures: list[object] | None = None
) -> list[Kept[Record]]:
    signatures = _signatures(ledger, signed, values if of_signatures is None else of_signatures)
    rows = ledger.rows(f"{_STANDING} WHERE {condition}", values)
    return [_kept(row, signatures.get(row[0], ())) for row in rows]


def _kept(row: tuple[Any, ...], signed: Sequence[tuple[SignatureBody, Stamp]]) -> Kept[Record]:
    _record_id, subject, visit, form, number, user, role, at, offset, body, sealed, changes = row
    return Kept(
        key=Key(subject, visit, form, number),
        record=decode(form, body),
        by=stamp(user, role, at, offset),
        hash=sealed,
        changes=changes,
        signatures=tuple(Signature(by, said.meaning, said.signed == sealed) for said, by in signed),
    )


def _signatures(ledger: Ledger, signed: str, values: list[object]) -> dict[str, list[tuple[SignatureBody, Stamp]]]:
    found: dict[str, list[tuple[SignatureBody, Stamp]]] = defaultdict(list)
    kind: list[object] = [Kind.SIGNATURE.value]
    ordered = [*values, *kind] if signed.startswith("entries.record_id") else [*kind, *values]
    for record_id, body, *by in ledger.rows(f"{_SIGNED} WHERE {signed} ORDER BY entries.entry", ordered):
        found[record_id].append((_said(body), stamp(*by)))
    return found


def signature_of(entry: Entry) -> SignatureBody:
    """What a signature's entry says. Raises StudyDamaged when it does not read."""
    return _said(entry.body)


def _said(body: str) -> SignatureBody:
    try:
        return _signature_decoder.decode(body)
    except msgspec.DecodeError as error:
        raise damaged(Path(LEDGER)) from error


def in_protocol_order(records: Iterable[Kept[Record]], protocol: Protocol) -> list[Kept[Record]]:
    """Records by visit, then form, then number, as the protocol and the casebook name them.

    A visit that is not in the schedule keeps its records together behind the others, by its day where it has one.
    """
    held = list(records)
    visits = {visit.key: number for number, visit in enumerate(protocol.visits)}
    forms = {form: number for number, form in enumerate(FORMS)}
    days = {kept.key.visit: kept.record.day or 0 for kept in held if isinstance(kept.record, HistoricalPasi)}

    def place(kept: Kept[Record]) -> tuple[Any, ...]:
        key = kept.key
        visit = -1 if not key.visit else visits.get(key.visit, len(visits))
        return visit, days.get(key.visit, 0), natural(key.visit), key.visit, forms[key.form], key.number

    return sorted(held, key=place)


def history(ledger: Ledger, key: Key) -> tuple[Version, ...]:
    """Every save and every signature of a record, oldest first; a signature holds only while nothing followed it."""
    entries = list(ledger.read("entries.record_id = ?", [key.record_id]))
    return _versions([entry for entry in entries if entry.kind in (Kind.RECORD, Kind.SIGNATURE)])


def steps(ledger: Ledger, subject: str) -> Iterator[Entry]:
    """Every save and every signature of a participant's records, oldest first."""
    # By the records that stand: the ledger has an index of records and none of participants.
    own = "entries.record_id IN (SELECT record_id FROM heads WHERE heads.subject = ?)"
    return ledger.read(f"{own} AND entries.kind IN ('record', 'signature')", [subject])


def histories(ledger: Ledger, subject: str) -> dict[str, tuple[Version, ...]]:
    """The history of each record of a participant, by the record's id."""
    by_record: dict[str, list[Entry]] = defaultdict(list)
    for entry in steps(ledger, subject):
        by_record[entry.record_id].append(entry)
    return {record_id: _versions(entries) for record_id, entries in by_record.items()}


def _versions(entries: list[Entry]) -> tuple[Version, ...]:
    standing = next((entry.hash for entry in reversed(entries) if entry.kind == Kind.RECORD), "")
    before: Record | None = None
    versions = []
    for entry in entries:
        if entry.kind == Kind.SIGNATURE:
            said = signature_of(entry)
            signature = Signature(entry.by, said.meaning, said.signed == standing)
            versions.append(Version(entry.by, signature=signature))
            continue
        record = decode(entry.form, entry.body)
        reasons = msgspec.json.decode(entry.reasons, type=dict[str, str])
        versions.append(Version(entry.by, changes(before, record, reasons) if before is not None else ()))
        before = record
    return tuple(versions)


def changes(before: Record, after: Record, reasons: Mapping[str, str]) -> tuple[Change, ...]:
    """What a save changed, field by field, and row by row where a field holds rows."""
    found: list[Change] = []
    for field in [*changed(before, after), *_marked(before, after)]:
        old, new = getattr(before, field.name), getattr(after, field.name)
        reason = reasons.get(field.name, "")
        if isinstance(new, dict):
            found += _changes_by_key(after.form, field, old, new, reason)
        else:
            words = show_entry(before, field.name), show_entry(after, field.name)
            found.append(Change(field.name, field.label, *words, reason, old, new))
    return tuple(found)


def _marked(before: Record, after: Record) -> list[Field]:
    """The yes-or-no marks that a change itself brought about; other computed values follow from what changed."""
    return [
        field
        for field, value in entries(after)
        if field.item.derived and field.kind is bool and value != getattr(before, field.name)
    ]


def _changes_by_key(form: str, field: Field, old: dict[str, Any], new: dict[str, Any], reason: str) -> list[Change]:
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return [
        Change(
            f"{field.name}.{key}",
            f"{field.label}: {row_name(form, field.name, key)}",
            row_words(old.get(key), new.get(key)),
            row_words(new.get(key), old.get(key)),
            reason,
            old.get(key),
            new.get(key),
        )
        for key in keys
    ]
