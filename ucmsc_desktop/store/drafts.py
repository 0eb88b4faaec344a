"""What is being typed, kept at each step: a crash loses at most the field in hand. Drafts are no part of the record."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record, changed
from ucmsc_desktop.store.ledger import Ledger, encoded
from ucmsc_desktop.store.reading import decode


class Draft(msgspec.Struct, frozen=True):
    """A form that is not saved yet: where the cursor was, since when, and the hash of the entry it is based on."""

    key: Key
    record: Record
    field: str
    at: datetime
    user: str
    base: str


_COLUMNS = "subject, visit, form, number, body, field, at, user, base"
_KEEP = (
    f"INSERT INTO drafts (record_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id, user)"  # noqa: S608
    " DO UPDATE SET body = excluded.body, field = excluded.field, at = excluded.at, base = excluded.base"
)


def keep(ledger: Ledger, draft: Draft) -> None:
    """Write a draft, durable when this returns."""
    key = draft.key
    place = [key.record_id, key.subject, key.visit, key.form, key.number]
    row = [*place, encoded(draft.record), draft.field, draft.at.isoformat(), draft.user, draft.base]
    with ledger.transaction():
        ledger.db.execute(_KEEP, row)


def keep_place(ledger: Ledger, key: Key, user: str, field: str) -> None:
    """Write in which field a draft goes on, durable when this returns; without a draft there is nothing to write."""
    place = "UPDATE drafts SET field = ? WHERE record_id = ? AND user = ? AND field <> ?"
    with ledger.transaction():
        ledger.db.execute(place, [field, key.record_id, user, field])


def unsaved(record: Record, before: Record | None) -> int:
    """How many entries of a draft differ from what stands: those that the form asks for; where none does, all."""
    found = changed(before if before is not None else type(record)(), record)
    return len([field for field in found if field.item.required]) or len(found)


def of_user(ledger: Ledger, user: str) -> list[Draft]:
    """The drafts of one person, the latest first."""
    rows = ledger.rows(f"SELECT {_COLUMNS} FROM drafts WHERE user = ?", [user])  # noqa: S608
    # Times carry the offset of the place, so that their texts do not sort.
    return sorted((_draft(*row) for row in rows), key=lambda draft: draft.at, reverse=True)


def find(ledger: Ledger, key: Key, user: str) -> Draft | None:
    """A person's draft of a record, None when there is none."""
    query = f"SELECT {_COLUMNS} FROM drafts WHERE record_id = ? AND user = ?"  # noqa: S608
    rows = ledger.rows(query, [key.record_id, user])
    return _draft(*rows[0]) if rows else None


def _draft(
    subject: str, visit: str, form: str, number: int, body: str, field: str, at: str, user: str, base: str
) -> Draft:
    return Draft(Key(subject, visit, form, number), decode(form, body), field, datetime.fromisoformat(at), user, base)


def remove(ledger: Ledger, key: Key, user: str) -> None:
    """Take a draft away; belongs inside a transaction with the entry that says so."""
    ledger.db.execute("DELETE FROM drafts WHERE record_id = ? AND user = ?", [key.record_id, user])
