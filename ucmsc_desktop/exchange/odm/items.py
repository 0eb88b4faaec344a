"""Every item of the forms as ODM defines it: its question, kind, unit, range, codes and CDISC name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Code, Field, MissingReason, fields
from ucmsc_desktop.domain.shape import Kind, Rows, kind_of, shape
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.words import Words
from ucmsc_desktop.exchange.written import written
from ucmsc_desktop.text import N_

DERIVED = "M.DERIVED"
_KINDS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "float",
    Kind.BOOLEAN: "boolean",
    Kind.CODE: "text",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
    Kind.PARTIAL_DATE: "partialDate",
    Kind.BYTES: "base64Binary",
}
_BY_ROW = frozenset("#*")
"""What stands in the CDISC name of rows for each row's own key."""


def unit_oid(unit: str) -> str:
    """A unit of measurement."""
    return f"MU.{unit}"


def units() -> list[str]:
    """The units of all items, each once."""
    return list(dict.fromkeys(field.item.unit for field in _everything() if field.item.unit))


def code_lists() -> dict[str, type[Code]]:
    """The lists of coded answers by their names; why a value is missing is one of them."""
    found: dict[str, type[Code]] = {oids.MISSING_CODES: MissingReason}
    for field in _everything():
        if field.codes:
            found[_list_oid(field)] = field.kind
    return found


def _everything() -> Iterator[Field]:
    for record_type in FORMS.values():
        shaped = shape(record_type)
        yield from shaped.fields
        for rows in shaped.rows:
            yield from rows.parts


def _list_oid(field: Field) -> str:
    return f"CL.{field.kind.__name__}"


def define_items(parent: etree._Element, words: Words) -> None:
    """Define the items of every form, and for each field the item that says why it has no value."""
    for form, record_type in FORMS.items():
        called, shaped = oids.names(form), shape(record_type)
        for field in shaped.fields:
            _define(parent, words, called.items[field.name], field, _cdisc(form, field))
        for held in called.rows:
            for part in held.rows.parts:
                _define(parent, words, held.parts[part.name], part, _cdisc_of_row(form, part, held.rows))
        for name, oid in called.missing.items():
            item = etree.SubElement(parent, "ItemDef", OID=oid, Name=f"{name} missing", DataType="text")
            described = fields(record_type).get(name)
            if described is not None:
                words.say(item, "Description", described.item.label)
            words.say(item, "Question", N_("Why there is no value"))
            etree.SubElement(item, "CodeListRef", CodeListOID=oids.MISSING_CODES)
    etree.SubElement(parent, "ItemDef", OID=oids.PROTOCOL_BODY, Name="protocol", DataType="text")


def _define(parent: etree._Element, words: Words, oid: str, field: Field, cdisc: str) -> None:
    kind, about = kind_of(field), field.item
    item = etree.SubElement(parent, "ItemDef", OID=oid, Name=field.name, DataType=_KINDS[kind])
    words.say(item, "Question", about.label)
    if about.unit:
        etree.SubElement(item, "MeasurementUnitRef", MeasurementUnitOID=unit_oid(about.unit))
    for comparator, limit in (("GE", about.low), ("LE", about.high)):
        if limit is not None:
            check = etree.SubElement(item, "RangeCheck", Comparator=comparator, SoftHard="Hard")
            etree.SubElement(check, "CheckValue").text = written(limit)
    if kind is Kind.CODE:
        etree.SubElement(item, "CodeListRef", CodeListOID=_list_oid(field))
    if cdisc:
        etree.SubElement(item, "Alias", Context="CDISC", Name=cdisc)


def _cdisc(form: str, field: Field) -> str:
    return "; ".join(map(str, annotation(form, field)))


def _cdisc_of_row(form: str, part: Field, rows: Rows) -> str:
    targets = annotation(form, part, row=rows.field)
    if _BY_ROW & set(rows.field.item.cdisc):
        return "; ".join(dict.fromkeys(target.variable for target in targets))
    return "; ".join(map(str, targets))
