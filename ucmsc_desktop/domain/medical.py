"""Other diseases and allergies: what excludes, or what the investigator judges."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _

ORGANS = ("heart", "lung", "liver", "kidney", "blood", "endocrine", "other_organ")
"""Fields that say whether a primary disease of an organ is not controlled."""
DISTURBANCES = ("infection", "electrolytes")
"""Fields of the other disturbances in the same criterion."""


class MedicalHistory(Record, frozen=True, kw_only=True):
    """The structured list behind the criteria on other diseases; each line yes or no, the details as text."""

    form: ClassVar[str] = "MEDICAL"
    title: ClassVar[str] = N_("Medical history and allergies")

    heart: Annotated[bool | None, Item(label=N_("Uncontrolled disease of heart or vessels"))] = None
    lung: Annotated[bool | None, Item(label=N_("Uncontrolled disease of the lung"))] = None
    liver: Annotated[bool | None, Item(label=N_("Uncontrolled disease of the liver"))] = None
    kidney: Annotated[bool | None, Item(label=N_("Uncontrolled disease of the kidney"))] = None
    blood: Annotated[bool | None, Item(label=N_("Uncontrolled disease of the blood"))] = None
    endocrine: Annotated[bool | None, Item(label=N_("Uncontrolled endocrine disease"))] = None
    other_organ: Annotated[bool | None, Item(label=N_("Another organ that does not work well"))] = None
    infection: Annotated[bool | None, Item(label=N_("Infection"))] = None
    electrolytes: Annotated[bool | None, Item(label=N_("Electrolyte or acid-base disturbance"))] = None
    malignancy: Annotated[bool | None, Item(label=N_("Malignant tumour, now or before"))] = None
    psychiatric: Annotated[bool | None, Item(label=N_("Another psychiatric disorder"))] = None
    allergy: Annotated[bool | None, Item(label=N_("Allergy to anything, ever"))] = None
    allergies: Annotated[str | None, Item(label=N_("Known allergies"), required=False)] = None
    details: Annotated[str | None, Item(label=N_("Details"), required=False, multiline=True)] = None

    def contradictions(self) -> list[Problem]:
        """An allergy that is named and denied, or affirmed and not named."""
        if self.allergy is False and self.allergies:
            return [Problem("allergies", _("An allergy is named, yet there is none."))]
        if self.allergy and not self.allergies and "allergies" not in self.missing:
            return [Problem("allergies", _("Name the allergy."))]
        return []
