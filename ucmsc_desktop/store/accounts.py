"""People's accounts as the ledger knows them: name and roles, never re-used, never deleted, only closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.keyring import plain_name
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.text import _


class Account(msgspec.Struct, frozen=True):
    """A person who may log in."""

    user: str
    full_name: str
    roles: tuple[Role, ...]
    closed: bool = False


def described(user: str, full_name: str, roles: Sequence[Role]) -> Account:
    """An account as it will be kept. Raises StudyError without a user name or a role."""
    name = plain_name(user)
    if not name or not name.isprintable() or not roles:
        raise StudyError(_("An account needs a user name in letters and digits, and at least one role."))
    return Account(name, full_name.strip() or name, tuple(roles))


def accounts(ledger: Ledger) -> dict[str, Account]:
    """Every account that was ever opened, by user name."""
    return _fold(ledger.read(EVENTS, [Kind.ACCOUNT.value]), ledger.read(EVENTS, [Kind.ACCOUNT_CLOSED.value]))


def _fold(opened: Iterable[Entry], closed: Iterable[Entry]) -> dict[str, Account]:
    known = {}
    for entry in opened:
        account = msgspec.json.decode(entry.body, type=Account)
        known[account.user] = account
    for entry in closed:
        user = msgspec.json.decode(entry.body, type=dict[str, str])["user"]
        known[user] = msgspec.structs.replace(known[user], closed=True)
    return known
