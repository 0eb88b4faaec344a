"""Making, opening and closing the files of a study: the lock, the keyring, the ledger, the identities."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import filelock
import msgspec

from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.store import keyring as rings
from ucmsc_desktop.store import schema
from ucmsc_desktop.store.accounts import Account, accounts
from ucmsc_desktop.store.engine import connect, world
from ucmsc_desktop.store.errors import StudyExists, WrongPassword
from ucmsc_desktop.store.front import COPY, NAME
from ucmsc_desktop.store.identities import Identities
from ucmsc_desktop.store.keyring import Anchor, Keyring, Keys
from ucmsc_desktop.store.ledger import Kind, Ledger
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.store.sentences import busy, damaged, from_os
from ucmsc_desktop.text import _

LEDGER = "study.db"
IDENTITIES = "identities.db"
LOCK = "study.lock"


class Opened:
    """The open files of a study, held by one program at a time."""

    def __init__(self, folder: Path, lock: filelock.BaseFileLock, keyring: Keyring, keys: Keys, now: datetime) -> None:
        """Open ledger and identities with their keys, bringing the ledger up to date."""
        self.folder = folder
        self.keyring = keyring
        self._lock = lock
        self._keys = keys
        path = folder / LEDGER
        with world(path):
            db = connect(path, keys.study)
            schema.migrate(db, path, now)
            schema.refresh_views(db)
            self.ledger = Ledger(db, path, keyring.device)
        self.identities = Identities(folder / IDENTITIES, keys.identities) if keys.identities else None

    @property
    def protocol(self) -> Protocol:
        """The protocol in force: the latest in the ledger."""
        entries = list(self.ledger.read(EVENTS, [Kind.PROTOCOL.value]))
        if not entries:
            raise damaged(self.ledger.path)
        return read_protocol(msgspec.json.decode(entries[-1].body, type=dict[str, str])["toml"])

    @property
    def is_open(self) -> bool:
        """Whether the files are still held."""
        return self._lock.is_locked

    def add_keys(self, account: Account, password: str) -> None:
        """Give an account its wrapped keys, or wrap them by a new password."""
        keys = self._keys if may_see_identities(account.roles) else Keys(self._keys.study, None)
        wrapped = rings.wrap(password, keys, self.keyring.device, account.user)
        self._store(rings.with_account(self.keyring, {account.user: wrapped}))

    def drop_keys(self, user: str) -> None:
        """Take an account's keys away; its name stays taken."""
        gone = msgspec.structs.replace(self.keyring.accounts[user], study=b"", identities=None, closed=True)
        self._store(rings.with_account(self.keyring, {user: gone}))

    def check_password(self, user: str, password: str, now: datetime) -> None:
        """Raise WrongPassword, and count it, or AccountLocked, when a person does not prove who they are."""
        self.keyring = checked(self.folder, self.keyring, user, password, now)[0]

    def _store(self, keyring: Keyring) -> None:
        rings.write(self.folder, keyring)
        self.keyring = keyring

    def close(self) -> None:
        """Bring the files to rest, note the end of the chain, let go of the lock."""
        try:
            if self.ledger.sound:
                with world(self.ledger.path):
                    self.ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._store(msgspec.structs.replace(self.keyring, anchor=Anchor(*self.ledger.end)))
        finally:
            self.ledger.db.close()
            if self.identities is not None:
                self.identities.close()
            self._lock.release()


def create(folder: Path, toml: str, first: Account, password: str, now: datetime, *, practice: bool) -> Opened:
    """Make the files of a study. Raises StudyExists, BadProtocol or WeakPassword; then nothing is left behind."""
    protocol = read_protocol(toml)
    if any((folder / name).exists() for name in (NAME, COPY, LEDGER)):
        raise StudyExists(_("There is a study in {folder} already. Nothing was changed.").format(folder=folder))
    device = secrets.token_hex(6)
    keys = Keys(secrets.token_bytes(32), secrets.token_bytes(32))
    seen = keys if may_see_identities(first.roles) else Keys(keys.study, None)
    wrapped = rings.wrap(password, seen, device, first.user)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, folder) from error
    keyring = Keyring(protocol.study.code, device, practice, {first.user: wrapped})
    lock = _locked(folder)
    try:
        opened = Opened(folder, lock, keyring, keys, now)
        role = first.roles[0]
        with opened.ledger.transaction():
            for kind, body in ((Kind.PROTOCOL, {"toml": toml}), (Kind.ACCOUNT, msgspec.to_builtins(first))):
                opened.ledger.append(now, first.user, role, kind, body=msgspec.json.encode(body).decode())
        # The keyring comes last: without it there is no study, and a second try starts afresh.
        rings.write(folder, keyring)
    except BaseException:
        lock.release()
        for name in (LEDGER, IDENTITIES):
            for left in folder.glob(f"{name}*"):
                left.unlink()
        raise
    return opened


def open_study(folder: Path, user: str, password: str, now: datetime) -> tuple[Opened, Account]:
    """Log in to the study in a folder; failed tries and a clock that was set back are noted in the ledger."""
    rings.read(folder)
    lock = _locked(folder)
    try:
        return _logged_in(folder, lock, user, password, now)
    except BaseException:
        lock.release()
        raise


def _logged_in(
    folder: Path, lock: filelock.BaseFileLock, user: str, password: str, now: datetime
) -> tuple[Opened, Account]:
    keyring = rings.read(folder)
    failures = keyring.accounts[user].failures if user in keyring.accounts else ()
    keyring, keys = checked(folder, keyring, user, password, now)
    if not (folder / LEDGER).exists():
        raise damaged(folder / LEDGER)
    opened = Opened(folder, lock, keyring, keys, now)
    account = accounts(opened.ledger).get(user)
    if account is None or account.closed:
        raise rings.wrong_password()
    _note_login(opened, account, failures, now)
    return opened, account


def _note_login(opened: Opened, account: Account, failures: tuple[str, ...], now: datetime) -> None:
    ledger, role = opened.ledger, account.roles[0]
    last = ledger.last_known_at
    with ledger.transaction():
        for at in failures:
            body = msgspec.json.encode({"tried": at}).decode()
            ledger.append(now, account.user, role, Kind.LOGIN_FAILED, body=body)
        if last and now < datetime.fromisoformat(last):
            body = msgspec.json.encode({"last": last}).decode()
            ledger.append(now, account.user, role, Kind.CLOCK_SET_BACK, body=body)
        ledger.append(now, account.user, role, Kind.LOGIN)


def checked(folder: Path, keyring: Keyring, user: str, password: str, now: datetime) -> tuple[Keyring, Keys]:
    """The keys of a person who proves who they are, with the keyring as it then stands on the disk."""
    rings.rested(keyring, user, now)
    try:
        keys = rings.unwrap(keyring, user, password)
    except WrongPassword:
        if user in keyring.accounts:
            rings.write(folder, rings.with_failure(keyring, user, now))
        raise
    if keyring.accounts[user].failures:
        keyring = rings.without_failures(keyring, user)
        rings.write(folder, keyring)
    return keyring, keys


def _locked(folder: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        raise busy(folder) from None
    except OSError as error:
        raise from_os(error, folder) from error
    return lock
