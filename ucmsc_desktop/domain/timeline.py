"""How much time truly passed between two instants: by the machine's count where it went on, else by the wall clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from ucmsc_desktop.domain.infusion_words import lasted
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.text import _

APART_MS = 5000
"""Wall and count may part by so much before it is told: clocks drift, and a saved time has whole seconds."""
KEPT_MS = 500
"""Already a smaller difference is kept: after a restart the wall is all there is, and due times hold to the second."""
_MILLISECOND = timedelta(milliseconds=1)


class Gap(msgspec.Struct, frozen=True):
    """Where wall clock and count do not say the same; `seconds` is how far the wall was set, or the time off.

    `is_least`: the wall cannot be right, so more time may have passed than is known.
    """

    at: datetime
    seconds: int
    restarted: bool = False
    is_least: bool = False


def elapsed_ms(earlier: Instant, later: Instant) -> int:
    """The true milliseconds between two instants, never negative; across a restart of the machine the wall's."""
    if _counted(earlier, later):
        return later.mono_ms - earlier.mono_ms
    by_wall = _by_wall(earlier, later)
    # A count that begins anew with the machine is the least that has passed, where the wall cannot be right.
    is_anew = later.mono_ms < earlier.mono_ms or (by_wall < 0 and earlier.boot not in ("", later.boot))
    return max(by_wall, later.mono_ms if later.boot and is_anew else 0)


def gap_between(earlier: Instant, later: Instant, beyond_ms: int = APART_MS) -> Gap | None:
    """What is to be told about the time between two instants: every restart, and where wall and count part so far."""
    by_wall = _by_wall(earlier, later)
    if _counted(earlier, later):
        apart = by_wall - (later.mono_ms - earlier.mono_ms)
        return Gap(later.wall, round(apart / 1000)) if abs(apart) > beyond_ms else None
    known = elapsed_ms(earlier, later)
    return Gap(later.wall, round(known / 1000), restarted=True, is_least=known > by_wall or by_wall < 0)


def true_ms(instants: Sequence[Instant]) -> list[int]:
    """The true milliseconds of each instant since the first, summed from one to the next."""
    passed = [0]
    for earlier, later in pairwise(instants):
        passed.append(passed[-1] + elapsed_ms(earlier, later))
    return passed[: len(instants)]


def gaps(instants: Sequence[Instant]) -> list[Gap]:
    """Every gap along a line of instants, in order."""
    return [gap for earlier, later in pairwise(instants) if (gap := gap_between(earlier, later)) is not None]


def gap_words(gap: Gap) -> str:
    """A gap in a sentence: what happened to the clock and what the due times go by."""
    time = lasted(abs(gap.seconds), exactly=True)
    if gap.is_least:
        sentence = _(
            "The computer was restarted and its clock cannot be right: at least {time} passed, how much more is not "
            "known. Compare with another clock."
        )
    elif gap.restarted:
        sentence = _("The computer was restarted: {time} are known from its clock only.")
    elif gap.seconds > 0:
        sentence = _("The computer's clock was set forward by {time}. Due times go on as before.")
    else:
        sentence = _("The computer's clock was set back by {time}. Due times go on as before.")
    return sentence.format(time=time)


def _by_wall(earlier: Instant, later: Instant) -> int:
    return (later.wall - earlier.wall) // _MILLISECOND


def _counted(earlier: Instant, later: Instant) -> bool:
    """Whether the count went on between two instants; where starts cannot be told apart the wall has to agree."""
    counted = later.mono_ms - earlier.mono_ms
    if earlier.boot != later.boot or counted < 0:
        return False
    return bool(earlier.boot) or abs(_by_wall(earlier, later) - counted) <= APART_MS
