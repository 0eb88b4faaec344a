"""People and signatures as a file names them, and who did something when."""

from __future__ import annotations

from datetime import UTC, datetime

from ucmsc_desktop.domain.casebook import Stamp
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.faults import given, one, only, refuse, the, words
from ucmsc_desktop.exchange.odm.nodes import Node
from ucmsc_desktop.exchange.odm.steps import moment_text
from ucmsc_desktop.text import _

_SIGNATURES = {oids.signature_oid(meaning): meaning for meaning in Meaning}


class Who:
    """The people of a file: printed names and roles by user name, and who is meant where one is named."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}
        self.roles: dict[str, tuple[Role, ...]] = {}
        self._known: dict[str, tuple[str, Role]] = {}

    def add(self, node: Node) -> None:
        """Take in a person in one of their roles."""
        only(node, "OID UserType", "LoginName DisplayName FullName LocationRef")
        oid = given(node, "OID")
        user, name = (words(node, the(node, part).text) for part in ("LoginName", "FullName"))
        role = next((role for role in Role if oids.user_oid(user, role) == oid), None)
        if role is None:
            refuse(node, _("The role of {user} is not known to this program.").format(user=user))
        if oid in self._known:
            refuse(node, _("{user} comes twice in one role.").format(user=user))
        if not user or not user.isprintable() or self.people.get(user, name) != name:
            refuse(node, _("The user name {user} stands for two people, or for nobody.").format(user=user))
        self._known[oid] = user, role
        self.people[user] = name
        held = {*self.roles.get(user, ()), role}
        self.roles[user] = tuple(role for role in Role if role in held)

    def audited(self, node: Node) -> tuple[Stamp, str | None]:
        """Who did what an element says, when, and why when it says so."""
        audit = the(node, "AuditRecord")
        only(audit, "", "UserRef LocationRef DateTimeStamp ReasonForChange")
        reason = one(audit, "ReasonForChange")
        return self._stamp(audit), None if reason is None else words(reason, reason.text)

    def signed(self, node: Node) -> tuple[Stamp, Meaning] | None:
        """Who signed an element, and with what meaning; None when nobody did."""
        signature = one(node, "Signature")
        if signature is None:
            return None
        only(signature, "", "UserRef LocationRef SignatureRef DateTimeStamp")
        oid = given(the(signature, "SignatureRef"), "SignatureOID")
        if oid not in _SIGNATURES:
            refuse(signature, _("“{name}” is no meaning of a signature.").format(name=oid))
        return self._stamp(signature), _SIGNATURES[oid]

    def _stamp(self, node: Node) -> Stamp:
        oid, at = given(the(node, "UserRef"), "UserOID"), the(node, "DateTimeStamp")
        if given(the(node, "LocationRef"), "LocationOID") != oids.SITE:
            refuse(node, _("This happened at another site than that of the file."))
        if oid not in self._known:
            refuse(node, _("“{name}” is none of the people of the file.").format(name=oid))
        stamp = Stamp(*self._known[oid], _moment(at))
        if moment_text(stamp) != at.text:
            refuse(at, _("“{given}” is not a date and time with its zone.").format(given=at.text[:40]))
        return stamp


def _moment(node: Node) -> datetime:
    try:
        found = datetime.fromisoformat(node.text)
        # A day at the edge of the calendar has no place in another zone; a time without a zone has no offset.
        offset = found.utcoffset() if found.astimezone(UTC) else None
    except (ValueError, OverflowError):
        offset = None
    if offset is None or offset.total_seconds() % 60:
        refuse(node, _("“{given}” is not a date and time with its zone.").format(given=node.text[:40]))
    return found
