"""What a tabulated dataset is made of: its variables, their labels and kinds, and the order of its rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["string", "integer", "decimal", "date", "datetime"]
Origin = Literal["Collected", "Derived", "Assigned", "Protocol"]
Value = str | int | Decimal | date | datetime | None
Row = dict[str, Value]


class Variable(msgspec.Struct, frozen=True):
    """A column: name, label, kind, the code list of its values, and where values come from.

    A date that may be known in part, or with a time, is a `string`. What the standard expects and the program does
    not record is not `recorded`.
    """

    name: str
    label: str
    kind: Kind = "string"
    codelist: str = ""
    origin: Origin = "Collected"
    recorded: bool = True


class Dataset(msgspec.Struct, frozen=True):
    """A dataset: what a row is, and the variables by which the rows of a participant are told apart and ordered."""

    name: str
    label: str
    group: str
    structure: str
    keys: tuple[str, ...]
    variables: tuple[Variable, ...]

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The variables that name a row among all participants."""
        return ("STUDYID", "USUBJID", *self.keys)

    @property
    def sequence(self) -> str:
        """The variable that numbers a participant's rows; empty when there is none."""
        name = f"{self.name}SEQ"
        return name if any(variable.name == name for variable in self.variables) else ""


def identifiers(domain: str, *, sequence: bool = True) -> tuple[Variable, ...]:
    """The variables with which a dataset begins."""
    numbered = (Variable(f"{domain}SEQ", "Sequence Number", "integer", origin="Derived"),) if sequence else ()
    return (
        Variable("STUDYID", "Study Identifier", origin="Protocol"),
        Variable("DOMAIN", "Domain Abbreviation", origin="Assigned"),
        Variable("USUBJID", "Unique Subject Identifier", origin="Derived"),
        *numbered,
    )


VISITS = (
    Variable("VISITNUM", "Visit Number", "integer", origin="Assigned"),
    Variable("VISIT", "Visit Name", codelist="VISIT", origin="Protocol"),
)
EPOCH = Variable("EPOCH", "Epoch", codelist="EPOCH", origin="Derived")


def results(domain: str, test: str, short: str, *, units: bool = True) -> tuple[Variable, ...]:
    """The variables of a result: its test, and the result as it was collected and in standard form."""
    found = (
        Variable(f"{domain}TESTCD", short, codelist=f"{domain}TESTCD", origin="Assigned"),
        Variable(f"{domain}TEST", test, origin="Assigned"),
        Variable(f"{domain}ORRES", "Result or Finding in Original Units"),
        Variable(f"{domain}ORRESU", "Original Units"),
        Variable(f"{domain}STRESC", "Character Result/Finding in Std Format", origin="Derived"),
        Variable(f"{domain}STRESN", "Numeric Result/Finding in Standard Units", "decimal", origin="Derived"),
        Variable(f"{domain}STRESU", "Standard Units", origin="Derived"),
    )
    return found if units else tuple(variable for variable in found if not variable.name.endswith("RESU"))


def completion(domain: str) -> tuple[Variable, ...]:
    """The variables that say that a result was not obtained, and why."""
    return (
        Variable(f"{domain}STAT", "Completion Status", codelist="ND"),
        Variable(f"{domain}REASND", "Reason Not Done"),
    )


def last_before(domain: str) -> Variable:
    """The flag of the last result before the first infusion."""
    return Variable(f"{domain}LOBXFL", "Last Observation Before Exposure Flag", codelist="NY", origin="Derived")


def derived(domain: str) -> Variable:
    """The flag of a result that was computed."""
    return Variable(f"{domain}DRVFL", "Derived Flag", codelist="NY", origin="Derived")


def timing(domain: str, when: str, day: str, kind: Kind = "string") -> tuple[Variable, ...]:
    """When a result was collected, and the day of study."""
    return (
        Variable(f"{domain}DTC", when, kind),
        Variable(f"{domain}DY", day, "integer", origin="Derived"),
    )


def span(domain: str, what: str, kind: Kind = "string") -> tuple[Variable, ...]:
    """Start and end of an event or a treatment, and their days of study."""
    return (
        Variable(f"{domain}STDTC", f"Start Date/Time of {what}"),
        Variable(f"{domain}ENDTC", f"End Date/Time of {what}", kind),
        Variable(f"{domain}STDY", f"Study Day of Start of {what}", "integer", origin="Derived"),
        Variable(f"{domain}ENDY", f"Study Day of End of {what}", "integer", origin="Derived"),
    )


def ongoing(domain: str) -> tuple[Variable, ...]:
    """That something had not ended, and as of when."""
    return (
        Variable(f"{domain}ENRTPT", "End Relative to Reference Time Point", codelist="STENRF"),
        Variable(f"{domain}ENTPT", "End Reference Time Point", "date"),
    )
