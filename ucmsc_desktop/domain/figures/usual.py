"""How the change of a cohort is shown while nobody has chosen otherwise: the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol

MANY = 15
"""From so many participants on bars are read more easily than dots in rows."""


def usual_time(protocol: Protocol, members: Sequence[Member]) -> str:
    """The primary visit, or the end of treatment where that tells of more than twice as many."""
    primary, end = (
        sum(choose(member.course) is not None for member in members)
        for choose in (chooser(protocol, "primary"), chooser(protocol, "end"))
    )
    return "primary" if 2 * primary >= max(end, 1) else "end"


def usually_bars(members: Sequence[Member]) -> bool:
    """Whether there are too many for dots in rows."""
    return len(members) >= MANY
