"""EC and EX: each infusion as it was planned and as it was given, and the cells that the participant received."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.exchange.sdtm.found import Found, beside, comment, moment
from ucmsc_desktop.exchange.sdtm.person import Person, begun
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, VISITS, Dataset, Row, Variable, identifiers, span

ROUTE = "INTRAVENOUS"


def _dose(domain: str) -> tuple[Variable, ...]:
    return (
        Variable(f"{domain}DOSE", "Dose", "decimal", origin="Derived"),
        Variable(f"{domain}DOSU", "Dose Units", origin="Assigned"),
        Variable(f"{domain}DOSFRM", "Dose Form", recorded=False),
        Variable(f"{domain}ROUTE", "Route of Administration", codelist="ROUTE", origin="Assigned"),
    )


EC = Dataset(
    "EC",
    "Exposure as Collected",
    "Interventions",
    "One record per planned or performed infusion per subject",
    ("ECSTDTC", "VISITNUM", "ECMOOD"),
    (
        *identifiers("EC"),
        Variable("ECREFID", "Reference ID"),
        Variable("ECTRT", "Name of Treatment"),
        Variable("ECMOOD", "Mood", codelist="BRDGMOOD", origin="Assigned"),
        Variable("ECOCCUR", "Occurrence", codelist="NY", origin="Derived"),
        *_dose("EC"),
        Variable("ECLOT", "Lot Number"),
        *VISITS,
        EPOCH,
        *span("EC", "Treatment", "datetime"),
    ),
)
EX = Dataset(
    "EX",
    "Exposure",
    "Interventions",
    "One record per infusion per subject",
    ("EXSTDTC", "VISITNUM"),
    (
        *identifiers("EX"),
        Variable("EXTRT", "Name of Treatment"),
        *_dose("EX"),
        Variable("EXLOT", "Lot Number"),
        Variable("EXVAMT", "Treatment Vehicle Amount", "decimal"),
        Variable("EXVAMTU", "Treatment Vehicle Amount Units", origin="Assigned"),
        *VISITS,
        EPOCH,
        *span("EX", "Treatment", "datetime"),
    ),
)


def collected_rows(who: Person) -> Iterator[Found]:
    """Each infusion twice: the dose by weight as it was planned, and what was given of it."""
    for kept in who.of(Infusion):
        record = kept.record
        shared: Row = {"ECREFID": record.bag, "ECLOT": record.lot}
        if record.dose_cells is not None:
            planned = _treated(who, kept, "EC", record.dose_cells) | shared
            yield Found(values=planned | {"ECMOOD": "SCHEDULED"} | _when(who, record, "EC", is_planned=True))
        given = _treated(who, kept, "EC", record.cells_given) | shared | {"ECMOOD": "PERFORMED"}
        if record.volume_given_ml is not None:
            given["ECOCCUR"] = "Y" if record.volume_given_ml > 0 else "N"
        yield Found(
            values=given | _when(who, record, "EC"),
            beside=beside(record, "EC"),
            comment=comment(record, "EC"),
        )


def exposure_rows(who: Person) -> Iterator[Found]:
    """The infusions of which something was given, or of which it is not known yet how much."""
    unit = fields(Infusion)["volume_given_ml"].item.unit
    for kept in who.of(Infusion):
        record = kept.record
        if begun(record) is None or record.volume_given_ml == 0:
            continue
        volume = record.volume_given_ml
        values = _treated(who, kept, "EX", record.cells_given) | {
            "EXLOT": record.lot,
            "EXVAMT": volume,
            "EXVAMTU": unit if volume is not None else None,
        }
        yield Found(values=values | _when(who, record, "EX"))


def _treated(who: Person, kept: Kept[Infusion], domain: str, dose: Decimal | None) -> Row:
    return {
        f"{domain}TRT": kept.record.product,
        f"{domain}DOSE": dose,
        f"{domain}DOSU": fields(Infusion)["dose_cells"].item.unit if dose is not None else None,
        f"{domain}ROUTE": ROUTE,
        **who.at_visit(kept.key.visit),
    }


def _when(who: Person, record: Infusion, domain: str, *, is_planned: bool = False) -> Row:
    """Start and end; what was planned is planned for a day."""
    start = record.given_on if is_planned else begun(record)
    end = None if is_planned else record.stopped_at
    return {
        "EPOCH": who.epoch(start) if start is not None else None,
        f"{domain}STDTC": moment(start),
        f"{domain}ENDTC": end,
        f"{domain}STDY": who.day(start),
        f"{domain}ENDY": who.day(end),
    }
