"""Who takes part (by code only) and which visits took place."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.text import N_, _


class Sex(Code):
    """Sex as recorded for the trial (CDISC SEX)."""

    FEMALE = ("F", N_("Female"))
    MALE = ("M", N_("Male"))


class Participant(Record, frozen=True, kw_only=True):
    """A participant under a code. Names and contacts are no part of it: they live in the identities file.

    The day of consent and the allergies of older records stand here; newer ones have forms of their own.
    """

    form: ClassVar[str] = "DM"
    title: ClassVar[str] = N_("Participant")

    sex: Annotated[Sex | None, Item(label=N_("Sex"), cdisc="SEX")] = None
    birth_date: Annotated[PartialDate | None, Item(label=N_("Birth date, as far as known"), cdisc="BRTHDTC")] = None
    consented_on: Annotated[
        date | None,
        Item(label=N_("Consent signed on, before there was a form for it"), required=False, cdisc="RFICDTC"),
    ] = None
    allergies: Annotated[str | None, Item(label=N_("Known allergies"), required=False)] = None
    source: Annotated[str | None, Item(label=N_("Taken over from"), required=False)] = None


class VisitStatus(Code):
    """What became of a planned visit."""

    DONE = ("done", N_("done"))
    MISSED = ("missed", N_("missed"))


class Visit(Record, frozen=True, kw_only=True):
    """A planned visit that took place on a day, or was missed for a reason."""

    form: ClassVar[str] = "SV"
    title: ClassVar[str] = N_("Visit")

    status: Annotated[VisitStatus | None, Item(label=N_("Visit status"), cdisc="SVOCCUR")] = None
    visited_on: Annotated[date | None, Item(label=N_("Date of visit"), cdisc="SVSTDTC", required=False)] = None
    reason: Annotated[str | None, Item(label=N_("Reason why missed"), cdisc="SVREASOC", required=False)] = None

    def contradictions(self) -> list[Problem]:
        """A missed visit with a date or without a reason, and a visit that took place without a date."""
        if self.status is VisitStatus.MISSED and self.visited_on is not None:
            return [Problem("visited_on", _("A missed visit has no date."))]
        if self.status is VisitStatus.MISSED and not self.reason:
            return [Problem("reason", _("Say why the visit was missed."))]
        if self.status is VisitStatus.DONE and self.visited_on is None and "visited_on" not in self.missing:
            return [Problem("visited_on", _("Give the date of the visit."))]
        return []


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What names a person. Kept apart from the clinical record, in a second file with its own key."""

    name: Annotated[str | None, Item(label=N_("Name"))] = None
    initials: Annotated[str | None, Item(label=N_("Initials"))] = None
    phone: Annotated[str | None, Item(label=N_("Phone"))] = None
    identity_number: Annotated[str | None, Item(label=N_("Identity number"))] = None
