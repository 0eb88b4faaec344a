"""Notices when wall clock and count part, or when the machine was restarted, and keeps that with each infusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.run import Run
from ucmsc_desktop.domain.timeline import KEPT_MS, Gap, elapsed_ms, gap_between, gap_words
from ucmsc_desktop.domain.vitals_plan import MINUTE_MS
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study


class _Seen(msgspec.Struct, frozen=True):
    """A gap that is not in the records yet: of which infusion, and when it was noticed."""

    subject: str
    visit: str
    gap: Gap
    at: Instant


class ClockWatch:
    """Keeps each gap as an event; one that cannot be written counts all the same and is tried again."""

    def __init__(self, study: Study) -> None:
        """Take the study."""
        self._study = study
        self._seen: list[_Seen] = []
        self._tried: Instant | None = None

    def with_seen(self, run: Run) -> Run:
        """An infusion with the gaps that are noticed and not written."""
        for seen in self._seen:
            if (seen.subject, seen.visit) == (run.subject, run.visit):
                run = run.going_on(seen.at)
        return run

    def look(self, runs: list[Run], now: Instant) -> tuple[list[Run], str]:
        """Compare the clocks: the infusions with what is noticed now, and what to tell the person, mostly nothing."""
        gaps = [gap_between(run.marks[-1].instant, now, KEPT_MS) for run in runs]
        told = [gap for run in runs if (gap := gap_between(run.marks[-1].instant, now)) is not None]
        found = [_Seen(run.subject, run.visit, gap, now) for run, gap in zip(runs, gaps, strict=True) if gap]
        self._seen += found
        waits = self._tried is not None and elapsed_ms(self._tried, now) < MINUTE_MS
        problem = self.write(now) if found or not waits else ""
        words = [gap_words(told[0])] if told else []
        if problem:
            words.append(_("The gap in time is not saved yet: {problem}").format(problem=problem))
        return [run.going_on(now) if gap else run for run, gap in zip(runs, gaps, strict=True)], " ".join(words)

    def write(self, now: Instant) -> str:
        """Write what is noticed; answers why that is not possible now, empty when all is written."""
        if not self._seen or not self._study.may_write(InfusionEvent.form):
            return ""
        self._tried = now
        try:
            while self._seen:
                seen = self._seen[0]
                event = InfusionEvent(kind=EventKind.CLOCK, gap_s=seen.gap.seconds)
                bedside.note(self._study, seen.subject, seen.visit, event, seen.at)
                del self._seen[0]
        except StudyError as error:
            return str(error)
        self._tried = None
        return ""
