"""Other clinical trials that a candidate takes part in, or did."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _


class OtherTrials(Record, frozen=True, kw_only=True):
    """Whether the candidate is in another trial now, and when the last one ended."""

    form: ClassVar[str] = "TRIALS"
    title: ClassVar[str] = N_("Other trials")

    taking_part: Annotated[bool | None, Item(label=N_("Taking part in another trial now"))] = None
    before: Annotated[bool | None, Item(label=N_("Took part in another trial before"))] = None
    last_ended_on: Annotated[PartialDate | None, Item(label=N_("Last trial ended on"), required=False)] = None
    which: Annotated[str | None, Item(label=N_("Which trial"), required=False)] = None

    def contradictions(self) -> list[Problem]:
        """An end without a trial, and a trial without an end."""
        if self.before is False and self.last_ended_on:
            return [Problem("last_ended_on", _("A trial ended, yet there was none before."))]
        if self.before and not self.last_ended_on and "last_ended_on" not in self.missing:
            return [Problem("last_ended_on", _("Say when the last trial ended, as far as known."))]
        return []
