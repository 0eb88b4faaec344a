"""The small open file beside the ledger: what the study is called, and each account's keys, wrapped."""

from __future__ import annotations

import hashlib
import math
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from ucmsc_desktop.store.errors import AccountLocked, WeakPassword, WrongPassword
from ucmsc_desktop.store.files import COPY, KEYRING, replace
from ucmsc_desktop.store.front import FORMAT, SHORTEST_PASSWORD, body, either
from ucmsc_desktop.store.sentences import damaged
from ucmsc_desktop.text import _

TRIES = 5
REST = timedelta(minutes=15)


class Wrapped(msgspec.Struct, frozen=True):
    """An account's keys, wrapped by a key that Argon2id derives from its password; `failures` are ISO times."""

    salt: bytes
    study: bytes
    identities: bytes | None = None
    time_cost: int = 3
    memory_kib: int = 65536
    lanes: int = 4
    failures: tuple[str, ...] = ()
    closed: bool = False


class Keyring(msgspec.Struct, frozen=True):
    """What is known of a study before anybody logs in."""

    code: str
    device: str
    practice: bool
    accounts: dict[str, Wrapped]
    format: int = FORMAT


class Keys(msgspec.Struct, frozen=True):
    """The raw keys of the ledger and, for roles that see names or hand out that right, of the identities."""

    study: bytes
    identities: bytes | None


def read(folder: Path) -> Keyring:
    """The keyring of a study, or its copy when the file is damaged. Raises StudyMissing, StudyNewer or StudyDamaged."""
    return either(folder, _read_file)


def _read_file(path: Path) -> Keyring:
    try:
        return msgspec.json.decode(body(path), type=Keyring)
    except msgspec.DecodeError as error:
        raise damaged(path) from error


def write(folder: Path, keyring: Keyring) -> None:
    """Replace the keyring, whole or not at all; the copy follows, so that one of the two always reads."""
    content = msgspec.json.format(msgspec.json.encode(keyring), indent=1)
    written = hashlib.sha256(content).hexdigest().encode() + b"\n" + content
    for name in (KEYRING, COPY):
        replace(folder / name, written)


def plain_name(user: str) -> str:
    """A user name in the one spelling under which it is kept: composed letters, no blanks around it."""
    return unicodedata.normalize("NFC", user).strip()


def check_strength(password: str) -> None:
    """Raise WeakPassword below 12 characters."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(
            _("A password must have at least {n} characters; a short sentence is easy to remember.").format(
                n=SHORTEST_PASSWORD
            )
        )


def wrap(password: str, keys: Keys, device: str, user: str) -> Wrapped:
    """An account's keys wrapped by its password. Raises WeakPassword below 12 characters."""
    check_strength(password)
    salt = secrets.token_bytes(16)
    wrapped = Wrapped(salt, b"")
    sealing = _sealing_key(password, wrapped)
    return msgspec.structs.replace(
        wrapped,
        study=_seal(sealing, keys.study, f"{device}/{user}/study"),
        identities=_seal(sealing, keys.identities, f"{device}/{user}/identities") if keys.identities else None,
    )


def unwrap(keyring: Keyring, user: str, password: str) -> Keys:
    """The keys of an account. Raises WrongPassword; an unknown user takes as long and says the same."""
    from cryptography.exceptions import InvalidTag  # late, for start-up
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapped = keyring.accounts.get(user)
    sealing = AESGCM(_sealing_key(password, wrapped or Wrapped(bytes(16), b"")))
    if wrapped is None or wrapped.closed:
        raise wrong_password()
    try:
        study = _open(sealing, wrapped.study, f"{keyring.device}/{user}/study")
        names = wrapped.identities
        identities = _open(sealing, names, f"{keyring.device}/{user}/identities") if names else None
    except InvalidTag:
        raise wrong_password() from None
    return Keys(study, identities)


def _open(sealing: object, sealed: bytes, purpose: str) -> bytes:
    opened: bytes = sealing.decrypt(sealed[:12], sealed[12:], purpose.encode())  # type: ignore[attr-defined]
    return opened


def _seal(sealing: bytes, key: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # late, for start-up

    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(sealing).encrypt(nonce, key, purpose.encode())


def _sealing_key(password: str, wrapped: Wrapped) -> bytes:
    return stretch(password, wrapped.salt, wrapped.time_cost, wrapped.memory_kib, wrapped.lanes)


def stretch(secret: str, salt: bytes, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    """32 bytes that Argon2id derives from a password or a PIN."""
    from argon2.low_level import Type, hash_secret_raw  # late, for start-up

    return hash_secret_raw(
        # One spelling for letters that two keyboards compose differently; a broken character is just a wrong one.
        unicodedata.normalize("NFC", secret).encode(errors="surrogatepass"),
        salt,
        time_cost=time_cost,
        memory_cost=memory_kib,
        parallelism=lanes,
        hash_len=32,
        type=Type.ID,
    )


def wrong_password() -> WrongPassword:
    """The one sentence for an unknown user and for a wrong password."""
    return WrongPassword(_("The user name and the password do not fit together. Check both and try again."))


def rested(keyring: Keyring, user: str, now: datetime) -> None:
    """Raise AccountLocked while an account rests after every fifth wrong password in a row."""
    wrapped = keyring.accounts.get(user)
    if wrapped is None or not wrapped.failures or len(wrapped.failures) % TRIES:
        return
    until = datetime.fromisoformat(wrapped.failures[-1]) + REST
    # A clock that was set back must not lengthen the rest beyond its full length.
    if until - REST <= now < until:
        minutes = math.ceil((until - now).total_seconds() / 60)
        raise AccountLocked(
            _(
                "Five wrong passwords or PINs in a row: this account rests for {n} more minutes. Nothing is lost."
            ).format(n=minutes)
        )


def with_account(keyring: Keyring, accounts: Mapping[str, Wrapped]) -> Keyring:
    """The keyring with some accounts added or replaced."""
    return msgspec.structs.replace(keyring, accounts=keyring.accounts | dict(accounts))


def with_failure(keyring: Keyring, user: str, now: datetime) -> Keyring:
    """The keyring with one more wrong password of an account; all are kept until the ledger can note them."""
    wrapped = keyring.accounts.get(user)
    if wrapped is None:
        return keyring
    failures = (*wrapped.failures, now.isoformat())
    return with_account(keyring, {user: msgspec.structs.replace(wrapped, failures=failures)})


def without_failures(keyring: Keyring, user: str) -> Keyring:
    """The keyring after a right password."""
    return with_account(keyring, {user: msgspec.structs.replace(keyring.accounts[user], failures=())})
