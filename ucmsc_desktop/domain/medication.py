"""Concomitant medication: what else was given, before the infusion, beside it, or for an adverse event."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.text import N_, _


class Purpose(Code):
    """What a medicine was given for."""

    PREMEDICATION = ("premedication", N_("premedication"))
    CONCOMITANT = ("concomitant", N_("concomitant"))
    EVENT = ("event", N_("for an adverse event"))


class Medication(Record, frozen=True, kw_only=True):
    """One medicine that is not the product."""

    form: ClassVar[str] = "CM"
    title: ClassVar[str] = N_("Concomitant medication")

    drug: Annotated[str | None, Item(label=N_("Medicine"), cdisc="CMTRT")] = None
    purpose: Annotated[Purpose | None, Item(label=N_("Given as"), cdisc="CMCAT")] = None
    dose: Annotated[str | None, Item(label=N_("Dose, with its unit"), cdisc="CMDOSTXT")] = None
    route: Annotated[str | None, Item(label=N_("Route"), cdisc="CMROUTE", required=False, spoken=True)] = None
    reason: Annotated[str | None, Item(label=N_("Reason"), cdisc="CMINDC", required=False)] = None
    given_at: Annotated[datetime | None, Item(label=N_("Given at"), required=False, cdisc="CMSTDTC")] = None
    started_on: Annotated[PartialDate | None, Item(label=N_("Started on, as far as known"), cdisc="CMSTDTC")] = None
    ongoing: Annotated[bool | None, Item(label=N_("Ongoing"), required=False, cdisc="CMENRTPT")] = None
    ended_on: Annotated[PartialDate | None, Item(label=N_("Ended on"), cdisc="CMENDTC", required=False)] = None

    def contradictions(self) -> list[Problem]:
        """An end before the start, an ongoing medicine that has ended, and a moment before the first day."""
        found = []
        if self.ongoing and self.ended_on is not None:
            found.append(Problem("ended_on", _("Ongoing, yet with an end.")))
        both = is_partial_date(self.started_on) and is_partial_date(self.ended_on)
        if both and self.started_on and self.ended_on and latest(self.ended_on) < earliest(self.started_on):
            found.append(Problem("ended_on", _("The end is before the start.")))
        known = is_partial_date(self.started_on) and self.given_at is not None
        if known and self.given_at and self.started_on and self.given_at.date() < earliest(self.started_on):
            found.append(Problem("given_at", _("This moment is before the first day.")))
        return found
