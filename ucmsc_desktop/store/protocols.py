"""The versions of the protocol in the ledger."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.protocol_body import ProtocolBody
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.store.sentences import damaged


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
