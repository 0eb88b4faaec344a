"""Which days of a trajectory are in sight: nearer, further, back to what was seen before, and the whole."""

from __future__ import annotations

CLOSER = 0.6
NEAREST = 4.0
"""So many days are seen at least."""

Days = tuple[float, float]


class Zoom:
    """The days in sight, and those that were before. A row of wheel steps counts as one."""

    def __init__(self) -> None:
        self._whole: Days = (0.0, 7.0)
        self._here: Days | None = None
        self._past: list[Days | None] = []
        self._turning = False

    @property
    def days(self) -> Days:
        """From when to when one looks."""
        return self._here or self._whole

    @property
    def is_whole(self) -> bool:
        """Whether everything is in sight."""
        return self._here is None

    def set_whole(self, first: float, last: float) -> None:
        """Say what there is to see; where one looked stays if it is still within."""
        self._whole = (first, last)
        if self._here is not None and not (first <= self._here[0] and self._here[1] <= last):
            self.forget()

    def forget(self) -> None:
        """See the whole, and no way back."""
        self._here, self._past, self._turning = None, [], False

    def by(self, factor: float, about: float, *, turning: bool = False) -> None:
        """Look closer (below 1) or from further, with a day staying where it is."""
        first, last = self.days
        factor = max(factor, NEAREST / (last - first))
        self.to(about - (about - first) * factor, about + (last - about) * factor, turning=turning)

    def to(self, first: float, last: float, *, turning: bool = False) -> None:
        """Look at some days, never beyond the whole."""
        low, high = self._whole
        wide = min(max(last - first, NEAREST), high - low)
        start = min(max(first, low), high - wide)
        wanted = None if wide >= high - low else (start, start + wide)
        if wanted == self._here:
            return
        if not (turning and self._turning):
            self._past.append(self._here)
        self._here, self._turning = wanted, turning

    def show(self, day: float) -> None:
        """Move along until a day is in sight; that is no step to go back from."""
        first, last = self.days
        if self._here is None or first <= day <= last:
            return
        wide = last - first
        low, high = self._whole
        start = min(max(day - wide / 2, low), high - wide)
        self._here = (start, start + wide)

    @property
    def can_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    def back(self) -> None:
        """See again what was seen before."""
        if self._past:
            self._here, self._turning = self._past.pop(), False

    def all(self) -> None:
        """See everything."""
        self.to(*self._whole)
