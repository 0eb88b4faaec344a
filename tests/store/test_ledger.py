"""The chain: append-only, hashed, checked from outside; views for other tools; nothing readable without the key."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, regraded
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.store import keyring
from ucmsc_desktop.store.engine import connect
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def open_by_hand(folder: Path, user: str = PRACTICE_USER, password: str = PRACTICE_PASSWORD) -> Any:
    """The ledger's file as another program with the key would open it."""
    key = keyring.unwrap(keyring.read(folder), user, password).study
    return connect(folder / "study.db", key)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}' WHERE seq = 3",
        "DELETE FROM entries WHERE seq = 3",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 3",
        "REPLACE INTO entries SELECT * FROM entries WHERE seq = 3",
    ],
)
def test_another_program_with_the_key_cannot_change_entries(practice_folder: Path, statement: str) -> None:
    db = open_by_hand(practice_folder)
    with pytest.raises(sys.modules["sqlcipher3.dbapi2"].Error):
        db.conn.execute(statement)
    db.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entries SET body = body || ' ' WHERE seq = 20", "Entry 20 ("),
        ("UPDATE entries SET user = 'nobody' WHERE seq = 30", "Entry 30 ("),
        ("UPDATE entries SET at = replace(at, '2026', '2025') WHERE seq = 31", "Entry 31 ("),
        ("DELETE FROM entries WHERE seq = 40 AND kind <> 'x'", "Entries are missing before Entry 41"),
        ("DELETE FROM entries WHERE seq > 100", "Entry 101 (entries-missing"),
        ("UPDATE heads SET entry = 1 WHERE record_id LIKE '%W0/PASI' ", "list of current records is wrong"),
        ("DELETE FROM heads WHERE record_id = 'P-001/W0/PASI'", "list of current records is wrong for P-001/W0/PASI"),
        ("DROP TRIGGER heads_follow_entries", "heads_follow_entries"),
    ],
)
def test_verify_names_what_was_changed_by_hand(practice_folder: Path, statement: str, said: str) -> None:
    db = open_by_hand(practice_folder)
    db.conn.execute("PRAGMA foreign_keys = OFF")
    guards = db.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'entries%'")
    dropped = list(guards)
    for name, _sql in dropped:
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute(statement)
    for _name, sql in dropped:
        db.conn.execute(sql)
    db.conn.commit()
    db.close()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert said in study.verify().faults[0]
    study.close()


def test_entries_taken_away_at_the_end_are_found_for_good(practice_folder: Path) -> None:
    """Someone with the key takes entries away at the end: each that is left is sound, yet every verify sees it."""
    db = open_by_hand(practice_folder)
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute("DROP TRIGGER entries_are_never_deleted")
    db.conn.execute("DELETE FROM entries WHERE seq > 400")
    db.conn.commit()
    db.close()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert "entries are missing" in study.alert
    study.close()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert study.alert == ""
    assert any("entries before it were missing" in fault for fault in study.verify().faults)
    study.close()


def test_an_untouched_study_verifies(study: Study) -> None:
    found = study.verify()
    assert found.faults == ()
    assert found.entries == study.entries(1)[0].seq


def test_the_alias_keeps_committed_writes(empty_folder: Path) -> None:
    """A failing statement through sqlite-utils must not leave a transaction open in which later writes vanish."""
    db = open_by_hand(empty_folder, ADMIN, ADMIN_PASSWORD)
    db.table("marks").create({"id": int, "word": str}, pk="id")
    db.table("marks").insert({"id": 1, "word": "one"})
    with pytest.raises(sys.modules["pysqlite3"].dbapi2.Error):
        list(db.query("INSERT INTO marks (id, word) VALUES (1, 'again') RETURNING id"))
    with db.atomic():
        db.table("marks").insert({"id": 2, "word": "two"})
    db.table("marks").insert({"id": 3, "word": "three"}, alter=True)
    db.close()
    again = open_by_hand(empty_folder, ADMIN, ADMIN_PASSWORD)
    assert again.table("marks").count == 3
    again.close()


def test_durability_settings(study: Study) -> None:
    db = study.ledger.db
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA fullfsync").fetchone() == (1,)


def test_nothing_is_readable_without_the_key(empty_study: Study) -> None:
    empty_study.add_participant("P-001", Participant(allergies="penicillin-mark"), Identity(name="identity-mark"))
    empty_study.keep_draft(WEEK_0, assessment(), "draft-mark")
    files = [path for path in empty_study.folder.iterdir() if path.is_file()]
    assert {"study.db", "identities.db", "study.db-wal"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        for mark in (b"penicillin-mark", b"identity-mark", b"draft-mark", b"P-001", b"SQLite format", b"entries"):
            assert mark not in content, path.name
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(empty_study.folder / "study.db").execute("SELECT * FROM entries")


def test_the_two_files_have_different_keys(practice_folder: Path) -> None:
    keys = keyring.unwrap(keyring.read(practice_folder), PRACTICE_USER, PRACTICE_PASSWORD)
    assert keys.identities is not None
    assert keys.study != keys.identities
    with pytest.raises(sys.modules["sqlcipher3.dbapi2"].DatabaseError):
        connect(practice_folder / "identities.db", keys.study)


def test_typed_views_show_what_stands(study: Study) -> None:
    before = study.find(WEEK_0)
    assert before is not None
    assert isinstance(before.record, PasiAssessment)
    study.save(WEEK_0, regraded(before.record, 0), reasons={"trunk_erythema": "mis-tap"})
    rows = list(study.ledger.db.query("SELECT * FROM form_pasi WHERE subject = 'P-001' AND visit = 'W0'"))
    (row,) = rows
    assert row["trunk_erythema"] == 0
    assert isinstance(row["total_tenths"], int)
    assert isinstance(row["trunk_area_pct"], str)
    assert set(fields(PasiAssessment)) <= set(row)
    names = {view.name for view in study.ledger.db.views}
    assert {"form_dm", "form_sv", "form_screening", "form_pasi", "form_infusion", "form_vitals"} <= names


def test_every_event_is_an_entry(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    study.add_account("nurse", "N. Urse", "a-long-password", [study.account.roles[0]])
    study.change_password(ADMIN_PASSWORD, "another-password")
    study.close_account("nurse", "left the site")
    study.log("print", subject="P-001", body={"what": "casebook"})
    study.close()
    study = Study.open(empty_folder, ADMIN, "another-password")
    kinds = [entry.kind for entry in reversed(study.entries(100))]
    assert kinds[:2] == ["protocol", "account"]
    assert kinds[-7:] == ["login", "account", "password", "account-closed", "print", "logout", "login"]
    study.close()
