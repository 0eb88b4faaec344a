"""CM: medicines beside the product, and what was used against psoriasis before and beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.therapies import Therapies, Therapy
from ucmsc_desktop.exchange.sdtm.found import Found, coded, moment, reference
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.terms import PURPOSES, ROUTE_OF
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, Dataset, Row, Variable, identifiers, ongoing, span

PSORIASIS = "PSORIASIS TREATMENT"

CM = Dataset(
    "CM",
    "Concomitant/Prior Medications",
    "Interventions",
    "One record per medicine or treatment per subject",
    ("CMCAT", "CMTRT", "CMSTDTC", "CMSPID"),
    (
        *identifiers("CM"),
        Variable("CMSPID", "Sponsor-Defined Identifier", origin="Assigned"),
        Variable("CMTRT", "Reported Name of Drug, Med, or Therapy"),
        Variable("CMCAT", "Category for Medication", codelist="CMCAT"),
        Variable("CMSCAT", "Subcategory for Medication", codelist="CMSCAT"),
        Variable("CMINDC", "Indication"),
        Variable("CMDOSTXT", "Dose Description"),
        Variable("CMROUTE", "Route of Administration", codelist="ROUTE"),
        EPOCH,
        *span("CM", "Medication"),
        *ongoing("CM"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The medicines and earlier treatments of a participant."""
    for kept in who.of(Medication):
        yield _medicine(who, kept)
    for listed in who.of(Therapies):
        for number, therapy in listed.record.therapies.items():
            yield _treatment(who, listed, number, therapy)


def _medicine(who: Person, kept: Kept[Medication]) -> Found:
    record = kept.record
    values: Row = {
        "CMSPID": reference(kept),
        "CMTRT": record.drug,
        "CMCAT": coded(record.purpose, PURPOSES),
        "CMINDC": record.reason,
        "CMDOSTXT": record.dose,
        "CMROUTE": ROUTE_OF.get(record.route, record.route.upper()) if record.route else None,
    }
    start = record.given_at or record.started_on
    return Found(values=values | _when(who, kept, start, record.ended_on, goes_on=bool(record.ongoing)))


def _treatment(who: Person, kept: Kept[Therapies], number: str, therapy: Therapy) -> Found:
    values: Row = {
        "CMSPID": f"{kept.key.form}-{number}",
        "CMTRT": therapy.drug,
        "CMCAT": PSORIASIS,
        "CMSCAT": therapy.therapy_class.value.upper() if therapy.therapy_class else None,
        "CMINDC": "PSORIASIS",
    }
    goes_on = bool(therapy.ongoing)
    return Found(values=values | _when(who, kept, therapy.started_on, therapy.last_used_on, goes_on=goes_on))


def _when(
    who: Person, kept: Kept[Record], start: str | date | datetime | None, end: str | None, *, goes_on: bool
) -> Row:
    """Start and end as far as they are known; what is still taken says as of which day."""
    return {
        "EPOCH": who.epoch(start),
        "CMSTDTC": moment(start),
        "CMENDTC": end,
        "CMSTDY": who.day(start),
        "CMENDY": who.day(end),
        "CMENRTPT": "ONGOING" if goes_on else None,
        "CMENTPT": kept.by.at.date() if goes_on else None,
    }
