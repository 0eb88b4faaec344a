"""Pregnancy and lactation, now and in the past; asked of women only."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _


class ReproductiveStatus(Record, frozen=True, kw_only=True):
    """What decides on pregnancy and lactation. A woman who cannot bear children needs no pregnancy test."""

    form: ClassVar[str] = "REPRODUCTION"
    title: ClassVar[str] = N_("Reproductive status")

    childbearing: Annotated[bool | None, Item(label=N_("Able to bear children"))] = None
    pregnant: Annotated[bool | None, Item(label=N_("Pregnant now"))] = None
    lactating: Annotated[bool | None, Item(label=N_("Breast-feeding now"))] = None
    ever: Annotated[bool | None, Item(label=N_("Pregnant or breast-feeding at any time before"))] = None
    last_ended_on: Annotated[
        PartialDate | None, Item(label=N_("Last pregnancy or breast-feeding ended on"), required=False)
    ] = None
    contraception: Annotated[str | None, Item(label=N_("Contraception"), required=False)] = None

    def contradictions(self) -> list[Problem]:
        """An end of a pregnancy that never was, one that was and has no end, and a pregnancy that cannot be."""
        found = []
        if self.ever is False and self.last_ended_on:
            found.append(Problem("last_ended_on", _("A pregnancy ended, yet there never was one.")))
        if self.ever and not self.last_ended_on and "last_ended_on" not in self.missing:
            found.append(Problem("last_ended_on", _("Say when it ended, as far as known.")))
        if self.pregnant and self.childbearing is False:
            found.append(Problem("pregnant", _("Pregnant, yet not able to bear children.")))
        return found
