"""Files that are gone, cut short, full or held: a sentence each, nothing lost and nothing half-made."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import cut, flip
from tests.store.test_opening import create
from ucmsc_desktop.store import files, front, keyring, practice
from ucmsc_desktop.store.errors import (
    DiskFull,
    StudyDamaged,
    StudyError,
    StudyExists,
    StudyMissing,
)
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def open_practice(folder: Path, user: str = PRACTICE_USER) -> Study:
    return Study.open(folder, user, PRACTICE_PASSWORD)


def test_an_empty_ledger_is_damage_not_a_new_study(empty_folder: Path) -> None:
    (empty_folder / "study.db").write_bytes(b"")
    with pytest.raises(StudyDamaged):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)


def test_names_that_are_gone_are_damage_not_an_empty_list(practice_folder: Path) -> None:
    (practice_folder / "identities.db").unlink()
    with pytest.raises(StudyDamaged, match=r"identities\.db"):
        open_practice(practice_folder)
    assert not (practice_folder / "identities.db").exists()


def test_a_study_without_its_keyring_says_so_and_is_left_alone(empty_folder: Path) -> None:
    for name in ("study.json", "study.json.copy"):
        (empty_folder / name).unlink()
    with pytest.raises(StudyDamaged, match=r"study\.json"):
        front.look(empty_folder)
    with pytest.raises(StudyExists):
        create(empty_folder)
    assert (empty_folder / "study.db").exists()


def test_a_study_whose_making_was_cut_off_can_be_made_again(empty_folder: Path) -> None:
    for name in ("study.json", "study.json.copy"):
        (empty_folder / name).unlink()
    (empty_folder / files.UNFINISHED).touch()
    with pytest.raises(StudyMissing):
        front.look(empty_folder)
    create(empty_folder).close()
    assert not (empty_folder / files.UNFINISHED).exists()
    Study.open(empty_folder, ADMIN, ADMIN_PASSWORD).close()


@pytest.mark.parametrize("name", ["study.json", "study.json.copy", "study.unfinished"])
def test_a_disk_that_fills_up_at_each_file_leaves_no_half_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    replace = files.replace

    def replace_or_fail(path: Path, written: bytes) -> None:
        if path.name == name:
            raise DiskFull("full")
        replace(path, written)

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", replace_or_fail)
        patch.setattr(keyring, "replace", replace_or_fail)
        with pytest.raises(DiskFull):
            create(tmp_path / "study")
    assert [path.name for path in (tmp_path / "study").iterdir()] == [files.LOCK]
    create(tmp_path / "study").close()


def test_half_a_practice_study_is_none(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        practice.create_practice_study(tmp_path / "study", stop)
    with pytest.raises(StudyMissing):
        front.look(tmp_path / "study")


def test_nothing_stays_open_after_a_refusal(practice_folder: Path) -> None:
    (practice_folder / "identities.db").write_bytes(b"x" * 8192)
    with pytest.raises(StudyDamaged):
        open_practice(practice_folder)
    # The last connection that closes takes the file beside the ledger away.
    assert not (practice_folder / "study.db-wal").exists()
    open_practice(practice_folder, "monitor").close()


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudyMissing):
        front.look(tmp_path / "file")
    with pytest.raises(StudyError, match="is a file"):
        create(tmp_path / "file")
    with pytest.raises(StudyError):
        front.look(tmp_path / ("x" * 300))


def test_a_small_file_that_is_held_for_a_moment_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter([True, True])
    replace = Path.replace

    def replace_later(self: Path, target: Path) -> Path:
        if next(held, False):
            raise PermissionError(errno.EACCES, "held by a scanner")
        return replace(self, target)

    monkeypatch.setattr(files, "_WAITS", (0, 0, 0))
    monkeypatch.setattr(Path, "replace", replace_later)
    files.replace(tmp_path / "small", b"written")
    assert (tmp_path / "small").read_bytes() == b"written"


def killed_while_open(folder: Path, entries: int) -> None:
    child = os.fork()
    if child == 0:
        study = Study.open(folder, ADMIN, ADMIN_PASSWORD)
        for _number in range(entries):
            study.log("print")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("harm", [Path.unlink, cut, flip])
def test_saved_entries_that_a_crash_and_a_bad_disk_take_are_told(
    empty_folder: Path, harm: Callable[[Path], None]
) -> None:
    killed_while_open(empty_folder, 30)
    harm(empty_folder / "study.db-wal")
    for said in (True, False):
        study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
        assert ("entries are missing" in study.alert) is said
        assert "entries before it were missing" in study.verify().faults[0]
        study.close()


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_crash_alone_loses_nothing_and_alarms_nobody(empty_folder: Path) -> None:
    killed_while_open(empty_folder, 30)
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    assert study.alert == ""
    assert study.verify().faults == ()
    assert len([entry for entry in study.entries(100) if entry.kind == "print"]) == 30
    study.close()
