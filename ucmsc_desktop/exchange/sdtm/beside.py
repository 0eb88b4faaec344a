"""SUPP-- and CO: what a domain has no variable for, and free texts, each tied to the row that it belongs to."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.shape import shape
from ucmsc_desktop.exchange.sdtm.found import QUALIFIERS
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Row, Variable, identifiers

LONGEST_LABEL = 40

CO = Dataset(
    "CO",
    "Comments",
    "Special Purpose",
    "One record per comment per subject",
    ("RDOMAIN", "IDVARVAL", "COREF"),
    (
        *identifiers("CO"),
        Variable("RDOMAIN", "Related Domain Abbreviation", origin="Assigned"),
        Variable("IDVAR", "Identifying Variable", origin="Assigned"),
        Variable("IDVARVAL", "Identifying Variable Value", origin="Derived"),
        Variable("COREF", "Comment Reference", origin="Assigned"),
        Variable("COVAL", "Comment"),
    ),
)


def supplement(domain: str) -> Dataset:
    """The dataset of the supplemental qualifiers of a domain."""
    return Dataset(
        QUALIFIERS + domain,
        f"Supplemental Qualifiers for {domain}",
        "Relationship",
        "One record per supplemental qualifier per related record per subject",
        ("IDVAR", "IDVARVAL", "QNAM"),
        (
            Variable("STUDYID", "Study Identifier", origin="Protocol"),
            Variable("RDOMAIN", "Related Domain Abbreviation", origin="Assigned"),
            Variable("USUBJID", "Unique Subject Identifier", origin="Derived"),
            Variable("IDVAR", "Identifying Variable", origin="Assigned"),
            Variable("IDVARVAL", "Identifying Variable Value", origin="Derived"),
            Variable("QNAM", "Qualifier Variable Name", codelist=f"{QUALIFIERS}{domain}", origin="Assigned"),
            Variable("QLABEL", "Qualifier Variable Label", origin="Assigned"),
            Variable("QVAL", "Data Value"),
            Variable("QORIG", "Origin", origin="Assigned"),
            Variable("QEVAL", "Evaluator", recorded=False),
        ),
    )


@functools.cache
def qualifiers(domain: str) -> dict[str, Item]:
    """The items behind the supplemental qualifiers of a domain, by the qualifier's name."""
    found: dict[str, Item] = {}
    for form, field, row in _described():
        for target in annotation(form, field, row=row):
            if target.domain == QUALIFIERS + domain:
                found.setdefault(target.testcd, field.item)
    return found


def _described() -> Iterator[tuple[str, Field, Field | None]]:
    for form, record_type in FORMS.items():
        described = shape(record_type)
        yield from ((form, field, None) for field in described.fields)
        yield from ((form, part, rows.field) for rows in described.rows for part in rows.parts)


def label_of(item: Item) -> str:
    """The label of a qualifier with its unit where there is room; one that each region has is named without it."""
    label = item.label.removeprefix(f"{Region.HEAD.label}, ")
    label = label[:1].upper() + label[1:]
    with_unit = f"{label} ({item.unit})"
    return with_unit if item.unit and len(with_unit) <= LONGEST_LABEL else label


def qualifier_row(domain: str, name: str, value: str) -> Row:
    """A qualifier without the row that it belongs to."""
    item = qualifiers(domain)[name]
    return {
        "RDOMAIN": domain,
        "QNAM": name,
        "QLABEL": label_of(item),
        "QVAL": value,
        "QORIG": "Derived" if item.derived else "Collected",
    }
