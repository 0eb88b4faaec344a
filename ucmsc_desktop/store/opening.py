"""Making, opening and closing the files of a study: the lock, the keyring, the ledger, the identities."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import filelock
import msgspec

from ucmsc_desktop.domain.protocol import BadProtocol, Protocol, read_protocol
from ucmsc_desktop.domain.roles import Role, may_see_identities
from ucmsc_desktop.store import files, pins, protocols, schema
from ucmsc_desktop.store import keyring as rings
from ucmsc_desktop.store.accounts import Account, accounts
from ucmsc_desktop.store.ending import End, EndNote
from ucmsc_desktop.store.engine import connect, guard, world
from ucmsc_desktop.store.errors import StudyError, StudyExists, WrongPassword
from ucmsc_desktop.store.identities import Identities
from ucmsc_desktop.store.keyring import Keyring, Keys
from ucmsc_desktop.store.ledger import Kind, Ledger, encoded
from ucmsc_desktop.store.photos import Photos
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.store.sentences import busy, changed_by_hand, damaged, from_os
from ucmsc_desktop.store.verify import first_fault
from ucmsc_desktop.text import _


class Opened:
    """The open files of a study, held by one program at a time."""

    def __init__(
        self, folder: Path, held: ExitStack, keyring: Keyring, keys: Keys, now: datetime, *, fresh: bool = False
    ) -> None:
        """Open the ledger with its key, bringing it up to date; `held` closes what is opened."""
        self.folder = folder
        self.keyring = keyring
        self.identities: Identities | None = None
        self.lost: End | None = None
        self.is_open = False
        self._keys = keys
        self._held = held
        path = folder / files.LEDGER
        with world(path):
            db = connect(path, keys.study)
            held.callback(db.close)
            schema.migrate(db, path, now, fresh=fresh)
            schema.refresh_views(db)
            guard(db)
            note = EndNote(folder / files.END)
            held.callback(note.close)
            self.ledger = Ledger(db, path, keyring.device, note)

    def hold(self, held: ExitStack) -> None:
        """Take over what is to be closed at the end."""
        self._held = held
        self.is_open = True

    @functools.cached_property
    def protocol(self) -> Protocol:
        """The protocol in force: the latest in the ledger."""
        return protocols.read_body(self.ledger, protocols.entries(self.ledger)[-1]).read()

    def show_names(self, account: Account) -> None:
        """Open the identities for an account whose roles see names."""
        if may_see_identities(account.roles) and self._keys.identities is not None:
            self.identities = Identities(self.folder / files.IDENTITIES, self._keys.identities)
            self._held.callback(self.identities.close)

    def add_keys(self, account: Account, password: str) -> None:
        """Give an account its wrapped keys, or wrap them by a new password."""
        wrapped = rings.wrap(password, keys_for(account, self._keys), self.keyring.device, account.user)
        self._store(rings.with_account(self.keyring, {account.user: wrapped}))

    def drop_keys(self, user: str) -> None:
        """Take an account's keys away; its name stays taken."""
        if user in self.keyring.accounts:
            gone = msgspec.structs.replace(self.keyring.accounts[user], study=b"", identities=None, closed=True)
            self._store(rings.with_account(self.keyring, {user: gone}))

    @contextmanager
    def keys_and_entry(self) -> Iterator[None]:
        """A transaction of the ledger with a change of keys inside it: when it fails, the keys are put back."""
        before = self.keyring
        try:
            with self.ledger.transaction():
                yield
        except BaseException:
            if self.keyring is not before:
                self._store(before)
            raise

    def check_password(self, user: str, password: str, now: datetime) -> None:
        """Raise WrongPassword, and count it, or AccountLocked, when a person does not prove who they are."""
        with self._proof(user, now):
            rings.unwrap(self.keyring, user, password)

    def check_pin(self, user: str, pin: str, now: datetime) -> None:
        """The same by the person's signing PIN; a wrong one counts like a wrong password."""
        with self._proof(user, now):
            pins.check(pins.of_user(self.ledger, user), pin)

    @contextmanager
    def _proof(self, user: str, now: datetime) -> Iterator[None]:
        try:
            with _counted(self.folder, self.keyring, user, now):
                yield
        except WrongPassword:
            self.keyring = rings.read(self.folder)
            raise
        self.forget_failures(user)

    @functools.cached_property
    def photos(self) -> Photos:
        """The photographs of the study."""
        return Photos(self.folder, self._keys.study)

    def forget_failures(self, user: str) -> None:
        """Start counting wrong passwords afresh, once the ledger knows those that were."""
        if self.keyring.accounts[user].failures:
            self._store(rings.without_failures(self.keyring, user))

    def _store(self, keyring: Keyring) -> None:
        rings.write(self.folder, keyring)
        self.keyring = keyring

    def close(self) -> None:
        """Bring the files to rest, close them and let go of the lock."""
        self.is_open = False
        with self._held:
            if self.ledger.sound:
                with world(self.ledger.path):
                    self.ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def keys_for(account: Account, keys: Keys) -> Keys:
    """The keys that an account gets. An administrator sees no names, but opens accounts for those who do."""
    hands_on = Role.ADMINISTRATOR in account.roles
    return keys if hands_on or may_see_identities(account.roles) else Keys(keys.study, None)


def create(folder: Path, toml: str, first: Account, password: str, now: datetime, *, practice: bool) -> Opened:
    """Make the files of a study. Raises StudyExists, BadProtocol or WeakPassword; then no study is left behind."""
    protocol = read_protocol(toml)
    _refuse_taken(folder)
    device = secrets.token_hex(6)
    names_key = secrets.token_bytes(32)
    keys = Keys(secrets.token_bytes(32), names_key)
    wrapped = rings.wrap(password, keys_for(first, keys), device, first.user)
    keyring = Keyring(protocol.study.code, device, practice, {first.user: wrapped})
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, folder) from error
    with _locked(folder) as held:
        _refuse_taken(folder)  # again: another program may have made one before it let go of the lock
        with _half_made(folder), ExitStack() as inside:
            Identities.make(folder / files.IDENTITIES, names_key)
            opened = Opened(folder, inside, keyring, keys, now, fresh=True)
            opened.show_names(first)
            _begin(opened.ledger, toml, first, now)
            # The keyring comes last: until it is on the disk there is no study, and a second try starts afresh.
            rings.write(folder, keyring)
            files.finish(folder)
            held.push(inside.pop_all())
        opened.hold(held.pop_all())
    return opened


def _refuse_taken(folder: Path) -> None:
    try:
        taken = files.has_keyring(folder) or (files.has_data(folder) and not files.is_unfinished(folder))
        others = files.others(folder)
    except OSError as error:
        raise from_os(error, folder) from error
    if taken:
        raise StudyExists(_("There is a study in {folder} already. Nothing was changed.").format(folder=folder))
    if others:
        sentence = _(
            "{folder} holds other things, such as {name}. Choose an empty folder, or one that is not there yet."
        )
        raise StudyError(sentence.format(folder=folder, name=others[0]))


@contextmanager
def _half_made(folder: Path) -> Iterator[None]:
    """Mark a folder as unfinished while a study is made in it; when that fails, take everything away again."""
    try:
        files.clear(folder)
        files.replace(folder / files.UNFINISHED, b"")
        yield
    except BaseException:
        files.clear(folder)
        raise


def _begin(ledger: Ledger, toml: str, first: Account, now: datetime) -> None:
    with ledger.transaction():
        for kind, body in ((Kind.PROTOCOL, {"toml": toml}), (Kind.ACCOUNT, first)):
            ledger.append(now, first.user, first.roles[0], kind, body=encoded(body))


def open_study(folder: Path, user: str, password: str, now: datetime) -> tuple[Opened, Account]:
    """Log in to the study in a folder; failed tries and entries that are missing are noted in the ledger."""
    rings.read(folder)
    with _locked(folder) as held:
        keyring = rings.read(folder)
        keys = checked(folder, keyring, user, password, now)
        if not (folder / files.LEDGER).exists():
            raise damaged(folder / files.LEDGER)
        opened = Opened(folder, held, keyring, keys, now)
        account = _known(opened, user)
        opened.show_names(account)
        _note_login(opened, account, now)
        opened.forget_failures(user)
        files.finish(folder)
        opened.hold(held.pop_all())
    return opened, account


def _known(opened: Opened, user: str) -> Account:
    """The account as the ledger knows it, beside a protocol that reads. Raises StudyDamaged, naming a bad entry."""
    problem: StudyError = rings.wrong_password()
    try:
        account = accounts(opened.ledger).get(user)
        if account is not None and not account.closed and account.roles and opened.protocol:
            return account
    except (msgspec.DecodeError, KeyError, BadProtocol):
        problem = damaged(opened.ledger.path)
    fault = first_fault(opened.ledger)
    raise changed_by_hand(fault) if fault else problem


def _note_login(opened: Opened, account: Account, now: datetime) -> None:
    ledger, role = opened.ledger, account.roles[0]
    failures = opened.keyring.accounts[account.user].failures
    noted = {entry.body for entry in ledger.read(EVENTS, [Kind.LOGIN_FAILED.value])} if failures else set()
    opened.lost = ledger.lost()
    with ledger.transaction():
        for body in (encoded({"tried": at}) for at in failures):
            if body not in noted:
                ledger.append(now, account.user, role, Kind.LOGIN_FAILED, body=body)
        if opened.lost is not None:
            body = encoded({"entry": str(opened.lost.seq), "last": str(ledger.end[0])})
            ledger.append(now, account.user, role, Kind.ENTRIES_MISSING, body=body)
        ledger.append(now, account.user, role, Kind.LOGIN)


def checked(folder: Path, keyring: Keyring, user: str, password: str, now: datetime) -> Keys:
    """The keys of a person who proves who they are. Raises WrongPassword or AccountLocked."""
    with _counted(folder, keyring, user, now):
        return rings.unwrap(keyring, user, password)


@contextmanager
def _counted(folder: Path, keyring: Keyring, user: str, now: datetime) -> Iterator[None]:
    """A proof of who somebody is; that it failed is on the disk before anybody hears of it."""
    rings.rested(keyring, user, now)
    try:
        yield
    except WrongPassword:
        if user in keyring.accounts:
            rings.write(folder, rings.with_failure(keyring, user, now))
        raise


def _locked(folder: Path) -> ExitStack:
    """What is to be closed at the end: the lock of a folder, for now. Raises StudyBusy."""
    lock = filelock.FileLock(folder / files.LOCK)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        raise busy(folder) from None
    except OSError as error:
        raise from_os(error, folder) from error
    held = ExitStack()
    held.callback(lock.release)
    return held
