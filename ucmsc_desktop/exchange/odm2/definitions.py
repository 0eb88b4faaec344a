"""Definitions as ODM 2.0 has them: forms are groups of items, units are items with a code list, visits form a group."""

from __future__ import annotations

from lxml import etree

from ucmsc_desktop.exchange.odm2.data import rename
from ucmsc_desktop.text import ENGLISH

VISITS, UNITS = "SEG.VISITS", "CL.UNIT"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES = {"float": "decimal"}
_UNIT = "MU."


def modernise_study(study: etree._Element) -> None:
    """Turn the study of ODM 1.3.2 into one of 2.0, in place."""
    _name(study)
    version = _only(study, "MetaDataVersion")
    _group_visits(version)
    for form in version.findall("FormDef"):
        form.tag = "ItemGroupDef"
        form.set("Type", "Form")
    for group in version.iter("ItemGroupDef"):
        group.set("Repeating", "Simple" if group.get("Repeating") == "Yes" else "No")
        group.set("Type", group.get("Type", "Section"))
    for reference in version.iter("FormRef"):
        reference.tag = "ItemGroupRef"
        rename(reference, {"FormOID": "ItemGroupOID"})
    for item in version.findall("ItemDef"):
        kind = item.get("DataType", "")
        item.set("DataType", _TYPES.get(kind, kind))
    _units(study, version)
    for method in version.findall("MethodDef"):
        etree.SubElement(method, "MethodSignature")
    for text in study.iter("TranslatedText"):
        text.set("Type", "text/plain")


def _only(parent: etree._Element, name: str) -> etree._Element:
    return next(parent.iterchildren(name))


def _name(study: etree._Element) -> None:
    """What 1.3.2 says of the study in elements stands in attributes now, its description in an element."""
    known = _only(study, "GlobalVariables")
    said = {child.tag: child.text or "" for child in known}
    study.remove(known)
    study.set("StudyName", said["StudyName"])
    study.set("ProtocolName", said["ProtocolName"])
    described = etree.Element("Description")
    etree.SubElement(described, "TranslatedText", {LANGUAGE: ENGLISH}).text = said["StudyDescription"]
    study.insert(0, described)


def _group_visits(version: etree._Element) -> None:
    """The protocol names a group of visits, and the group the visits."""
    protocol = _only(version, "Protocol")
    group = etree.Element("StudyEventGroupDef", OID=VISITS, Name="Visits")
    for visit in protocol.findall("StudyEventRef"):
        group.append(visit)
    etree.SubElement(protocol, "StudyEventGroupRef", StudyEventGroupOID=VISITS, Mandatory="Yes")
    protocol.addnext(group)


def _units(study: etree._Element, version: etree._Element) -> None:
    """A unit is an item whose value is laid down, to which the items that have it refer in their group."""
    basic = _only(study, "BasicDefinitions")
    study.remove(basic)
    codes = etree.Element("CodeList", OID=UNITS, Name="Unit", DataType="text")
    for unit in basic:
        item = etree.SubElement(codes, "CodeListItem", CodedValue=unit.get("Name", ""))
        for symbol in unit.findall("Symbol"):
            symbol.tag = "Decode"
            item.append(symbol)
    unit_of = _taken(version)
    for group in version.findall("ItemGroupDef"):
        _refer(group, unit_of)
    last = version.findall("ItemDef")[-1]
    for unit in reversed(codes):
        defined = etree.Element("ItemDef", OID=_item_of(unit.get("CodedValue", "")), Name="unit", DataType="text")
        etree.SubElement(defined, "CodeListRef", CodeListOID=UNITS)
        last.addnext(defined)
    version.findall("CodeList")[-1].addnext(codes)


def _taken(version: etree._Element) -> dict[str, str]:
    """The unit of each item that has one, taken from its definition."""
    found = {}
    for item in version.findall("ItemDef"):
        for unit in item.findall("MeasurementUnitRef"):
            found[item.get("OID", "")] = unit.get("MeasurementUnitOID", "").removeprefix(_UNIT)
            item.remove(unit)
    return found


def _refer(group: etree._Element, unit_of: dict[str, str]) -> None:
    references = group.findall("ItemRef")
    used: dict[str, str] = {}
    for reference in references:
        unit = unit_of.get(reference.get("ItemOID", ""))
        if unit:
            used[unit] = _item_of(unit)
            reference.set("UnitsItemOID", used[unit])
    for unit, oid in reversed(used.items()):
        laid_down = etree.Element("ItemRef", ItemOID=oid, Mandatory="No", PreSpecifiedValue=unit)
        references[-1].addnext(laid_down)


def _item_of(unit: str) -> str:
    return f"I.UNIT.{unit}"
