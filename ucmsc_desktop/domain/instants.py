"""A moment by two clocks: the wall, which a person reads and may set, and the machine's count, which only goes on."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Instant(msgspec.Struct, frozen=True):
    """Wall time with its offset, milliseconds of the machine's count (through sleep), and which start of the machine.

    Counts of different starts cannot be compared; an empty `boot` is one that could not be told.
    """

    wall: datetime
    mono_ms: int
    boot: str
