"""The table of graded terms that a site loads from the file of its publisher. None is shipped."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from ucmsc_desktop.domain.items import Item, Record
from ucmsc_desktop.text import N_

VERSIONS: tuple[Literal["5.0", "6.0"], ...] = ("5.0", "6.0")
PUBLISHED = {"5.0": 837, "6.0": 850}
"""How many terms each version has as it was published."""


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A term with its class of organs, the words of grades 1 to 5 (empty where there is no such grade), and notes.

    The code that the file gives it is left out on purpose: its dictionary needs a licence.
    """

    name: Annotated[str, Item(label=N_("Term"))]
    group: Annotated[str, Item(label=N_("Class of organs"))]
    grades: Annotated[tuple[str, str, str, str, str], Item(label=N_("Words of the grade"))]
    definition: Annotated[str, Item(label=N_("Definition"))] = ""
    note: Annotated[str, Item(label=N_("Note"))] = ""


class CtcaeTable(Record, frozen=True, kw_only=True):
    """One version of the table as its file gives it. It belongs to the study, not to a participant.

    The terms are no Item: history and audit name the file and its hash instead of a thousand texts.
    """

    form: ClassVar[str] = "CTCAE"
    title: ClassVar[str] = N_("CTCAE table")

    version_name: Annotated[str | None, Item(label=N_("Version"))] = None
    source: Annotated[str | None, Item(label=N_("File"))] = None
    sha256: Annotated[str | None, Item(label=N_("SHA-256 of the file"))] = None
    count: Annotated[int | None, Item(label=N_("Terms"))] = None
    terms: tuple[Term, ...] = ()
