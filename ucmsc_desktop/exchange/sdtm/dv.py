"""DV: protocol deviations."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.exchange.sdtm.found import Found, beside, reference
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, Dataset, Variable, identifiers

DV = Dataset(
    "DV",
    "Protocol Deviations",
    "Events",
    "One record per protocol deviation per subject",
    ("DVSTDTC", "DVSPID"),
    (
        *identifiers("DV"),
        Variable("DVSPID", "Sponsor-Defined Identifier", origin="Assigned"),
        Variable("DVTERM", "Protocol Deviation Term"),
        Variable("DVDECOD", "Protocol Deviation Coded Term", codelist="DVDECOD"),
        EPOCH,
        Variable("DVSTDTC", "Start Date/Time of Deviation", "date"),
        Variable("DVSTDY", "Study Day of Start of Observation", "integer", origin="Derived"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The deviations of a participant."""
    for kept in who.of(Deviation):
        record = kept.record
        yield Found(
            values={
                "DVSPID": reference(kept),
                "DVTERM": record.circumstance,
                "DVDECOD": record.step.value.upper() if record.step else None,
                "EPOCH": who.epoch(record.noted_on),
                "DVSTDTC": record.noted_on,
                "DVSTDY": who.day(record.noted_on),
            },
            beside=beside(record, "DV"),
        )
