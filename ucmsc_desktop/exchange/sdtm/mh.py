"""MH: the history of the psoriasis, and the diseases that were asked about."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.shape import flat
from ucmsc_desktop.exchange.sdtm.found import NOT_DONE, Found, beside, comment, places, said
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Row, Variable, completion, identifiers

ASKED = "MHOCCUR"

MH = Dataset(
    "MH",
    "Medical History",
    "Events",
    "One record per disease or question per subject",
    ("MHCAT", "MHSPID"),
    (
        *identifiers("MH"),
        Variable("MHSPID", "Sponsor-Defined Identifier", origin="Assigned"),
        Variable("MHTERM", "Reported Term for the Medical History"),
        Variable("MHCAT", "Category for Medical History", codelist="MHCAT", origin="Assigned"),
        Variable("MHPRESP", "Medical History Event Pre-Specified", codelist="NY", origin="Assigned"),
        Variable("MHOCCUR", "Medical History Occurrence", codelist="NY"),
        *completion("MH"),
        Variable("MHSTDTC", "Start Date/Time of Medical History Event"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The history of a participant."""
    for told in who.of(PsoriasisHistory):
        record = told.record
        kind = record.psoriasis_type
        values: Row = {
            "MHSPID": told.key.form,
            "MHTERM": f"Psoriasis, {kind.label}" if kind is not None else "Psoriasis",
            "MHCAT": "PSORIASIS",
            "MHSTDTC": record.since,
        }
        yield Found(values=values, beside=beside(record, "MH"), comment=comment(record, "MH"))
    for asked in who.of(MedicalHistory):
        yield from _answers(asked)


def _answers(kept: Kept[MedicalHistory]) -> Iterator[Found]:
    record = kept.record
    values = flat(record)
    note = comment(record, "MH")
    for field, target in places(kept.key.form):
        answer, reason = values[field.name], record.missing.get(field.name)
        if target.variable != ASKED or (answer is None and reason is None):
            continue
        row: Row = {
            "MHSPID": field.name.upper().replace("_", " "),
            "MHTERM": field.item.label,
            "MHCAT": "ASKED AT SCREENING",
            "MHPRESP": "Y",
            ASKED: said(answer) if answer is not None else None,
            "MHSTAT": NOT_DONE if answer is None else None,
            "MHREASND": reason.label if reason is not None else None,
        }
        yield Found(values=row, comment=note)
        note = ""
