"""Prior and concomitant treatment of psoriasis: what was used, of which class, and when last."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.text import N_, _


class TherapyClass(Code):
    """Classes with a washout of their own, and those without."""

    TOPICAL = ("topical", N_("Topical"))
    SYSTEMIC = ("systemic", N_("Systemic"))
    UVB = ("uvb", N_("UVB"))
    PUVA = ("puva", N_("PUVA"))
    BIOLOGIC = ("biologic", N_("Biologic"))
    OTHER = ("other", N_("Other, no washout"))


class Therapy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One treatment. Dates are kept as far as they are known; an ongoing one has no last use."""

    drug: Annotated[str | None, Item(label=N_("Drug or treatment"), cdisc="CMTRT")] = None
    therapy_class: Annotated[TherapyClass | None, Item(label=N_("Class"), cdisc="CMSCAT")] = None
    started_on: Annotated[
        PartialDate | None, Item(label=N_("Started on, as far as known"), required=False, cdisc="CMSTDTC")
    ] = None
    ongoing: Annotated[bool | None, Item(label=N_("Ongoing"), required=False, cdisc="CMENRTPT")] = None
    last_used_on: Annotated[
        PartialDate | None, Item(label=N_("Last use, as far as known"), required=False, cdisc="CMENDTC")
    ] = None

    def __str__(self) -> str:
        kind = _(self.therapy_class.label) if self.therapy_class else _("class not known")
        end = _("ongoing") if self.ongoing else _("last use {date}").format(date=partial_text(self.last_used_on))
        return _(", ").join([self.drug or _("not named"), kind, end])

    @property
    def since(self) -> date:
        """The day before which it was surely not used."""
        return earliest(self.started_on) if is_partial_date(self.started_on) else date.min

    @property
    def ends_before_start(self) -> bool:
        """Whether the last use lies before the start, whatever both dates leave open."""
        return is_partial_date(self.last_used_on) and latest(self.last_used_on) < self.since

    def faults(self) -> list[tuple[str, str]]:
        """Fields with a sentence each, where what stands there cannot be or is not enough to decide."""
        found = []
        for name in ("started_on", "last_used_on"):
            given = getattr(self, name)
            if given is not None and not is_partial_date(given):
                found.append((name, _("This is not a date.")))
        if found:
            return found
        if self.therapy_class is None:
            found.append(("therapy_class", _("Choose the class: the washout depends on it.")))
        if self.ongoing and self.last_used_on:
            found.append(("last_used_on", _("Ongoing, yet with a last use.")))
        if not self.ongoing and not self.last_used_on:
            found.append(("last_used_on", _("Give the last use, as far as known, or say that it is ongoing.")))
        if self.ends_before_start:
            found.append(("last_used_on", _("The last use is before the start.")))
        return found


def partial_text(partial: PartialDate | None) -> str:
    """A partly known date as a person reads it."""
    if partial is None:
        return _("not known")
    is_day = is_partial_date(partial) and earliest(partial) == latest(partial)
    return text.date_text(earliest(partial)) if is_day else str(partial)


class Therapies(Record, frozen=True, kw_only=True):
    """All treatments, by their number, and the answer to whether there were any."""

    form: ClassVar[str] = "THERAPY"
    title: ClassVar[str] = N_("Prior and concomitant therapy")

    any_therapy: Annotated[
        bool | None, Item(label=N_("Any treatment of psoriasis in the last 12 months, or ongoing"), cdisc="CDASH.CMYN")
    ] = None
    therapies: Annotated[
        dict[str, Therapy], Item(label=N_("Treatment"), required=False, cdisc="CMTRT[CMCAT=PSORIASIS_TREATMENT]")
    ] = {}

    def with_therapy(self, number: str, therapy: Therapy | None) -> Self:
        """The record with one treatment changed, added, or taken out by None."""
        others = {key: given for key, given in self.therapies.items() if key != number}
        changed = {**self.therapies, number: therapy} if therapy is not None else others
        return msgspec.structs.replace(self, therapies=changed)

    def faults(self) -> list[Problem]:
        """Dates of a treatment that are none."""
        return [
            Problem(f"therapies.{number}.{name}", _("This is not a date."))
            for number, therapy in self.therapies.items()
            for name, given in (("started_on", therapy.started_on), ("last_used_on", therapy.last_used_on))
            if given is not None and not is_partial_date(given)
        ]

    def contradictions(self) -> list[Problem]:
        """Treatments that are listed and denied, affirmed and not listed, or not complete."""
        if self.any_therapy is False and self.therapies:
            return [Problem("any_therapy", _("Treatments are listed, yet there were none."))]
        if self.any_therapy and not self.therapies:
            return [Problem("any_therapy", _("List the treatments."))]
        return [
            Problem(f"therapies.{number}.{name}", sentence)
            for number, therapy in self.therapies.items()
            for name, sentence in therapy.faults()
        ]
