"""Informed consent: which version was signed when, what was agreed to besides, and whether it was withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.text import N_, _


class Consent(Record, frozen=True, kw_only=True):
    """The consent of one participant. The day decides; the time tells whether a procedure of that day came before."""

    form: ClassVar[str] = "CONSENT"
    title: ClassVar[str] = N_("Informed consent")

    signed_on: Annotated[date | None, Item(label=N_("Consent signed on"), cdisc="RFICDTC")] = None
    document_version: Annotated[str | None, Item(label=N_("Version of the consent form"))] = None
    signed_at: Annotated[datetime | None, Item(label=N_("Signed at"), required=False, cdisc="RFICDTC")] = None
    copy_given: Annotated[bool | None, Item(label=N_("Copy given to the participant"), required=False)] = None
    samples: Annotated[bool | None, Item(label=N_("Agrees to storage of samples"), required=False)] = None
    photographs: Annotated[bool | None, Item(label=N_("Agrees to photographs"), required=False)] = None
    contact: Annotated[bool | None, Item(label=N_("Agrees to later contact"), required=False)] = None
    withdrawn_on: Annotated[date | None, Item(label=N_("Consent withdrawn on"), required=False)] = None
    withdrawal_reason: Annotated[
        str | None, Item(label=N_("Reason for withdrawal, if given"), required=False, multiline=True)
    ] = None

    def contradictions(self) -> list[Problem]:
        """A time on another day than the date, and a withdrawal before the consent."""
        found = []
        if self.signed_on and self.signed_at and self.signed_at.date() != self.signed_on:
            found.append(Problem("signed_at", _("The time lies on another day than the date of consent.")))
        if self.signed_on and self.withdrawn_on and self.withdrawn_on < self.signed_on:
            found.append(Problem("withdrawn_on", _("The consent was withdrawn before it was signed.")))
        if self.withdrawal_reason and self.withdrawn_on is None:
            found.append(Problem("withdrawn_on", _("Give the day on which the consent was withdrawn.")))
        return found


def consent_of(given: Consent | None, participant: Participant) -> Consent | None:
    """The consent that was recorded, else the day of it that an older record of the participant holds."""
    return given or (Consent(signed_on=participant.consented_on) if participant.consented_on else None)
