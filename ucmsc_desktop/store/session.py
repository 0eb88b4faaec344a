"""The person at an open study: who they are and prove to be, whom they let in, and the trail of what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import opening, pins
from ucmsc_desktop.store.accounts import Account, accounts, described
from ucmsc_desktop.store.errors import AlreadyThere, NotPermitted, StudyError, WrongPassword
from ucmsc_desktop.store.keyring import plain_name, wrong_password
from ucmsc_desktop.store.ledger import Entry, Kind, encoded
from ucmsc_desktop.store.ticks import Ticks
from ucmsc_desktop.store.verify import Verification, verify
from ucmsc_desktop.text import _


class Session:
    """What a study offers beside its records: people, passwords, PINs, names and the trail."""

    def __init__(self, opened: opening.Opened, account: Account, clock: Callable[[], datetime]) -> None:
        """Take the open files and the account that opened them."""
        self._opened = opened
        self.ledger = opened.ledger
        self.account = account
        self.clock = clock
        self.ticks = Ticks()
        self.folder = opened.folder
        self.protocol = opened.protocol
        self.practice = opened.keyring.practice

    def put_in_force(self, protocol: Protocol) -> None:
        """Go by another protocol from here on, which the ledger holds as its latest."""
        self._opened.protocol = self.protocol = protocol

    def instant(self) -> Instant:
        """Now, by the wall clock and by the machine's count."""
        return self.ticks.instant(self.clock())

    # names

    def identity(self, subject: str) -> Identity | None:
        """A participant's name and contacts; None too when this person may not see them."""
        return self._opened.identities.find(subject) if self._opened.identities else None

    def identities(self) -> dict[str, Identity]:
        """The names of all participants by code; empty when this person may not see them."""
        return self._opened.identities.everybody() if self._opened.identities else {}

    def save_identity(self, subject: str, identity: Identity) -> None:
        """Keep a participant's name and contacts. Raises NotPermitted."""
        if self._opened.identities is None:
            raise NotPermitted(_("Your role does not see names. Nothing was changed."))
        with self.ledger.transaction():
            self._log(Kind.IDENTITY, subject=subject)
            self._opened.identities.save(subject, identity, self.account.user, self.clock())

    # accounts

    def accounts(self) -> list[Account]:
        """All accounts, open and closed."""
        return list(accounts(self.ledger).values())

    def people(self) -> dict[str, str]:
        """The printed name of every user, of closed accounts too."""
        return {account.user: account.full_name for account in self.accounts()}

    def add_account(self, user: str, full_name: str, password: str, roles: Sequence[Role]) -> Account:
        """Open an account. Raises AlreadyThere, WeakPassword, NotPermitted."""
        self._administers()
        account = described(user, full_name, roles)
        if account.user.casefold() in {known.casefold() for known in accounts(self.ledger)}:
            raise AlreadyThere(
                _("The user name {user} is taken. A name is never used twice.").format(user=account.user)
            )
        with self._opened.keys_and_entry():
            self._log(Kind.ACCOUNT, body=msgspec.to_builtins(account))
            self._opened.add_keys(account, password)
        return account

    def close_account(self, user: str, reason: str) -> None:
        """Close an account for good, its PIN with it; what it did stays. Raises NotPermitted."""
        self._administers()
        account = accounts(self.ledger).get(user)
        if account is None or account.closed or user == self.account.user:
            raise StudyError(_("This account cannot be closed from here."))
        with self._opened.keys_and_entry():
            self._log(Kind.ACCOUNT_CLOSED, body={"user": user, "reason": reason})
            self._opened.drop_keys(user)

    def _administers(self) -> None:
        if Role.ADMINISTRATOR not in self.account.roles:
            raise NotPermitted(_("Only an administrator manages accounts. Nothing was changed."))

    # password and PIN

    def change_password(self, old: str, new: str) -> None:
        """Change this person's own password; their PIN stays. Raises WrongPassword, WeakPassword."""
        self.check_password(old)
        with self._opened.keys_and_entry():
            self._log(Kind.PASSWORD)
            self._opened.add_keys(self.account, new)

    @property
    def has_pin(self) -> bool:
        """Whether this person has a signing PIN."""
        return pins.of_user(self.ledger, self.account.user) is not None

    def set_pin(self, password: str, pin: str) -> None:
        """Give this person a signing PIN, or another one. Raises WrongPassword, WeakPassword."""
        self.check_password(password)
        self._log(Kind.PIN, body=msgspec.to_builtins(pins.made(pin)))

    def clear_pin(self, password: str) -> None:
        """Take this person's signing PIN away, if there is one. Raises WrongPassword."""
        self.check_password(password)
        if self.has_pin:
            self._log(Kind.PIN)

    def check_password(self, password: str) -> None:
        """Prove by the password who sits here. Raises WrongPassword or AccountLocked."""
        self._prove(self._opened.check_password, password)

    def check_signer(self, secret: str) -> None:
        """Prove by the password or the signing PIN who signs. Raises WrongPassword or AccountLocked."""
        self._prove(self._signing_check(secret), secret)

    def check_other(self, user: str, secret: str) -> Account:
        """The account of a person who signs here though another is logged in, proved by their own password or PIN.

        Raises WrongPassword, which counts against that account like a wrong log-in, or AccountLocked.
        """
        account = accounts(self.ledger).get(plain_name(user))
        if account is None or account.closed:
            raise wrong_password()
        self._prove(self._signing_check(secret), secret, account)
        return account

    def _signing_check(self, secret: str) -> Callable[[str, str, datetime], None]:
        return self._opened.check_pin if pins.is_pin(secret) else self._opened.check_password

    def _prove(self, check: Callable[[str, str, datetime], None], secret: str, account: Account | None = None) -> None:
        person, at = account or self.account, self.clock()
        try:
            check(person.user, secret, at)
        except WrongPassword:
            with self.ledger.transaction():
                body = encoded({"tried": at.isoformat()})
                self.ledger.append(at, person.user, person.roles[0], Kind.LOGIN_FAILED, body=body)
            raise

    # the trail

    def log(self, kind: str, *, subject: str = "", body: Mapping[str, str] | None = None) -> None:
        """Note an event such as a print or an export."""
        self._log(Kind(kind), subject=subject, body=body)

    def entries(self, limit: int, before: int | None = None) -> list[Entry]:
        """The latest entries of the ledger, newest first, those before a number when it is given."""
        last = self.ledger.end[0] if before is None else before - 1
        condition = "entries.device = ? AND entries.seq > ? AND entries.seq <= ?"
        found = self.ledger.read(condition, [self.ledger.device, last - limit, last])
        return list(found)[::-1]

    def verify(self) -> Verification:
        """Check the files, the chain, the heads, every computed value and the photographs."""
        return verify(self.ledger, self._opened.identities, self._opened.photos)

    def _log(self, kind: Kind, *, subject: str = "", body: Mapping[str, object] | None = None) -> None:
        key = Key(subject, "", "") if subject else None
        with self.ledger.transaction():
            self._append(kind, self.account.roles[0], key, body)

    def _append(self, kind: Kind, role: Role, key: Key | None = None, body: Mapping[str, object] | None = None) -> None:
        self.ledger.append(self.clock(), self.account.user, role, kind, key, body=encoded(dict(body or {})))
