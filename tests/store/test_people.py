"""Accounts, passwords and keys: who gets in, who sees names, and that keys and their entries agree."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.test_opening import TOML
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import engine, keyring
from ucmsc_desktop.store.errors import (
    AccountLocked,
    AlreadyThere,
    DiskFull,
    StudyError,
    WrongPassword,
)
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study, now

ATOMIC = engine.sqlite_utils().Database.atomic


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def full_at_commit(db: Any) -> Iterator[None]:
    with ATOMIC(db):
        yield
        full()


def open_practice(folder: Path, user: str = PRACTICE_USER) -> Study:
    return Study.open(folder, user, PRACTICE_PASSWORD)


def test_wrong_passwords_in_a_session_lock_the_account_and_are_noted_once(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    for _number in range(5):
        with pytest.raises(WrongPassword):
            study.check_password("wrong")
    with pytest.raises(AccountLocked):
        study.check_password(ADMIN_PASSWORD)
    study.close()
    later = now() + timedelta(minutes=16)
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: later)
    assert len([entry for entry in study.entries(50) if entry.kind == "login-failed"]) == 5
    study.close()


def test_failures_before_a_rest_are_noted_too(empty_folder: Path) -> None:
    start = now()
    clock = [start]
    for minutes in (0, 0, 0, 0, 0, 20, 20):
        clock[0] = start + timedelta(minutes=minutes)
        with pytest.raises(WrongPassword):
            Study.open(empty_folder, ADMIN, "wrong", clock=lambda: clock[0])
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: clock[0])
    assert len([entry for entry in study.entries(50) if entry.kind == "login-failed"]) == 7
    study.close()


def test_an_administrator_who_sees_no_names_opens_accounts_that_do(study_as: Any, practice_folder: Path) -> None:
    administrator = study_as("administrator")
    administrator.add_account("coordinator2", "C. Two", ADMIN_PASSWORD, [Role.COORDINATOR])
    assert administrator.identities() == {}
    administrator.close()
    study = Study.open(practice_folder, "coordinator2", ADMIN_PASSWORD)
    assert study.identity("P-001") is not None
    study.add_participant("P-900", Participant(), Identity(name="x"))
    study.close()


def test_an_account_without_name_or_role_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    for user, roles in (
        ("  ", (Role.ADMINISTRATOR,)),
        ("a", ()),
        ("a\nb", (Role.ADMINISTRATOR,)),
        ("a", (Role.NURSE,)),
    ):
        with pytest.raises(StudyError):
            Study.create(
                tmp_path / "s", protocol_toml=TOML, user=user, full_name="", password=ADMIN_PASSWORD, roles=roles
            )
    assert list(tmp_path.iterdir()) == []


def test_names_and_passwords_are_the_same_however_their_letters_are_composed(tmp_path: Path) -> None:
    Study.create(
        tmp_path / "s", protocol_toml=TOML, user=" jos\u00e9", full_name="", password="caf\u00e9 au lait"
    ).close()
    study = Study.open(tmp_path / "s", "jose\u0301 ", "cafe\u0301 au lait")
    with pytest.raises(AlreadyThere):
        study.add_account("JOSE\u0301", "", ADMIN_PASSWORD, [Role.NURSE])
    study.close()
    with pytest.raises(WrongPassword):
        Study.open(tmp_path / "s", "jos\u00e9", "half a character \udcff")


def test_keys_of_one_account_do_not_open_another(practice_folder: Path) -> None:
    ring = keyring.read(practice_folder)
    keyring.write(practice_folder, keyring.with_account(ring, {"nurse": ring.accounts["administrator"]}))
    with pytest.raises(WrongPassword):
        open_practice(practice_folder, "nurse")


def test_a_closed_account_stays_closed_when_its_old_keys_come_back(study_as: Any, practice_folder: Path) -> None:
    before = keyring.read(practice_folder).accounts["nurse"]
    administrator = study_as("administrator")
    administrator.close_account("nurse", "left")
    with pytest.raises(StudyError):
        administrator.close_account("nurse", "again")
    administrator.close()
    keyring.write(practice_folder, keyring.with_account(keyring.read(practice_folder), {"nurse": before}))
    with pytest.raises(WrongPassword):
        open_practice(practice_folder, "nurse")


@pytest.mark.parametrize("act", ["add", "close", "change"])
def test_keys_and_their_entry_come_together_or_not_at_all(
    practice_folder: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    study = open_practice(practice_folder)
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: study.add_account("nina", "", ADMIN_PASSWORD, [Role.NURSE]),
        "close": lambda: study.close_account("nurse", "left"),
        "change": lambda: study.change_password(PRACTICE_PASSWORD, ADMIN_PASSWORD),
    }
    before = study.accounts(), study.entries(1)
    for culprit, fails in (
        ("ucmsc_desktop.store.keyring.replace", full),
        ("sqlite_utils.Database.atomic", full_at_commit),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(culprit, fails)
            with pytest.raises(DiskFull):
                acts[act]()
        assert (study.accounts(), study.entries(1)) == before
    study.close()
    open_practice(practice_folder, "nurse").close()
    study = open_practice(practice_folder)
    study.add_account("nina", "", ADMIN_PASSWORD, [Role.NURSE])
    assert study.verify().faults == ()
    study.close()
