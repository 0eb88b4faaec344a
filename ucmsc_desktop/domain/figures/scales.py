"""The scales of the cohort's figures: weeks, PASI, change in %, and a line for each participant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ucmsc_desktop.domain.figure import Axis
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.text import _, number_text

WEEK_STEPS = (1, 2, 4, 8, 12, 26, 52, 104, 260, 520)
MOST_TICKS = 10
ROOM = 0.03
"""The part of a scale that stays free at its ends, so that no mark is cut."""


def weeks_axis(members: Sequence[Member], days: Iterable[float]) -> Axis:
    """Days of study named by their weeks."""
    first, last = _ends([0, 7, *days])
    step = 7 * next(step for step in (*WEEK_STEPS, int(last - first)) if (last - first) / (7 * step) < MOST_TICKS)
    ticks = tuple((float(day), number_text(day // 7)) for day in range(_up(first, step), int(last) + 1, step))
    room = (last - first) * ROOM
    return Axis(_origin_words(members), first - room, last + room, ticks)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def _up(value: float, step: int) -> int:
    """The next whole multiple of a step from a value upwards."""
    return int(-(-value // step)) * step


def _origin_words(members: Sequence[Member]) -> str:
    earlier = {member.taken_over for member in members}
    if earlier == {True}:
        return _("Weeks from the baseline")
    if True in earlier:
        return _("Weeks from the first infusion (earlier records: from the baseline)")
    return _("Weeks from the first infusion")


def pasi_axis(heights: Iterable[float]) -> Axis:
    """PASI from 0 to above the highest."""
    highest = max([1.0, *heights])
    step = next((step for step in (1, 2, 5, 10) if highest / step <= 6), 20)
    top = _up(highest, step)
    ticks = tuple((float(tick), number_text(tick)) for tick in range(0, top + 1, step))
    return Axis(_("PASI"), 0, top * (1 + ROOM), ticks)


def change_axis(changes: Iterable[float]) -> Axis:
    """Change in % from −100, all of the PASI gone, to above the worst."""
    highest = max([0.0, *changes])
    step = next((step for step in (25, 50, 100, 200, 500) if (highest + 100) / step <= 8), 1000)
    top = _up(highest, step)
    ticks = [(float(tick), number_text(tick)) for tick in range(_up(-100, step), top + 1, step)]
    room = (top + 100) * ROOM
    return Axis(_("Change of PASI from baseline, %"), -100 - room, top + room, tuple(ticks))


def rows_axis(names: Sequence[str]) -> Axis:
    """A line for each name from above down; a line without a name belongs to the one over it."""
    ticks = tuple((float(line), name) for line, name in enumerate(names) if name)
    return Axis("", max(1, len(names)) - 0.5, -0.5, ticks)
