"""What may be assessed beside PASI: the physician's global assessment, itch, and a photograph of a target lesion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _

HIGHEST_GLOBAL = 4


class PhotoRef(msgspec.Struct, frozen=True):
    """A photograph that the study keeps encrypted: its SHA-256, its size in bytes, width and height in pixels."""

    sha256: Annotated[str, Item(label=N_("SHA-256 of the photograph"))]
    size: Annotated[int, Item(label=N_("Size of the photograph"), unit=N_("bytes"))]
    width: Annotated[int, Item(label=N_("Width of the photograph"), unit=N_("pixels"))]
    height: Annotated[int, Item(label=N_("Height of the photograph"), unit=N_("pixels"))]

    def __str__(self) -> str:
        return _("photograph, {width} × {height} pixels, SHA-256 {hash}").format(
            width=text.number_text(self.width), height=text.number_text(self.height), hash=self.sha256[:12]
        )


class GlobalAssessment(Record, frozen=True, kw_only=True):
    """The optional assessments of a visit. Itch is kept on the scale on which it was marked."""

    form: ClassVar[str] = "GLOBAL"
    title: ClassVar[str] = N_("Global assessment, itch and photograph")

    assessed_on: Annotated[date | None, Item(label=N_("Date of assessment"), cdisc="QSDTC")] = None
    global_grade: Annotated[
        int | None,
        Item(
            label=N_("Physician's global assessment (PGA, IGA)"),
            low=0,
            high=HIGHEST_GLOBAL,
            required=False,
            cdisc="QSTESTCD=PGA",
        ),
    ] = None
    itch_cm: Annotated[
        Decimal | None,
        Item(
            label=N_("Itch, visual analogue scale in cm"),
            unit="cm",
            low=0,
            high=10,
            decimals=1,
            required=False,
            cdisc="QSTESTCD=ITCHVAS[QSORRESU=cm]",
        ),
    ] = None
    itch_mm: Annotated[
        int | None,
        Item(
            label=N_("Itch, visual analogue scale in mm"),
            unit="mm",
            low=0,
            high=100,
            required=False,
            cdisc="QSTESTCD=ITCHVAS[QSORRESU=mm]",
        ),
    ] = None
    photo: Annotated[PhotoRef | None, Item(label=N_("Photograph of the target lesion"), required=False)] = None
    photo_of: Annotated[str | None, Item(label=N_("Target lesion"), required=False)] = None
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True, cdisc="QS.COVAL")] = None

    def contradictions(self) -> list[Problem]:
        """Itch on two scales, and the words for a photograph that is not there."""
        found = []
        if self.itch_cm is not None and self.itch_mm is not None:
            found.append(Problem("itch_cm", _("Itch is marked on one scale, not on two.")))
        if self.photo_of and self.photo is None:
            found.append(Problem("photo_of", _("A target lesion is named, yet there is no photograph.")))
        return found
