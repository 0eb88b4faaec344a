"""The tables of the ledger, the triggers that guard it, and the typed views for people with other tools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Record, fields
from ucmsc_desktop.store.engine import sqlite_utils
from ucmsc_desktop.store.files import replace
from ucmsc_desktop.store.front import newer
from ucmsc_desktop.store.sentences import damaged

if TYPE_CHECKING:
    from sqlite_utils import Database

TRIGGERS = {
    "entries_are_never_changed": """
        CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    "entries_are_never_deleted": """
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    "entries_are_never_replaced": """
        CREATE TRIGGER entries_are_never_replaced BEFORE INSERT ON entries
        WHEN EXISTS (SELECT 1 FROM entries WHERE device = NEW.device AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END""",
    "heads_follow_entries": """
        CREATE TRIGGER heads_follow_entries AFTER INSERT ON entries WHEN NEW.kind = 'record'
        BEGIN
            INSERT INTO heads (record_id, entry, subject, form, changes)
            VALUES (NEW.record_id, NEW.entry, NEW.subject, NEW.form, 0)
            ON CONFLICT (record_id) DO UPDATE SET entry = NEW.entry, changes = changes + 1;
        END""",
}


def ledger_tables(db: Database) -> None:
    """Version 1: entries with their guards, heads kept by trigger, drafts."""
    db.execute("""
        CREATE TABLE entries (
            entry INTEGER PRIMARY KEY,
            device TEXT NOT NULL, seq INTEGER NOT NULL,
            at TEXT NOT NULL, utc_offset INTEGER NOT NULL,
            user TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL,
            record_id TEXT NOT NULL, supersedes TEXT NOT NULL,
            subject TEXT NOT NULL, visit TEXT NOT NULL, form TEXT NOT NULL, number INTEGER NOT NULL,
            body TEXT NOT NULL, reasons TEXT NOT NULL,
            previous TEXT NOT NULL, hash TEXT NOT NULL,
            UNIQUE (device, seq)
        ) STRICT""")
    db.execute("CREATE INDEX entries_by_record ON entries (record_id, kind)")
    db.execute("CREATE INDEX entries_by_event ON entries (kind, subject) WHERE kind <> 'record'")
    db.execute("""
        CREATE TABLE heads (
            record_id TEXT PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (entry),
            subject TEXT NOT NULL, form TEXT NOT NULL, changes INTEGER NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX heads_by_subject ON heads (subject)")
    db.execute("""
        CREATE TABLE drafts (
            record_id TEXT NOT NULL, user TEXT NOT NULL,
            subject TEXT NOT NULL, visit TEXT NOT NULL, form TEXT NOT NULL, number INTEGER NOT NULL,
            body TEXT NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (record_id, user)
        ) STRICT""")
    for trigger in TRIGGERS.values():
        db.execute(trigger)


def migrations() -> Any:
    """The steps that made the tables, in order; a released step is never edited."""
    steps = sqlite_utils().Migrations("ucmsc")
    steps(name="ledger_tables")(ledger_tables)
    return steps


def migrate(db: Database, path: Path, now: datetime, steps: Any | None = None, *, fresh: bool = False) -> None:
    """Bring a file up to date, after copying it; only a `fresh` file may be empty.

    Raises StudyNewer when a later program has been there, StudyDamaged when the tables of an older file are gone.
    """
    steps = steps or migrations()
    applied = {step.name for step in steps.applied(db)}
    known = {step.name for step in steps._migrations}  # noqa: SLF001 - the package has no public list of its steps
    if applied - known:
        raise newer(path.parent)
    if not applied and not fresh:
        raise damaged(path)
    if applied == known:
        return
    if applied:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        replace(path.with_name(f"{path.stem}-before-update-{now:%Y%m%d-%H%M%S}{path.suffix}"), path.read_bytes())
    steps.apply(db)


def refresh_views(db: Database, forms: Iterable[type[Record]] | None = None) -> None:
    """One typed view for each form, made again only where a form has changed since."""
    have = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    for record_type in forms or FORMS.values():
        name = "form_" + record_type.form.lower().replace("-", "_")
        statement = _view(name, record_type)
        if have.get(name) != statement:
            with db.atomic():
                db.execute(f"DROP VIEW IF EXISTS {name}")
                db.execute(statement)


_KEPT = ("subject", "visit", "number", "user", "role", "at")


def _view(name: str, record_type: type[Record]) -> str:
    columns = ",\n    ".join(_column(field.name, field.kind) for field in fields(record_type).values())
    kept = ", ".join(f"entries.{column}" for column in _KEPT)
    return (  # every name in it is our own
        f"CREATE VIEW {name} AS SELECT\n"
        f"    {kept},\n"
        f"    {columns},\n"
        "    json_extract(entries.body, '$.missing') AS missing\n"
        f"FROM heads JOIN entries USING (entry) WHERE entries.form = '{record_type.form}'"
    )


def _column(name: str, kind: object) -> str:
    read, column = f"json_extract(entries.body, '$.{name}')", view_column(name)
    # Decimals stay text, exact; whole numbers and yes/no are numbers.
    return f"CAST({read} AS INTEGER) AS {column}" if kind in (int, bool) else f"{read} AS {column}"


def view_column(field: str) -> str:
    """The name of a field's column in the view of its form: when and where it was kept have the plain names."""
    return f"said_{field}" if field in _KEPT else field
