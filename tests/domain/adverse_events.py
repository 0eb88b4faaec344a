"""Adverse events of the tests, and the part of the protocol that judges them."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.protocol import SafetyPart

KNOWN = datetime(2026, 3, 28, 10, 42, 7, tzinfo=UTC)
PART = SafetyPart(
    ctcae_version="5.0",
    causality_levels=("unrelated", "unlikely", "possible", "probable", "definite"),
    sponsor_hours=24,
    ethics_hours=48,
    susar_fatal_days=7,
    susar_other_days=15,
)


def part(**changes: Any) -> SafetyPart:
    """The part with other parameters."""
    return msgspec.structs.replace(PART, **changes)


def event(**values: Any) -> AdverseEvent:
    """An event of which only this is known, and since when the site knows."""
    return AdverseEvent(**{"aware_at": KNOWN} | values)
