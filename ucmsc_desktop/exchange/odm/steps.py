"""Saves and signatures as elements of ODM, each with who, as what, when and why."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ucmsc_desktop.domain.casebook import Stamp
from ucmsc_desktop.domain.story import ProtocolVersion, Step
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.armour import armoured, named
from ucmsc_desktop.exchange.odm.differences import CONTEXT, INSERT, REMOVE, UPDATE, Group, Value, groups

Moment = tuple[Step, Step | None]
"""A save with the signature that was given with it, or a signature alone."""


def moments(steps: tuple[Step, ...]) -> Iterator[Moment]:
    """Steps with each signature beside the save that it followed at once."""
    place = 0
    while place < len(steps):
        step = steps[place]
        following = steps[place + 1] if place + 1 < len(steps) else None
        signed = following if following is not None and _is_signed_by(step, following) else None
        yield step, signed
        place += 1 if signed is None else 2


def _is_signed_by(step: Step, following: Step) -> bool:
    return step.meaning is None and following.meaning is not None and following.key == step.key


def form_data(moment: Moment) -> etree._Element:
    """A moment of a participant's form."""
    step, signed = moment
    key = step.key
    about = {"FormOID": oids.form_oid(key.form), "TransactionType": _transaction(step)}
    if key.number:
        about["FormRepeatKey"] = str(key.number)
    form = etree.Element("FormData", about)
    _stamp(form, step, signed)
    for group in groups(step):
        if group.values or group.key is not None:
            held = _group(form, group, named(group.key) if group.key is not None else None)
            _fill(held, group, step.by)
    return form


def group_data(moment: Moment) -> Iterator[etree._Element]:
    """A moment of one of the study's own records, which no form holds: its group, and those of its rows."""
    step, signed = moment
    number = step.key.number
    if step.record is None:
        about = {"ItemGroupOID": oids.names(step.key.form).group, "ItemGroupRepeatKey": oids.group_key(number)}
        held = etree.Element("ItemGroupData", about, TransactionType=CONTEXT)
        _stamp(held, step, signed)
        yield held
    for group in groups(step):
        held = _group(None, group, oids.group_key(number, group.key))
        if group.key is None:
            _stamp(held, step, signed)
        _fill(held, group, step.by)
        yield held


def version_data(number: int, version: ProtocolVersion) -> etree._Element:
    """A version of the protocol as the ledger keeps it."""
    about = {"ItemGroupOID": oids.PROTOCOL_GROUP, "ItemGroupRepeatKey": str(number), "TransactionType": INSERT}
    held = etree.Element("ItemGroupData", about)
    _audit(held, version.by)
    etree.SubElement(held, "ItemData", ItemOID=oids.PROTOCOL_BODY, Value=armoured(version.body))
    return held


def _transaction(step: Step) -> str:
    if step.record is None:
        return CONTEXT
    return INSERT if step.before is None else UPDATE


def _stamp(parent: etree._Element, step: Step, signed: Step | None) -> None:
    if step.meaning is None:
        _audit(parent, step.by)
    signature = signed if step.meaning is None else step
    if signature is None or signature.meaning is None:
        return
    said = _who(etree.SubElement(parent, "Signature"), signature.by)
    etree.SubElement(said, "SignatureRef", SignatureOID=oids.signature_oid(signature.meaning))
    etree.SubElement(said, "DateTimeStamp").text = moment_text(signature.by)


def _audit(parent: etree._Element, by: Stamp, reason: str | None = None) -> None:
    said = _who(etree.SubElement(parent, "AuditRecord"), by)
    etree.SubElement(said, "DateTimeStamp").text = moment_text(by)
    if reason is not None:
        etree.SubElement(said, "ReasonForChange").text = armoured(reason)


def _who(said: etree._Element, by: Stamp) -> etree._Element:
    etree.SubElement(said, "UserRef", UserOID=oids.user_oid(by.user, by.role))
    etree.SubElement(said, "LocationRef", LocationOID=oids.SITE)
    return said


def moment_text(by: Stamp) -> str:
    """When something happened, to the microsecond, with the offset of the place."""
    return by.at.isoformat(timespec="microseconds")


def _group(parent: etree._Element | None, group: Group, key: str | None) -> etree._Element:
    about = {"ItemGroupOID": group.group, "TransactionType": group.transaction}
    if key is not None:
        about["ItemGroupRepeatKey"] = key
    name = "ItemGroupData"
    return etree.Element(name, about) if parent is None else etree.SubElement(parent, name, about)


def _fill(held: etree._Element, group: Group, by: Stamp) -> None:
    if group.reason is not None:
        _audit(held, by, group.reason)
    for value in group.values:
        _item(held, group, value, by)


def _item(held: etree._Element, group: Group, value: Value, by: Stamp) -> None:
    about = {"ItemOID": value.item}
    if value.transaction != group.transaction:
        about["TransactionType"] = value.transaction
    if value.text is not None:
        about["Value"] = armoured(value.text)
    elif value.transaction not in (REMOVE, CONTEXT):
        about["IsNull"] = "Yes"
    item = etree.SubElement(held, "ItemData", about)
    if value.reason is not None:
        _audit(item, by, value.reason)
