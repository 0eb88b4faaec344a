"""Data as ODM 2.0 has them: a form is a group that holds groups, a value an element, and who did it comes last."""

from __future__ import annotations

from lxml import etree

_NAMES = {"FormOID": "ItemGroupOID", "FormRepeatKey": "ItemGroupRepeatKey"}
_WHO = ("AuditRecord", "Signature")


def modernise_data(element: etree._Element) -> None:
    """Turn a form or group of ODM 1.3.2 into one of 2.0, in place."""
    for item in element.iter("ItemData"):
        text = item.attrib.pop("Value", None)
        if text is not None:
            value = etree.Element("Value")
            value.text = text
            item.insert(0, value)
    for group in element.iter("FormData", "ItemGroupData"):
        group.tag = "ItemGroupData"
        rename(group, _NAMES)
        for said in [child for name in _WHO for child in group.findall(name)]:
            group.append(said)


def rename(element: etree._Element, names: dict[str, str]) -> None:
    """Give attributes their new names, each in its place."""
    about = {names.get(name, name): value for name, value in element.attrib.items()}
    element.attrib.clear()
    element.attrib.update(about)
