"""Opening a study in every state that the world can bring it into: a sentence each time, and nothing half-written."""

import errno
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.protocol import BadProtocol
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import engine, front, keyring, schema
from ucmsc_desktop.store.errors import (
    AccountLocked,
    AlreadyThere,
    DiskFull,
    NotPermitted,
    StudyBusy,
    StudyDamaged,
    StudyError,
    StudyExists,
    StudyMissing,
    StudyNewer,
    StudyReadOnly,
    WeakPassword,
    WrongPassword,
)
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study, now

TOML = asset("study/ucmsc.toml").read_text(encoding="utf-8")


def create(folder: Path, password: str = ADMIN_PASSWORD, toml: str = TOML) -> Study:
    return Study.create(folder, protocol_toml=toml, user=ADMIN, full_name="Ada Min", password=password)


def test_missing_folder_and_empty_folder(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StudyMissing, match="There is no study in"):
            Study.open(folder, ADMIN, ADMIN_PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_create_refuses_what_is_there_and_leaves_it_alone(empty_folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in empty_folder.iterdir()}
    with pytest.raises(StudyExists):
        create(empty_folder)
    assert {path.name: path.read_bytes() for path in empty_folder.iterdir()} == before


def test_create_with_a_short_password_or_bad_protocol_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WeakPassword):
        create(tmp_path / "a", password="eleven-char")
    with pytest.raises(BadProtocol, match="protocol file"):
        create(tmp_path / "b", toml=TOML.replace("cells_per_kg", "cells_per_gram"))
    assert list(tmp_path.iterdir()) == []


def test_create_that_fails_half_way_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(DiskFull):
            create(tmp_path / "study")
    create(tmp_path / "study").close()


def test_wrong_password_and_unknown_user_say_the_same(empty_folder: Path) -> None:
    said = []
    for user, password in ((ADMIN, "wrong"), ("nobody", ADMIN_PASSWORD), ("", "")):
        with pytest.raises(WrongPassword) as refused:
            Study.open(empty_folder, user, password)
        said.append(str(refused.value))
    assert len(set(said)) == 1


def test_five_wrong_passwords_rest_the_account_and_are_noted(empty_folder: Path) -> None:
    for _try in range(5):
        with pytest.raises(WrongPassword):
            Study.open(empty_folder, ADMIN, "wrong")
    with pytest.raises(AccountLocked, match="rests for 15 more minutes"):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    later = now() + timedelta(minutes=15, seconds=1)
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: later)
    assert [entry.kind for entry in study.entries(6)][::-1] == ["login-failed"] * 5 + ["login"]
    study.close()
    with pytest.raises(WrongPassword):
        Study.open(empty_folder, ADMIN, "wrong")


def test_open_elsewhere(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    with pytest.raises(StudyBusy, match="already open"):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    study.close()
    Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_one_flipped_byte_of_the_ledger_is_a_sentence(practice_folder: Path, part: float) -> None:
    path = practice_folder / "study.db"
    flipped(path, int(part * path.stat().st_size))
    try:
        study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    except StudyDamaged as damaged:
        said = str(damaged)
    else:
        said = study.verify().faults[0]
        study.close()
    assert "does not read as it was written" in said


@pytest.mark.parametrize("name", ["study.json", "study.json.copy"])
def test_one_flipped_byte_of_the_keyring_is_mended_by_its_copy(empty_folder: Path, name: str) -> None:
    for place in (3, 70, 200, -5):
        flipped(empty_folder / name, place)
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


def test_both_keyrings_damaged(empty_folder: Path) -> None:
    for name in ("study.json", "study.json.copy"):
        flipped(empty_folder / name, 100)
    with pytest.raises(StudyDamaged):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)


def test_ledger_or_key_file_gone(empty_folder: Path) -> None:
    (empty_folder / "study.db").unlink()
    with pytest.raises(StudyDamaged):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    assert not (empty_folder / "study.db").exists()


def test_newer_keyring_is_refused(empty_folder: Path) -> None:
    import hashlib

    for name in ("study.json", "study.json.copy"):
        body = (empty_folder / name).read_bytes().partition(b"\n")[2].replace(b'"format": 1', b'"format": 2')
        (empty_folder / name).write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    with pytest.raises(StudyNewer, match="newer version"):
        front.look(empty_folder)


def migrations_with_one_more() -> Any:
    steps = schema.migrations()
    steps(name="later_step")(lambda db: db.table("later").create({"id": int}))
    return steps


def test_newer_tables_are_refused_and_older_ones_copied_first(empty_folder: Path) -> None:
    key = keyring.unwrap(keyring.read(empty_folder), ADMIN, ADMIN_PASSWORD).study
    path = empty_folder / "study.db"
    before = path.read_bytes()
    db = engine.connect(path, key)
    schema.migrate(db, path, now(), migrations_with_one_more())
    db.close()
    (copy,) = empty_folder.glob("study-before-update-*.db")
    assert copy.read_bytes() == before
    with pytest.raises(StudyNewer):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    shutil.move(copy, path)
    Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


def test_a_step_that_fails_leaves_the_file_as_it_was(empty_folder: Path) -> None:
    def broken(db: Any) -> None:
        db.table("half").create({"id": int})
        raise RuntimeError("power cut")

    key = keyring.unwrap(keyring.read(empty_folder), ADMIN, ADMIN_PASSWORD).study
    path = empty_folder / "study.db"
    steps = schema.migrations()
    steps(name="broken")(broken)
    db = engine.connect(path, key)
    with pytest.raises(RuntimeError):
        schema.migrate(db, path, now(), steps)
    assert not db.table("half").exists()
    db.close()
    Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


def fill(study: Study) -> None:
    for number in range(1000):
        study.log("print", body={"filler": str(number) * 2000})


def test_full_disk_while_saving_says_so_and_keeps_everything(study: Study) -> None:
    db = study.ledger.db
    before = study.entries(1)[0].seq
    draft = study.keep_draft(WEEK_0, assessment(), "trunk_erythema")
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFull, match="was not saved"):
        fill(study)
    assert study.verify().faults == ()
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    study.log("print")
    kept = study.draft(WEEK_0)
    assert kept is not None
    assert kept.at == draft
    assert study.entries(1)[0].seq > before
    assert study.verify().faults == ()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.EACCES, StudyReadOnly), (errno.EROFS, StudyReadOnly), (errno.ENOSPC, DiskFull), (errno.EIO, StudyError)],
)
def test_errors_of_the_system_are_sentences(tmp_path: Path, number: int, kind: type[StudyError]) -> None:
    with pytest.raises(kind), engine.world(tmp_path):
        raise OSError(number, "system words")


def test_a_read_only_file_is_a_sentence(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    study.ledger.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StudyReadOnly, match="cannot be written"):
        study.log("print")
    study.ledger.db.execute("PRAGMA query_only = OFF")
    study.close()


def test_a_clock_that_was_set_back_is_noted(empty_folder: Path) -> None:
    earlier = now() - timedelta(days=1)
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: earlier)
    assert [entry.kind for entry in study.entries(2)] == ["login", "clock-set-back"]
    assert study.verify().faults == ()
    study.close()


def test_accounts(study_as: Callable[[str], Study], practice_folder: Path) -> None:
    administrator = study_as("administrator")
    administrator.add_account("nurse2", "Nurse Two", "a-long-password", [Role.NURSE])
    for taken in ("nurse2", "NURSE2", "nurse"):
        with pytest.raises(AlreadyThere):
            administrator.add_account(taken, "x", "a-long-password", [Role.NURSE])
    with pytest.raises(WeakPassword):
        administrator.add_account("nurse3", "x", "short", [Role.NURSE])
    administrator.close()
    study = Study.open(practice_folder, "nurse2", "a-long-password")
    assert study.account.roles == (Role.NURSE,)
    with pytest.raises(NotPermitted):
        study.add_account("x", "x", "a-long-password", [Role.NURSE])
    study.close()
    administrator = study_as("administrator")
    administrator.close_account("nurse2", "left")
    administrator.close()
    with pytest.raises(WrongPassword):
        Study.open(practice_folder, "nurse2", "a-long-password")


def close_and_open_until_full(study: Study) -> None:
    for _try in range(100):
        study.close()
        study = Study.open(study.folder, ADMIN, ADMIN_PASSWORD)
        pages = study.ledger.db.execute("PRAGMA page_count").fetchone()[0]
        study.ledger.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def test_closing_on_a_full_disk_says_that_what_was_saved_is_safe(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    pages = study.ledger.db.execute("PRAGMA page_count").fetchone()[0]
    study.ledger.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFull):
        fill(study)
    with pytest.raises(StudyError, match=r"Everything that was saved .* is safe"):
        close_and_open_until_full(study)
    Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


def test_a_study_is_not_mixed_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match=r"thesis\.txt.*empty folder"):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".DS_Store").touch()
    create(empty).close()
