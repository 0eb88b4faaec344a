"""What verify sees when somebody with the key has been at the file, and what the open study refuses itself."""

import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import WEEK_0
from tests.store.test_ledger import open_by_hand
from ucmsc_desktop.store import files
from ucmsc_desktop.store.errors import (
    StudyBusy,
    StudyDamaged,
)
from ucmsc_desktop.store.ledger import COLUMNS, Entry
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def open_practice(folder: Path, user: str = PRACTICE_USER) -> Study:
    return Study.open(folder, user, PRACTICE_PASSWORD)


def changed_by_hand(folder: Path, statement: str) -> None:
    """Change entries behind their guards, which are put back afterwards."""
    db = open_by_hand(folder)
    guards = list(
        db.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'entries%'")
    )
    for name, _sql in guards:
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute(statement)
    for _name, sql in guards:
        db.conn.execute(sql)
    db.conn.commit()
    db.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entries SET at = 'x' || at WHERE seq = 20", "Entry 20 ("),
        ("UPDATE entries SET body = CAST(x'7bff7d' AS TEXT) WHERE seq = 20", "Entry 20 ("),
        ("UPDATE entries SET user = CAST(x'ff' AS TEXT) WHERE seq = 20", "Entry 20 ("),
        ("UPDATE entries SET role = 'nobody' WHERE seq = 30", "Entry 30 ("),
        ("UPDATE entries SET form = 'XX' WHERE seq = 30", "Entry 30 ("),
        ("UPDATE heads SET subject = 'P-002' WHERE record_id = 'P-001/W0/PASI'", "list of current records is wrong"),
        ("CREATE TRIGGER more AFTER INSERT ON drafts BEGIN DELETE FROM drafts; END", "“more”"),
        ("INSERT INTO drafts VALUES ('r', 'u', 's', 'v', 'PASI', 0, '[]', '', '', '')", "The draft of r by u"),
    ],
)
def test_verify_names_what_else_was_changed_by_hand(practice_folder: Path, statement: str, said: str) -> None:
    changed_by_hand(practice_folder, statement)
    study = open_practice(practice_folder)
    assert said in study.verify().faults[0]
    study.close()


@pytest.mark.parametrize(("old", "new", "seq"), [("user", "usar", 2), ("{", "[", 2), ("practice", "praktice", 2)])
def test_a_changed_account_is_named_before_anybody_logs_in(practice_folder: Path, old: str, new: str, seq: int) -> None:
    changed_by_hand(practice_folder, f"UPDATE entries SET body = replace(body, '{old}', '{new}') WHERE seq = {seq}")
    with pytest.raises(StudyDamaged, match=r"Entry 2 \(account.* was changed after it was written"):
        open_practice(practice_folder)


def test_a_changed_protocol_is_named_before_anybody_logs_in(practice_folder: Path) -> None:
    changed_by_hand(practice_folder, "UPDATE entries SET body = replace(body, 'cells_per_kg', 'cells') WHERE seq = 1")
    with pytest.raises(StudyDamaged, match=r"Entry 1 \(protocol"):
        open_practice(practice_folder)


def test_a_chain_that_was_hashed_afresh_no_longer_fits_its_signatures(practice_folder: Path) -> None:
    db = open_by_hand(practice_folder)
    rows = db.conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY seq").fetchall()
    entries = [Entry(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    target = next(entry for entry in entries if entry.record_id == WEEK_0.record_id)
    for name in ("entries_are_never_changed", "entries_are_never_replaced"):
        db.conn.execute(f"DROP TRIGGER {name}")
    previous = ""
    for entry in entries:
        body = entry.body.replace('"trunk_erythema":', '"trunk_erythema":0') if entry is target else entry.body
        forged = msgspec.structs.replace(entry, body=body, previous=previous)
        previous = forged.sealed()
        db.conn.execute(
            "UPDATE entries SET body = ?, previous = ?, hash = ? WHERE seq = ?",
            [body, forged.previous, previous, entry.seq],
        )
    db.conn.commit()
    db.close()
    study = open_practice(practice_folder)
    faults = study.verify().faults
    assert any("does not sign what stood there" in fault for fault in faults)
    assert any("entries before it were missing" in fault for fault in faults)
    study.close()


def test_verify_reads_the_file_of_names_too(practice_folder: Path) -> None:
    study = open_practice(practice_folder)
    content = bytearray((practice_folder / "identities.db").read_bytes())
    content[-100] ^= 1
    (practice_folder / "identities.db").write_bytes(content)
    assert "does not read as it was written" in study.verify().faults[0]
    study.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entries_are_never_changed",
        "DROP TABLE entries",
        "DROP VIEW form_pasi",
        "ALTER TABLE entries RENAME TO gone",
        "CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM drafts; END",
        "PRAGMA writable_schema = ON",
        "PRAGMA recursive_triggers = OFF",
    ],
)
def test_the_open_study_cannot_take_its_own_guards_away(study: Study, statement: str) -> None:
    with pytest.raises(sys.modules["sqlcipher3.dbapi2"].DatabaseError, match="not authorized"):
        study.ledger.db.conn.execute(statement)
    assert study.verify().faults == ()


def test_a_second_writer_is_a_sentence(empty_folder: Path) -> None:
    first = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    (empty_folder / files.LOCK).unlink()
    second = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    second.log("print")
    with pytest.raises(StudyBusy):
        first.log("print")
    second.close()
    with suppress(StudyBusy):
        first.close()
