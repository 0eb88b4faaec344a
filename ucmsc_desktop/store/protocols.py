"""What an entry of the ledger says about the protocol: the first version as its file, a later one as its values."""

from __future__ import annotations

from typing import Any

import msgspec

from ucmsc_desktop.domain.amendment import Difference, ParameterChange
from ucmsc_desktop.domain.protocol import Protocol, checked, read_protocol
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.store.sentences import damaged


class ProtocolBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of a protocol's entry; an amendment also says what changed, why, and whose verdicts differ by it."""

    toml: str = ""
    protocol: dict[str, Any] = {}
    version: str = ""
    reason: str = ""
    statement: str = ""
    changes: tuple[ParameterChange, ...] = ()
    differences: tuple[Difference, ...] = ()

    def read(self) -> Protocol:
        """The protocol. Raises BadProtocol."""
        return checked(self.protocol) if self.protocol else read_protocol(self.toml)


def entries(ledger: Ledger) -> list[Entry]:
    """The entries of all versions, the first first. Raises StudyDamaged when there is none."""
    found = list(ledger.read(EVENTS, [Kind.PROTOCOL.value]))
    if not found:
        raise damaged(ledger.path)
    return found


def read_body(ledger: Ledger, entry: Entry) -> ProtocolBody:
    """What the entry of a version says. Raises StudyDamaged when it does not read."""
    try:
        return msgspec.json.decode(entry.body, type=ProtocolBody)
    except msgspec.DecodeError as error:
        raise damaged(ledger.path) from error
