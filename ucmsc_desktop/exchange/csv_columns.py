"""What the columns of exported tables are: name, label, type, unit, range and codes, from the record's own Items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.cdisc import Target, annotation
from ucmsc_desktop.domain.items import Code, Field, MissingReason
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.shape import Kind, Rows, kind_of
from ucmsc_desktop.text import _

ANY_KEY = "<key>"
"""Stands in a test code for the key of the row."""


class CodeList(msgspec.Struct, frozen=True):
    """The codes that a column holds, each with its words."""

    name: str
    words: tuple[tuple[str, str], ...]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table, with its label in the language that is spoken."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    decimals: int = 0
    codes: CodeList | None = None
    cdisc: str = ""
    required: bool = False
    derived: bool = False


def code_list(codes: type[Code]) -> CodeList:
    """The code list of a coded answer."""
    return CodeList(codes.__name__, tuple((code.value, _(code.label)) for code in codes))


def people_list(people: Mapping[str, str]) -> CodeList:
    """The users with their printed names."""
    return CodeList("Person", tuple(people.items()))


def visit_list(protocol: Protocol) -> CodeList:
    """The visits of the schedule."""
    return CodeList("Visit", tuple((visit.key, _(visit.label)) for visit in protocol.visits))


def coded(name: str, label: str, codes: CodeList) -> Column:
    """A column of codes that belongs to no field."""
    return Column(name=name, label=label, kind=Kind.CODE, codes=codes)


def column_name(field: Field) -> str:
    """The name of a field's column; one within a value has no dot, which not every program allows."""
    return field.name.replace(".", "_")


def columns_of(form: str, fields: Iterable[Field]) -> tuple[Column, ...]:
    """The columns of a form's fields."""
    return tuple(_column(field, annotation(form, field)) for field in fields)


def row_columns(form: str, rows: Rows) -> tuple[Column, ...]:
    """The columns of a field that holds rows: the row's key and its parts, none of which is required by itself."""
    parts = (_column(part, annotation(form, part, row=rows.field, key=ANY_KEY)) for part in rows.parts)
    return (
        Column(name=rows.key.name, label=rows.key.label, required=True),
        *(msgspec.structs.replace(part, required=False) for part in parts),
    )


def _column(field: Field, cdisc: Iterable[Target]) -> Column:
    item, kind = field.item, kind_of(field)
    return Column(
        name=column_name(field),
        label=field.label,
        kind=kind,
        unit=_(item.unit),
        low=item.low,
        high=item.high,
        decimals=item.decimals if kind is Kind.DECIMAL else 0,
        codes=code_list(field.kind) if kind is Kind.CODE else None,
        cdisc="; ".join(map(str, cdisc)),
        required=item.required and not item.derived,
        derived=item.derived,
    )


def missing_column(field: Field) -> Column:
    """The column that says why a field has no value."""
    label = _("{label}: why there is no value").format(label=field.label)
    return coded(f"{field.name}_missing", label, code_list(MissingReason))
