"""What a file says before its data: which study, which forms in which version, which visits, which protocol."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.protocol import BadProtocol
from ucmsc_desktop.domain.protocol_body import ProtocolBody
from ucmsc_desktop.domain.story import Header, ProtocolVersion
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.faults import given, only, refuse, the, words
from ucmsc_desktop.exchange.odm.metadata import FORM_VERSION, version_oid
from ucmsc_desktop.exchange.odm.nodes import Node
from ucmsc_desktop.exchange.odm.who import Who
from ucmsc_desktop.text import _

_NEVER = datetime.min.replace(tzinfo=UTC)
_VERSIONS = {
    (oids.names(form).group if form in STUDY_FORMS else oids.form_oid(form)): str(record_type.version)
    for form, record_type in FORMS.items()
}


class Definitions:
    """What has been read of the study so far."""

    def __init__(self) -> None:
        self.who = Who()
        self.versions: list[ProtocolVersion] = []
        self.events: set[str] = set()
        self._unscheduled: list[str] = []
        self._at = _NEVER
        self._study = self._metadata = ""

    def file(self, node: Node) -> None:
        """Take in what the root says. Raises Refused."""
        if (given(node, "FileType"), given(node, "ODMVersion")) != ("Transactional", "1.3.2"):
            refuse(node, _("This is no transactional file of ODM 1.3.2, as this program writes it."))
        try:
            self._at = datetime.fromisoformat(given(node, "CreationDateTime"))
        except ValueError:
            refuse(node, _("It is not said when the file was made."))

    def study(self, node: Node) -> None:
        """Take in which study it is."""
        self._study = given(node, "OID")

    def metadata(self, node: Node) -> None:
        """Take in the visits, and look whether the forms are those of this program. Raises Refused."""
        if self._metadata:
            refuse(node, _("“{element}” comes twice.").format(element=node.tag))
        self._metadata = given(node, "OID")
        known = dict(_VERSIONS)
        for child in node.children:
            oid = given(child, "OID") if child.tag != "Protocol" else ""
            if child.tag == "StudyEventDef":
                self._event(child, oid)
            elif child.tag in ("FormDef", "ItemGroupDef") and known.pop(oid, _version(child)) != _version(child):
                refuse(child, _("“{name}” is another version of the form than this program's.").format(name=oid[:40]))
        if known:
            refuse(node, _("Forms are not defined in the file: {names}.").format(names=", ".join(sorted(known))))

    def _event(self, node: Node, oid: str) -> None:
        if oid in self.events or not oid.startswith("SE"):
            refuse(node, _("“{element}” comes twice.").format(element=oid[:40]))
        words(node, oid)
        self.events.add(oid)
        if given(node, "Type") == "Unscheduled":
            self._unscheduled.append(oids.visit_of(oid))

    def refers_here(self, node: Node) -> None:
        """Refuse data that refer to other definitions than those of the file."""
        if (given(node, "StudyOID"), given(node, "MetaDataVersionOID")) != (self._study, self._metadata):
            refuse(node, _("“{element}” belongs to another study or version.").format(element=node.tag))

    def version(self, node: Node) -> None:
        """Take in a version of the protocol. Raises Refused."""
        only(node, "ItemGroupOID ItemGroupRepeatKey TransactionType", "AuditRecord ItemData")
        item = the(node, "ItemData")
        body = words(item, given(item, "Value"))
        try:
            protocol = msgspec.json.decode(body, type=ProtocolBody).read()
        except (msgspec.MsgspecError, BadProtocol, RecursionError) as error:
            refuse(item, _("This is no protocol of a study: {reason}").format(reason=str(error)[:200]))
        if given(item, "ItemOID") != oids.PROTOCOL_BODY or given(node, "ItemGroupRepeatKey") != str(
            len(self.versions) + 1
        ):
            refuse(node, _("The versions of the protocol are not in order."))
        if self.versions and protocol.version <= self.versions[-1].protocol.version:
            refuse(node, _("The versions of the protocol are not in order."))
        by, reason = self.who.audited(node)
        if reason is not None:
            refuse(node, _("The reason of a change is not whole, or is another person's."))
        self.versions.append(ProtocolVersion(protocol, by, body))

    def header(self, root: Node, subjects: int) -> Header:
        """All of it, when the file ends. Raises Refused for a protocol of another study than the file's."""
        if not self.versions:
            refuse(root, _("The file holds no protocol."))
        code, practice = oids.study_of(self._study)
        header = Header(
            self.versions[-1].protocol,
            tuple(self.versions),
            practice,
            self.who.people,
            "",
            self._at,
            self.who.roles,
            tuple(self._unscheduled),
            subjects,
        )
        if header.protocol.study.code != code or version_oid(header) != self._metadata:
            refuse(root, _("The protocol in the file is that of another study or version."))
        return header


def _version(node: Node) -> str:
    for child in node.children:
        if child.tag == "Alias" and child.about.get("Context") == FORM_VERSION:
            return given(child, "Name")
    return ""
