"""The study as ODM defines it: units, visits, forms, groups of items, items and code lists."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Code, fields
from ucmsc_desktop.domain.shape import shape
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.armour import armoured
from ucmsc_desktop.exchange.odm.items import DERIVED, code_lists, define_items, unit_oid, units
from ucmsc_desktop.exchange.odm.words import Words
from ucmsc_desktop.text import N_

FORM_VERSION = "Form version"
"""The context of the alias that says which version of a form this is."""
REPEATED = ("LAB", "VITALS", "DOSECHECK", "INFEVENT", "AE", "CM", "DEVIATION")
_PRACTICE = N_("For practice: no real participant is in it.")
_NO_VISIT = N_("Belongs to no visit")


def version_oid(header: Header) -> str:
    """The version of the metadata: that of the protocol in force."""
    return f"MDV.{header.protocol.version}"


def study_element(header: Header) -> etree._Element:
    """Everything that is defined before the data."""
    words, protocol = Words(), header.protocol
    study = etree.Element("Study", OID=oids.study_oid(protocol.study.code, practice=header.practice))
    about = etree.SubElement(study, "GlobalVariables")
    described = f"{protocol.study.title} ({_PRACTICE})" if header.practice else protocol.study.title
    for name, value in (
        ("StudyName", protocol.study.code),
        ("StudyDescription", described),
        ("ProtocolName", protocol.study.registry or protocol.study.code),
    ):
        etree.SubElement(about, name).text = armoured(value)
    _units(study, words)
    version = etree.SubElement(
        study, "MetaDataVersion", OID=version_oid(header), Name=f"Protocol version {protocol.version}"
    )
    _events(version, words, header)
    _forms(version, words)
    _groups(version, words)
    define_items(version, words)
    for oid, codes in code_lists().items():
        _code_list(version, words, oid, codes)
    method = etree.SubElement(version, "MethodDef", OID=DERIVED, Name="Derived", Type="Computation")
    words.say(method, "Description", N_("Computed by the program from the other entries of the form."))
    words.translate()
    return study


def _units(study: etree._Element, words: Words) -> None:
    basic = etree.SubElement(study, "BasicDefinitions")
    for unit in units():
        held = etree.SubElement(basic, "MeasurementUnit", OID=unit_oid(unit), Name=unit)
        words.say(held, "Symbol", unit)


def _events(version: etree._Element, words: Words, header: Header) -> None:
    visits = header.protocol.visits
    every = tuple(form for form in FORMS if form not in STUDY_FORMS)
    protocol = etree.SubElement(version, "Protocol")
    words.say(protocol, "Description", header.protocol.study.title)
    for place, key in enumerate(("", *(visit.key for visit in visits), *header.visits), 1):
        about = {"StudyEventOID": oids.event_oid(key), "OrderNumber": str(place), "Mandatory": "No"}
        etree.SubElement(protocol, "StudyEventRef", about)
    _event(version, words, "", _NO_VISIT, "Common", (), every)
    for visit in visits:
        _event(version, words, visit.key, visit.label, "Scheduled", visit.forms, every)
    for key in header.visits:
        _event(version, words, key, key, "Unscheduled", (), every)


def _event(
    version: etree._Element,
    words: Words,
    key: str,
    label: str,
    kind: str,
    planned: Iterable[str],
    every: tuple[str, ...],
) -> None:
    name = armoured(label or key)
    event = etree.SubElement(version, "StudyEventDef", OID=oids.event_oid(key), Name=name, Repeating="No", Type=kind)
    words.say(event, "Description", label)
    for place, form in enumerate(every, 1):
        mandatory = "Yes" if form in planned else "No"
        about = {"FormOID": oids.form_oid(form), "OrderNumber": str(place), "Mandatory": mandatory}
        etree.SubElement(event, "FormRef", about)


def _forms(version: etree._Element, words: Words) -> None:
    for form, record_type in FORMS.items():
        if form in STUDY_FORMS:
            continue
        repeats = "Yes" if form in REPEATED else "No"
        held = etree.SubElement(version, "FormDef", OID=oids.form_oid(form), Name=record_type.title, Repeating=repeats)
        words.say(held, "Description", record_type.title)
        called = oids.names(form)
        for place, group in enumerate((called.group, *(rows.group for rows in called.rows)), 1):
            about = {"ItemGroupOID": group, "OrderNumber": str(place), "Mandatory": "No"}
            etree.SubElement(held, "ItemGroupRef", about)
        etree.SubElement(held, "Alias", Context=FORM_VERSION, Name=str(record_type.version))


def _groups(version: etree._Element, words: Words) -> None:
    for form, record_type in FORMS.items():
        called, of_study = oids.names(form), form in STUDY_FORMS
        held = _group(version, words, called.group, record_type.title, repeats=of_study, of_study=of_study)
        described = fields(record_type)
        for field in shape(record_type).fields:
            about = {"MethodOID": DERIVED} if field.item.derived else {}
            mandatory = field.item.required and not field.item.derived
            _refer(held, called.items[field.name], about, mandatory=mandatory)
        for name, oid in called.missing.items():
            if name in described:
                _refer(held, oid)
        etree.SubElement(held, "Alias", Context=FORM_VERSION, Name=str(record_type.version))
        for rows in called.rows:
            name = f"{record_type.title}: {rows.rows.field.item.label}"
            held = _group(version, words, rows.group, name, repeats=True, of_study=of_study)
            for oid in rows.parts.values():
                _refer(held, oid)
    held = _group(version, words, oids.PROTOCOL_GROUP, N_("Versions of the protocol"), repeats=True, of_study=True)
    _refer(held, oids.PROTOCOL_BODY, mandatory=True)


def _group(
    version: etree._Element, words: Words, oid: str, name: str, *, repeats: bool, of_study: bool
) -> etree._Element:
    about = {"OID": oid, "Name": name, "Repeating": "Yes" if repeats else "No"}
    held = etree.SubElement(version, "ItemGroupDef", about, IsReferenceData="Yes" if of_study else "No")
    words.say(held, "Description", name)
    return held


def _refer(group: etree._Element, oid: str, about: dict[str, str] | None = None, *, mandatory: bool = False) -> None:
    # The description is the first child, so that the number of children is that of the next reference.
    place = len(group)
    given = {"ItemOID": oid, "OrderNumber": str(place), "Mandatory": "Yes" if mandatory else "No"}
    etree.SubElement(group, "ItemRef", given | (about or {}))


def _code_list(version: etree._Element, words: Words, oid: str, codes: type[Code]) -> None:
    held = etree.SubElement(version, "CodeList", OID=oid, Name=codes.__name__, DataType="text")
    for place, code in enumerate(codes, 1):
        item = etree.SubElement(held, "CodeListItem", CodedValue=str(code.value), OrderNumber=str(place))
        words.say(item, "Decode", code.label)
