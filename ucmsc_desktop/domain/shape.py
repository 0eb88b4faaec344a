"""What a record is made of, one value at a time: the shape that tables, dictionaries and other standards share."""

from __future__ import annotations

import functools
import operator
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Code, Field, Item, MissingReason, Record, described, fields
from ucmsc_desktop.text import N_

R = TypeVar("R", bound=Record)
PLAIN = "value"
"""The name of the one part of a row that is a plain value."""


class Kind(StrEnum):
    """What kind of value a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    CODE = "code"
    DATE = "date"
    DATETIME = "datetime"
    PARTIAL_DATE = "partial date"
    BYTES = "bytes"


_KINDS = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    datetime: Kind.DATETIME,
    PartialDate: Kind.PARTIAL_DATE,
    bytes: Kind.BYTES,
}


class Rows(msgspec.Struct, frozen=True):
    """A field that holds rows: the field, the name of a row, and what each row holds."""

    field: Field
    key: Field
    parts: tuple[Field, ...]

    @property
    def numbered(self) -> bool:
        """Whether rows are named by their place, from 1 on."""
        return typing.get_origin(self.field.kind) is tuple

    @property
    def row_type(self) -> Any:
        """The type of a row."""
        arguments = typing.get_args(self.field.kind)
        return arguments[0] if self.numbered else arguments[1]


class Shape(msgspec.Struct, frozen=True):
    """A form: its plain fields in the order of paper, those within a value with a dot, and its rows."""

    record_type: type[Record]
    fields: tuple[Field, ...]
    rows: tuple[Rows, ...]

    @property
    def form(self) -> str:
        """The code of the form."""
        return self.record_type.form


@functools.cache
def shape(record_type: type[Record]) -> Shape:
    """The shape of a form."""
    plain: list[Field] = []
    rows: list[Rows] = []
    for field in (*fields(record_type).values(), *_undescribed(record_type)):
        if typing.get_origin(field.kind) in (dict, tuple):
            rows.append(_rows(field))
        else:
            plain += _opened(field)
    return Shape(record_type, tuple(plain), tuple(rows))


def _undescribed(record_type: type[Record]) -> Iterator[Field]:
    """Fields that the trail does not name, such as the terms of a table: they leave with the record all the same."""
    known = fields(record_type)
    hints = typing.get_type_hints(record_type)
    for name in record_type.__struct_fields__:
        if name not in known and name != "missing":
            yield Field(name, Item(label=N_("Row"), required=False), hints[name])


def _rows(field: Field) -> Rows:
    found = Rows(field, Field("key", Item(label=field.item.label), str), ())
    row_type = found.row_type
    parts = described(row_type).values() if _is_struct(row_type) else [Field(PLAIN, field.item, row_type)]
    return Rows(field, found.key, tuple(part for field in parts for part in _opened(field)))


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _opened(field: Field) -> list[Field]:
    """A field, or the fields within it when its value is made of several."""
    if _is_struct(field.kind):
        return [Field(f"{field.name}.{part.name}", part.item, part.kind) for part in described(field.kind).values()]
    if typing.get_origin(field.kind) is tuple:
        kinds = enumerate(typing.get_args(field.kind), 1)
        return [Field(f"{field.name}.{place}", field.item, kind) for place, kind in kinds]
    return [field]


def kind_of(field: Field) -> Kind:
    """What kind of value a field of a shape holds."""
    if isinstance(field.kind, type) and issubclass(field.kind, Code):
        return Kind.CODE
    return _KINDS[field.kind]


def flat(record: Record) -> dict[str, Any]:
    """The plain values of a record by the names of its shape; None where there is none."""
    return _parts(record, shape(type(record)).fields)


def rows_of(record: Record, rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a record, each with its name, in their order."""
    held = getattr(record, rows.field.name)
    named = ((str(place), row) for place, row in enumerate(held, 1)) if rows.numbered else held.items()
    for key, row in named:
        yield key, _parts(row, rows.parts) if _is_struct(rows.row_type) else {PLAIN: row}


def _parts(holder: Any, parts: tuple[Field, ...]) -> dict[str, Any]:
    return {part.name: _value(holder, part.name) for part in parts}


def _value(holder: Any, name: str) -> Any:
    if "." not in name:
        return getattr(holder, name)
    first, _dot, inner = name.partition(".")
    value = getattr(holder, first)
    if value is None:
        return None
    return operator.itemgetter(int(inner) - 1)(value) if inner.isdecimal() else getattr(value, inner)


def rebuild(
    record_type: type[R],
    values: Mapping[str, Any],
    rows: Mapping[str, Mapping[str, Mapping[str, Any]]] = types.MappingProxyType({}),
    missing: Mapping[str, MissingReason] = types.MappingProxyType({}),
) -> R:
    """The record of these values: what `flat` and `rows_of` gave. Raises TypeError for a part that lacks another."""
    found: dict[str, Any] = _joined(record_type, values)
    for row in shape(record_type).rows:
        held = rows.get(row.field.name)
        if held:
            built = {key: _row(row, given) for key, given in held.items()}
            found[row.field.name] = tuple(built.values()) if row.numbered else built
    return record_type(**found, missing=dict(missing))


def _row(rows: Rows, given: Mapping[str, Any]) -> Any:
    return rows.row_type(**_joined(rows.row_type, given)) if _is_struct(rows.row_type) else given[PLAIN]


def _joined(holder: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a record or row: values within a value are put together again, and what is None is left out."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        first, dot, inner = name.partition(".")
        if value is None:
            continue
        if not dot:
            found[name] = value
        else:
            found.setdefault(first, {})[inner] = value
    kinds = described(holder)
    return {
        name: _whole(kinds[name].kind, value) if isinstance(value, dict) else value for name, value in found.items()
    }


def _whole(kind: Any, parts: dict[str, Any]) -> Any:
    return kind(**parts) if _is_struct(kind) else tuple(parts[place] for place in sorted(parts, key=int))
