"""The forms of one participant, or those of the study itself, read one save and signature after the other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import msgspec

from ucmsc_desktop.domain.casebook import Key, Stamp
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.reasons import unexplained
from ucmsc_desktop.domain.roles import IMPORT_ROLES, Meaning, signing_role, writing_role
from ucmsc_desktop.domain.story import Step, Story
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.contents import Contents, row_key
from ucmsc_desktop.exchange.odm.differences import CONTEXT, INSERT, UPDATE
from ucmsc_desktop.exchange.odm.faults import Faults, Refused, given, one, only, refuse
from ucmsc_desktop.exchange.odm.nodes import Node, Unreadable
from ucmsc_desktop.exchange.odm.who import Who
from ucmsc_desktop.text import _

_FORMS = {oids.form_oid(form): form for form in FORMS if form not in STUDY_FORMS}
_OF_STUDY: dict[str, tuple[str, oids.RowNames | None]] = {
    oids.names(form).group: (form, None) for form in STUDY_FORMS
} | {rows.group: (form, rows) for form in STUDY_FORMS for rows in oids.names(form).rows}
MOST_STEPS = 100_000
"""More than any participant has: what is read of one stands in memory at once."""
_GROUP = "ItemGroupOID ItemGroupRepeatKey TransactionType"


class _Save(msgspec.Struct):
    """A save that is being read: who made it, what the record holds now, and why it changed."""

    node: Node
    key: Key
    by: Stamp
    signed: tuple[Stamp, Meaning] | None
    contents: Contents
    reasons: dict[str, str]


class Forms:
    """What stands of a participant while their forms are read."""

    def __init__(self, subject: str, who: Who, faults: Faults) -> None:
        """Take the code, empty for the study itself, the people of the file, and where faults are noted."""
        self.subject = subject
        self._who = who
        self._faults = faults
        self._steps: list[Step] = []
        self._standing: dict[Key, tuple[Contents, Record]] = {}
        self._pending: _Save | None = None
        self._broken: set[tuple[str, ...]] = set()

    def form(self, node: Node, visit: str) -> None:
        """Take in what was saved or signed of a participant's form."""
        with self._once(visit, node.about.get("FormOID", ""), node.about.get("FormRepeatKey", "")) as sound:
            if sound:
                self._form(node, visit)

    @contextlib.contextmanager
    def _once(self, *place: str) -> Iterator[bool]:
        """Note what is wrong with a form; one with a fault is looked at no more, so that nothing follows from it."""
        try:
            yield place not in self._broken
        except Refused as refused:
            self._broken.add(place)
            self._faults.note(refused.line, str(refused))

    def _form(self, node: Node, visit: str) -> None:
        only(node, "FormOID FormRepeatKey TransactionType", "AuditRecord Signature ItemGroupData")
        form = _FORMS.get(given(node, "FormOID"))
        if form is None:
            refuse(node, _("“{name}” is no form of this program.").format(name=given(node, "FormOID")[:40]))
        key = Key(self.subject, visit, form, _number(node, node.about.get("FormRepeatKey")))
        if not self._steps and not self._broken and form != Participant.form:
            refuse(node, _("A participant begins with the form of the person."))
        if self._signed_only(node, key):
            return
        save = self._begun(node, key)
        called = {rows.group: rows for rows in oids.names(form).rows}
        for group in node.children:
            if group.tag == "ItemGroupData":
                only(group, _GROUP, "AuditRecord ItemData")
                self._group(save, group, called.get(given(group, "ItemGroupOID")))
        self._ended(save)

    def _group(self, save: _Save, group: Node, rows: oids.RowNames | None, row: str | None = None) -> None:
        if rows is not None:
            save.contents.take_row(group, rows, row_key(group) if row is None else row)
            if one(group, "AuditRecord") is not None:
                self._explain(save, rows.field, group)
        elif group.about["ItemGroupOID"] == oids.names(save.key.form).group:
            for name, item in save.contents.take(group):
                self._explain(save, name, item)
        else:
            refuse(group, _("“{name}” is no group of this form.").format(name=group.about["ItemGroupOID"][:40]))

    def _explain(self, save: _Save, name: str, node: Node) -> None:
        by, reason = self._who.audited(node)
        if by != save.by or reason is None or save.reasons.setdefault(name, reason) != reason:
            refuse(node, _("The reason of a change is not whole, or is another person's."))

    def group(self, node: Node) -> None:
        """Take in a group of the study's own records; rows follow the record that they belong to."""
        form, rows = _OF_STUDY.get(node.about.get("ItemGroupOID", ""), ("", None))
        number, is_row, _row = node.about.get("ItemGroupRepeatKey", "").partition("/")
        if not is_row:
            self.ended()
        with self._once(form, number) as sound:
            if sound:
                self._group_of_study(node, form, rows)

    def _group_of_study(self, node: Node, form: str, rows: oids.RowNames | None) -> None:
        only(node, _GROUP, "AuditRecord Signature ItemData")
        number, row = _place(node)
        save, key = self._pending, Key("", "", form, number)
        if not form:
            refuse(node, _("“{name}” is no form of this program.").format(name=given(node, "ItemGroupOID")[:40]))
        if (rows is None) is not (row is None) or (rows is not None and (save is None or save.key != key)):
            refuse(node, _("A row stands apart from its form."))
        if save is not None and rows is not None:
            self._group(save, node, rows, row)
        elif not self._signed_only(node, key):
            self._pending = self._begun(node, key)
            for name, item in self._pending.contents.take(node):
                self._explain(self._pending, name, item)

    def ended(self) -> None:
        """End the study's own record to which no more rows come."""
        save, self._pending = self._pending, None
        if save is not None:
            with self._once(save.key.form, str(save.key.number)) as sound:
                if sound:
                    self._ended(save)

    def _begun(self, node: Node, key: Key) -> _Save:
        transaction, standing = given(node, "TransactionType"), self._standing.get(key)
        if transaction not in (INSERT, UPDATE) or (standing is None) is (transaction == UPDATE):
            refuse(node, _("This form comes twice, or changes before it was there."))
        by, reason = self._who.audited(node)
        if reason is not None or (writing_role(key.form, (by.role,)) is None and by.role not in IMPORT_ROLES):
            refuse(node, _("{user} may not save this form in that role.").format(user=by.user))
        contents = Contents(key.form, standing[0] if standing is not None else None)
        return _Save(node, key, by, self._who.signed(node), contents, {})

    def _ended(self, save: _Save) -> None:
        standing, record = self._standing.get(save.key), save.contents.record(save.node.line)
        before = standing[1] if standing is not None else None
        silent = unexplained(before, record, save.reasons) if before is not None else []
        if silent:
            names = ", ".join(field.label for field in silent)
            refuse(save.node, _("No reason is given for changing: {names}.").format(names=names))
        self._standing[save.key] = save.contents, record
        self._add(save.node, Step(save.key, save.by, record, before, save.reasons))
        if save.signed is not None:
            self._sign(save.node, save.key, *save.signed)

    def _signed_only(self, node: Node, key: Key) -> bool:
        """Whether a form is signed here and not saved; the signature is taken in."""
        if node.about.get("TransactionType") != CONTEXT:
            return False
        signed = self._who.signed(node)
        if signed is None or len(node.children) > 1 or key not in self._standing:
            refuse(node, _("A signature must stand alone and sign a form that is there."))
        self._sign(node, key, *signed)
        return True

    def _sign(self, node: Node, key: Key, by: Stamp, meaning: Meaning) -> None:
        if signing_role(key.form, meaning, (by.role,)) is None:
            refuse(node, _("{user} may not give this signature in that role.").format(user=by.user))
        self._add(node, Step(key, by, meaning=meaning))

    def _add(self, node: Node, step: Step) -> None:
        if len(self._steps) >= MOST_STEPS:
            raise Unreadable(node.line, _("One participant has more than {n} saves.").format(n=MOST_STEPS))
        self._steps.append(step)

    def story(self) -> Story:
        """All steps so far; a signature holds where no save followed it."""
        seen: set[Key] = set()
        steps = []
        for step in reversed(self._steps):
            if step.meaning is not None:
                steps.append(msgspec.structs.replace(step, holds=step.key not in seen))
            else:
                seen.add(step.key)
                steps.append(step)
        return Story(self.subject, tuple(reversed(steps)))


def _number(node: Node, key: str | None) -> int:
    if key is None:
        return 0
    try:
        number, row = oids.group_place(key)
    except ValueError:
        number, row = 0, None
    if number < 1 or row is not None:
        refuse(node, _("“{key}” is no number of a form.").format(key=key[:40]))
    return number


def _place(node: Node) -> tuple[int, str | None]:
    key = given(node, "ItemGroupRepeatKey")
    try:
        return oids.group_place(key)
    except ValueError:
        refuse(node, _("“{key}” is no number of a form.").format(key=key[:40]))
