"""What the ledger keeps of a version of the protocol: the first version as its file, a later one as its values."""

from __future__ import annotations

from typing import Any

import msgspec

from ucmsc_desktop.domain.amendment import Difference, ParameterChange
from ucmsc_desktop.domain.protocol import Protocol, checked, read_protocol


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
