"""The history of the disease that is treated."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Code, Item, Record
from ucmsc_desktop.text import N_


class PsoriasisType(Code):
    """The clinical type of psoriasis."""

    VULGARIS = ("vulgaris", N_("Vulgaris (plaque)"))
    GUTTATE = ("guttate", N_("Guttate"))
    INVERSE = ("inverse", N_("Inverse"))
    PUSTULAR = ("pustular", N_("Pustular"))
    ERYTHRODERMIC = ("erythrodermic", N_("Erythrodermic"))


class PsoriasisHistory(Record, frozen=True, kw_only=True):
    """Type and course of the psoriasis, as the physician finds and hears it."""

    form: ClassVar[str] = "PSORIASIS"
    title: ClassVar[str] = N_("Psoriasis history")

    psoriasis_type: Annotated[
        PsoriasisType | None, Item(label=N_("Type of psoriasis"), cdisc="MHTERM[MHSPID=PSORIASIS]")
    ] = None
    since: Annotated[
        PartialDate | None, Item(label=N_("Psoriasis since, as far as known"), cdisc="MHSTDTC[MHSPID=PSORIASIS]")
    ] = None
    face_only: Annotated[bool | None, Item(label=N_("Only on the face"), cdisc="SUPPMH.FACEONLY")] = None
    acute_progressive: Annotated[bool | None, Item(label=N_("Acute and progressing"), cdisc="SUPPMH.PROGRESS")] = None
    erythroderma_tendency: Annotated[
        bool | None, Item(label=N_("Tendency to erythroderma"), cdisc="SUPPMH.ERYTHROD")
    ] = None
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True, cdisc="MH.COVAL")] = None
