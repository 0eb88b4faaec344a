"""Records with a value in every field, made from the shape of their form: what must all stand on paper."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.reports import factory
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Field, MissingReason, Record
from ucmsc_desktop.domain.shape import Kind, Rows, kind_of, rebuild, shape

# Values that a form prints in other words, or that must be one of its own.
FIXED: dict[tuple[str, str], Any] = {
    ("AE", "infusion"): "W4",
    ("AE", "relation"): "possible",
    ("AE", "serious"): True,
    ("SCREENING", "protocol_version"): 1,
    ("WORDING", "questionnaire"): "DLQI",
}
KEYS = {
    ("SCREENING", "answers"): ("I1", "E9", "Z7"),
    ("SCREENING", "evidence"): ("I1", "E9", "Z7"),
    ("SCREENING", "findings"): ("I1", "E9"),
    ("SCREENING", "facts"): ("LAB.results.CA", "DM.sex"),
    ("LAB", "results"): ("CA", "CREAT", "own-标志"),
    ("SAS", "answers"): ("1", "20"),
    ("SDS", "answers"): ("1", "20"),
    ("DLQI", "answers"): ("1", "7", "7a"),
}


class Filler:
    """Gives every field a value of its own kind that no other field has, as far as its kind allows."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def record(self, record_type: type[Record]) -> Record:
        """A record with a value in every field and rows in every field that holds rows."""
        found = shape(record_type)
        values = {field.name: self.value(record_type.form, field) for field in found.fields if _is_kept(field)}
        rows = {row.field.name: dict(self._rows(record_type.form, row)) for row in found.rows if _is_kept(row.field)}
        return rebuild(record_type, values, rows)

    def _rows(self, form: str, rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
        for key in KEYS.get((form, rows.field.name), ("1", "2")):
            yield key, {part.name: self.value(form, part) for part in rows.parts}

    def value(self, form: str, field: Field) -> Any:
        """A value of the field."""
        if (form, field.name) in FIXED:
            return FIXED[form, field.name]
        number = next(self._count)
        kind = kind_of(field)
        if kind in (Kind.INTEGER, Kind.DECIMAL):
            return _number(field, number)
        if kind is Kind.CODE:
            return field.codes[number % len(field.codes)]
        moment = datetime(2026, 3, 2, 8, 0, 0, tzinfo=factory.ZONE) + timedelta(days=number, minutes=number)
        plain: dict[Kind, Any] = {
            Kind.TEXT: f"{field.name}-{number}-文字",
            Kind.BOOLEAN: number % 2 == 0,
            Kind.DATE: moment.date(),
            Kind.DATETIME: moment,
            Kind.PARTIAL_DATE: PartialDate(moment.date().isoformat()),
            Kind.BYTES: b"\x00paint",
        }
        return plain[kind]


def _number(field: Field, number: int) -> int | Decimal:
    """A number within the range of its field."""
    low, high = field.item.low or 0, field.item.high or 10**6
    if kind_of(field) is Kind.INTEGER:
        return int(low) + number * 7 % (int(high) - int(low) + 1)
    step = Decimal(1).scaleb(-min(field.item.decimals, 2))
    return max(Decimal(low), step) + number * 13 * step % (Decimal(high) - Decimal(low))


def _is_kept(field: Field) -> bool:
    # The terms of a published table stay in their file: paper names it and its hash.
    return field.name != "terms"


def all_missing(record_type: type[Record], reason: MissingReason) -> Iterator[tuple[str, Record]]:
    """For each plain field a record in which nothing but the reason for this one's absence stands."""
    for field in shape(record_type).fields:
        if not field.item.derived and "." not in field.name:
            yield field.name, record_type(missing={field.name: reason})
