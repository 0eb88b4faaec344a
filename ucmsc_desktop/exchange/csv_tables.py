"""The tables into which a study leaves: one for each form, one for each field that holds rows, one of signatures."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Kept, State
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Field, Record, fields
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.shape import Kind, Rows, flat, rows_of, shape
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.csv_columns import (
    Column,
    code_list,
    coded,
    columns_of,
    missing_column,
    people_list,
    row_columns,
    visit_list,
)
from ucmsc_desktop.text import _

SIGNATURES = "signatures"
Values = list[Any]


class Table(msgspec.Struct, frozen=True):
    """A table: its name, which is that of its file, what it holds, and its columns."""

    name: str
    title: str
    columns: tuple[Column, ...]


def tables(header: Header) -> tuple[Table, ...]:
    """Every table of an export, also those that will have no row."""
    found = []
    for form, record_type in FORMS.items():
        made, title = shape(record_type), _(record_type.title)
        values = (*columns_of(form, made.fields), *map(missing_column, missable(record_type)))
        found.append(Table(form, title, (*_place(header, form), *values, *_standing(header))))
        found += [_rows_table(header, form, rows) for rows in made.rows]
    return (*found, _signatures(header))


def _rows_table(header: Header, form: str, rows: Rows) -> Table:
    title = _("{form}: {field}").format(form=_(FORMS[form].title), field=rows.field.label)
    return Table(rows_name(form, rows), title, (*_place(header, form), *row_columns(form, rows)))


def rows_name(form: str, rows: Rows) -> str:
    """The name of the table of a field that holds rows."""
    return f"{form}_{rows.field.name}"


def missable(record_type: type[Record]) -> list[Field]:
    """The fields that may say why they have no value: all that a person fills in."""
    return [field for field in fields(record_type).values() if not field.item.derived]


def _place(header: Header, form: str = "") -> tuple[Column, ...]:
    of_subject = (
        Column(name="subject", label=_("Participant")),
        coded("visit", _("Visit, empty for none"), visit_list(header.protocol)),
    )
    return (
        Column(name="study", label=_("Study")),
        Column(name="practice", label=_("Practice data, not of a trial"), kind=Kind.BOOLEAN),
        *(() if form in STUDY_FORMS else of_subject),
        Column(name="number", label=_("Number of a form that repeats, else 0"), kind=Kind.INTEGER),
    )


def _standing(header: Header) -> tuple[Column, ...]:
    people, roles = people_list(header.people), code_list(Role)
    return (
        coded("saved_by", _("Saved by"), people),
        coded("saved_as", _("Saved as"), roles),
        Column(name="saved_at", label=_("Saved at"), kind=Kind.DATETIME),
        Column(name="changes", label=_("Changes since the first save"), kind=Kind.INTEGER),
        coded("state", _("Status"), code_list(State)),
        coded("signature_by", _("Signed by (the latest signature that holds)"), people),
        coded("signature_as", _("Signed as"), roles),
        Column(name="signature_at", label=_("Signed at"), kind=Kind.DATETIME),
        coded("signature_meaning", _("Meaning of the signature"), code_list(Meaning)),
    )


def _signatures(header: Header) -> Table:
    columns = (
        *_place(header),
        Column(name="form", label=_("Form")),
        coded("signature_by", _("Signed by"), people_list(header.people)),
        coded("signature_as", _("Signed as"), code_list(Role)),
        Column(name="signature_at", label=_("Signed at"), kind=Kind.DATETIME),
        coded("signature_meaning", _("Meaning of the signature"), code_list(Meaning)),
        Column(name="holds", label=_("Nothing changed since it was signed"), kind=Kind.BOOLEAN),
    )
    return Table(SIGNATURES, _("Signatures"), columns)


def lines(header: Header, kept: Kept[Record]) -> Iterator[tuple[str, Values]]:
    """The rows that a record gives, each with the name of its table."""
    key, record = kept.key, kept.record
    study = [header.protocol.study.code, header.practice]
    place = [*study, *([] if key.form in STUDY_FORMS else [key.subject, key.visit or None]), key.number]
    yield key.form, [*place, *_values(record), *_stood(kept)]
    for rows in shape(type(record)).rows:
        by_default = _empty_by_default(rows)
        for name, parts in rows_of(record, rows):
            held = [None if value == "" and part in by_default else value for part, value in parts.items()]
            yield rows_name(key.form, rows), [*place, name, *held]
    for signed in kept.signatures:
        said = [signed.by.user, signed.by.role, signed.by.at, signed.meaning, signed.holds]
        yield SIGNATURES, [*study, key.subject or None, key.visit or None, key.number, key.form, *said]


@functools.cache
def _empty_by_default(rows: Rows) -> frozenset[str]:
    """The parts of a row that are an empty text when nothing is said: their cells are empty like those of no value."""
    if not hasattr(rows.row_type, "__struct_fields__"):
        return frozenset()
    return frozenset(part.name for part in msgspec.structs.fields(rows.row_type) if part.default == "")


def _values(record: Record) -> Values:
    return [*flat(record).values(), *(record.missing.get(field.name) for field in missable(type(record)))]


def _stood(kept: Kept[Record]) -> Values:
    by = kept.by
    signed = next((signature for signature in reversed(kept.signatures) if signature.holds), None)
    said = [signed.by.user, signed.by.role, signed.by.at, signed.meaning] if signed else [None] * 4
    return [by.user, by.role, by.at, kept.changes, kept.state, *said]
