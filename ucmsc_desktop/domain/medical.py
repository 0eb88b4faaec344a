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

    heart: Annotated[
        bool | None, Item(label=N_("Uncontrolled disease of heart or vessels"), cdisc="MHOCCUR[MHSPID=HEART]")
    ] = None
    lung: Annotated[bool | None, Item(label=N_("Uncontrolled disease of the lung"), cdisc="MHOCCUR[MHSPID=LUNG]")] = (
        None
    )
    liver: Annotated[
        bool | None, Item(label=N_("Uncontrolled disease of the liver"), cdisc="MHOCCUR[MHSPID=LIVER]")
    ] = None
    kidney: Annotated[
        bool | None, Item(label=N_("Uncontrolled disease of the kidney"), cdisc="MHOCCUR[MHSPID=KIDNEY]")
    ] = None
    blood: Annotated[
        bool | None, Item(label=N_("Uncontrolled disease of the blood"), cdisc="MHOCCUR[MHSPID=BLOOD]")
    ] = None
    endocrine: Annotated[
        bool | None, Item(label=N_("Uncontrolled endocrine disease"), cdisc="MHOCCUR[MHSPID=ENDOCRINE]")
    ] = None
    other_organ: Annotated[
        bool | None, Item(label=N_("Another organ that does not work well"), cdisc="MHOCCUR[MHSPID=OTHER_ORGAN]")
    ] = None
    infection: Annotated[bool | None, Item(label=N_("Infection"), cdisc="MHOCCUR[MHSPID=INFECTION]")] = None
    electrolytes: Annotated[
        bool | None, Item(label=N_("Electrolyte or acid-base disturbance"), cdisc="MHOCCUR[MHSPID=ELECTROLYTES]")
    ] = None
    malignancy: Annotated[
        bool | None, Item(label=N_("Malignant tumour, now or before"), cdisc="MHOCCUR[MHSPID=MALIGNANCY]")
    ] = None
    psychiatric: Annotated[
        bool | None, Item(label=N_("Another psychiatric disorder"), cdisc="MHOCCUR[MHSPID=PSYCHIATRIC]")
    ] = None
    allergy: Annotated[bool | None, Item(label=N_("Allergy to anything, ever"), cdisc="MHOCCUR[MHSPID=ALLERGY]")] = None
    allergies: Annotated[str | None, Item(label=N_("Known allergies"), required=False)] = None
    details: Annotated[str | None, Item(label=N_("Details"), required=False, multiline=True, cdisc="MH.COVAL")] = None

    def contradictions(self) -> list[Problem]:
        """An allergy that is named and denied, or affirmed and not named."""
        if self.allergy is False and self.allergies:
            return [Problem("allergies", _("An allergy is named, yet there is none."))]
        if self.allergy and not self.allergies and "allergies" not in self.missing:
            return [Problem("allergies", _("Name the allergy."))]
        return []
