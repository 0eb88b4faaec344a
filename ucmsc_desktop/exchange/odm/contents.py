"""What a record holds while its saves are read one after the other: values, rows and reasons for having none."""

from __future__ import annotations

from typing import Any

import msgspec

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import BadValue, Field, MissingReason, Record, problems
from ucmsc_desktop.domain.shape import rebuild, shape
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.armour import name_of
from ucmsc_desktop.exchange.odm.differences import CONTEXT, INSERT, REMOVE, UPDATE, Given
from ucmsc_desktop.exchange.odm.faults import Refused, given, one, only, refuse, words
from ucmsc_desktop.exchange.odm.nodes import Node
from ucmsc_desktop.exchange.written import read
from ucmsc_desktop.text import _

_TRANSACTIONS = (INSERT, UPDATE, REMOVE, CONTEXT)


class Contents:
    """The contents of one record after a save, which begin with those before it."""

    def __init__(self, form: str, before: Contents | None = None) -> None:
        """Take the form, and what stood there."""
        self.form = form
        self.values: Given = dict(before.values) if before is not None else {}
        self.missing: dict[str, MissingReason] = dict(before.missing) if before is not None else {}
        self.rows: dict[str, dict[str, Given]] = {}
        for name, rows in before.rows.items() if before is not None else ():
            self.rows[name] = dict(rows)
        self._names = oids.names(form)
        self._fields = {field.name: field for field in shape(FORMS[form]).fields}

    def take(self, node: Node) -> list[tuple[str, Node]]:
        """Take in the form's own items; those that say why come back with the field that the reason is for."""
        seen: set[str] = set()
        reasons: list[tuple[str, Node]] = []
        fields = {oid: name for name, oid in self._names.items.items()}
        missing = {oid: name for name, oid in self._names.missing.items()}
        for item in node.children:
            if item.tag != "ItemData":
                continue
            oid, transaction = _item(item, node, seen)
            if transaction == CONTEXT:
                name = words(item, oid.removeprefix(f"I.{self.form}."))
            elif oid in fields:
                name = fields[oid]
                _put(self.values, name, _value(item, transaction, self._fields[name]))
            elif oid in missing:
                name = missing[oid]
                _put(self.missing, name, _missing(item, transaction))
            else:
                raise _unknown(item, oid)
            if one(item, "AuditRecord") is not None:
                reasons.append((self._names.tops.get(name, name), item))
        return reasons

    def take_row(self, node: Node, called: oids.RowNames, key: str) -> None:
        """Take in what happens to a row."""
        rows, transaction = self.rows.setdefault(called.field, {}), given(node, "TransactionType")
        if (key in rows) is (transaction == INSERT) or transaction not in (INSERT, UPDATE, REMOVE):
            refuse(node, _("The row “{key}” comes twice, or changes without being there.").format(key=key[:40]))
        row = dict(rows.get(key, {}))
        parts = {called.parts[part.name]: part for part in called.rows.parts}
        seen: set[str] = set()
        for item in node.children:
            if item.tag == "ItemData":
                oid, each = _item(item, node, seen)
                if oid not in parts or each == CONTEXT:
                    raise _unknown(item, oid)
                _put(row, parts[oid].name, _value(item, each, parts[oid]))
        if transaction == REMOVE:
            del rows[key]
        else:
            rows[key] = row

    def record(self, line: int) -> Record:
        """The record of these contents. Raises Refused for one that this program would never have stored."""
        record_type = FORMS[self.form]
        try:
            record = rebuild(record_type, self.values, self.rows, self.missing)
            # Types are looked at as they are when the study is opened again.
            same = msgspec.json.decode(msgspec.json.encode(record), type=record_type) == record
            found = [problem.sentence for problem in problems(record)] if same else [_not_whole()]
            if not found and record.derived() != record:
                found = [_("A computed value does not follow from the entries.")]
        except (ArithmeticError, LookupError, TypeError, ValueError, msgspec.MsgspecError):
            found = [_not_whole()]
        if found:
            raise Refused(line, " ".join(found))
        return record


def _not_whole() -> str:
    return _("The entries do not make up a whole form.")


def _item(item: Node, group: Node, seen: set[str]) -> tuple[str, str]:
    only(item, "ItemOID TransactionType Value IsNull", "AuditRecord")
    oid = given(item, "ItemOID")
    transaction = item.about.get("TransactionType", group.about.get("TransactionType", ""))
    if oid in seen or transaction not in _TRANSACTIONS:
        refuse(item, _("“{name}” comes twice, or it is not said what happens to it.").format(name=oid[:60]))
    seen.add(oid)
    return oid, transaction


def _unknown(item: Node, oid: str) -> Refused:
    return Refused(item.line, _("“{name}” is no item of this form.").format(name=oid[:60]))


def _text(item: Node, transaction: str) -> str | None:
    """The text of an item, None when it is taken away or has none."""
    value, is_null = item.about.get("Value"), item.about.get("IsNull")
    has_none = transaction == REMOVE or is_null == "Yes"
    if has_none is (value is not None) or is_null not in (None, "Yes"):
        refuse(item, _("“{name}” must have either a value or none.").format(name=given(item, "ItemOID")))
    return None if value is None else words(item, value)


def _value(item: Node, transaction: str, field: Field) -> Any:
    text = _text(item, transaction)
    if text is None:
        return None
    try:
        return read(field, text)
    except BadValue as error:
        raise Refused(item.line, str(error)) from error


def _missing(item: Node, transaction: str) -> MissingReason | None:
    text = _text(item, transaction)
    if text is None:
        return None
    try:
        return MissingReason(text)
    except ValueError as error:
        raise Refused(item.line, _("“{given}” is no reason for a missing value.").format(given=text[:40])) from error


def _put(held: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        held.pop(name, None)
    else:
        held[name] = value


def row_key(node: Node) -> str:
    """The key of a row within a form."""
    return name_of(given(node, "ItemGroupRepeatKey"))
