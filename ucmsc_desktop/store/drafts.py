"""What is being typed, kept at each step: a crash loses at most the field in hand. Drafts are no part of the record."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.store.engine import world
from ucmsc_desktop.store.ledger import Ledger
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


def keep(ledger: Ledger, draft: Draft) -> None:
    """Write a draft, durable when this returns."""
    row = {
        "record_id": draft.key.record_id,
        "user": draft.user,
        "subject": draft.key.subject,
        "visit": draft.key.visit,
        "form": draft.key.form,
        "number": draft.key.number,
        "body": msgspec.json.encode(draft.record).decode(),
        "field": draft.field,
        "base": draft.base,
        "at": draft.at.isoformat(),
    }
    with world(ledger.path), ledger.db.atomic():
        ledger.db.table("drafts").upsert(row, pk=("record_id", "user"))


def of_user(ledger: Ledger, user: str) -> list[Draft]:
    """The drafts of one person, the latest first."""
    rows = ledger.rows(f"SELECT {_COLUMNS} FROM drafts WHERE user = ? ORDER BY at DESC", [user])  # noqa: S608
    return [_draft(*row) for row in rows]


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
