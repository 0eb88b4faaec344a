"""The protocol's versions in the ledger: the first as a file, each later one as a signed amendment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from ucmsc_desktop.domain.amendment import Difference, ParameterChange
from ucmsc_desktop.domain.amendments import amended, effect, parameter_changes
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import BadProtocol, Protocol
from ucmsc_desktop.domain.protocol_body import ProtocolBody
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.errors import NotPermitted, StudyError
from ucmsc_desktop.store.ledger import Kind, Ledger, encoded
from ucmsc_desktop.store.protocols import entries, read_body
from ucmsc_desktop.text import _


class ProtocolVersion(msgspec.Struct, frozen=True):
    """One version of the protocol: who put it in force, and for an amendment what it changed, why, and for whom."""

    version: int
    by: Stamp
    reason: str = ""
    statement: str = ""
    changes: tuple[ParameterChange, ...] = ()
    differences: tuple[Difference, ...] = ()


def may_amend(account: Account) -> bool:
    """Whether a person may change the protocol: an investigator."""
    return Role.INVESTIGATOR in account.roles


def check_may_amend(account: Account) -> None:
    """Raise NotPermitted for anybody but an investigator."""
    if not may_amend(account):
        raise NotPermitted(_("Only an investigator amends the protocol. Nothing was changed."))


def amend(
    ledger: Ledger,
    account: Account,
    now: datetime,
    old: Protocol,
    changes: Mapping[str, Any],
    reason: str,
    records: Callable[[], Mapping[str, Sequence[Kept[Record]]]],
) -> Protocol:
    """Put an amended protocol in force in one entry. `records` reads what the verdicts are judged by.

    Raises NotPermitted, or StudyError without a reason or for changes that cannot be; then nothing is stored.
    """
    check_may_amend(account)
    if not reason.strip():
        raise StudyError(_("Say why the protocol is amended. Nothing was changed."))
    try:
        new = amended(old, changes)
    except BadProtocol as error:
        raise StudyError(str(error)) from error
    body = ProtocolBody(
        protocol=msgspec.to_builtins(new),
        version=str(new.version),
        reason=reason.strip(),
        statement=_(Meaning.APPROVAL.label),
        changes=tuple(parameter_changes(old, new)),
        differences=tuple(found for _subject, found in effect(records(), old, new) if found is not None),
    )
    with ledger.transaction():
        ledger.append(now, account.user, Role.INVESTIGATOR, Kind.PROTOCOL, body=encoded(body))
    return new


def versions(ledger: Ledger) -> list[ProtocolVersion]:
    """Every version of the protocol, the latest first."""
    found = []
    for entry in entries(ledger):
        body = read_body(ledger, entry)
        said = body.reason, body.statement, body.changes, body.differences
        found.append(ProtocolVersion(body.read().version, entry.by, *said))
    return found[::-1]
