"""A file of ODM read from its first to its last byte: what it defines, and one participant after the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from ucmsc_desktop.domain.story import Header, Story
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.definitions import Definitions
from ucmsc_desktop.exchange.odm.faults import Faults, Refused, given, refuse, words
from ucmsc_desktop.exchange.odm.forms import Forms
from ucmsc_desktop.exchange.odm.nodes import Event, Node, Unreadable, nodes
from ucmsc_desktop.text import _

_CONTAINERS = {
    "ODM": "",
    "Study": "ODM",
    "AdminData": "ODM",
    "ReferenceData": "ODM",
    "ClinicalData": "ODM",
    "SubjectData": "ClinicalData",
    "StudyEventData": "SubjectData",
}
_PARTS = ("Study", "AdminData", "ReferenceData", "ClinicalData")
_CONTROL = re.compile(r"[\x00-\x1f]")


class Reading:
    """One passage through a file; `faults` is what was wrong so far."""

    def __init__(self, path: Path) -> None:
        self.faults = Faults()
        self.digest = hashlib.sha256()
        self._path = path
        self._known = Definitions()
        self._forms = Forms("", self._known.who, self.faults)
        self._visit = ""
        self._parts: list[str] = []
        self._codes: set[str] = set()
        self._root = Node("ODM", {}, 0)

    def stories(self) -> Iterator[Story]:
        """The study's own records, then each participant; what cannot be read is noted, and left out."""
        try:
            for event, node in nodes(self._path, _CONTAINERS, self.digest):
                try:
                    if event is Event.OPENED:
                        self._opened(node)
                    elif event is Event.WHOLE:
                        self._whole(node)
                    elif node.tag in ("ReferenceData", "SubjectData"):
                        yield self._closed(node)
                except Refused as refused:
                    self.faults.note(refused.line, str(refused))
        except Unreadable as unreadable:
            self.faults.note(unreadable.line, str(unreadable))
            self.faults.settle()
        if tuple(self._parts) != _PARTS:
            self.faults.note(0, _("The file does not hold all its parts."))

    def header(self) -> Header:
        """What the file says of its study, when it has been read. Raises Refused."""
        return self._known.header(self._root, len(self._codes))

    def _opened(self, node: Node) -> None:
        if node.tag in _PARTS:
            if (*self._parts, node.tag) != _PARTS[: len(self._parts) + 1]:
                raise Unreadable(node.line, _("“{element}” is out of place.").format(element=node.tag))
            self._parts.append(node.tag)
        match node.tag:
            case "ODM":
                self._root = node
                self._known.file(node)
            case "Study":
                self._known.study(node)
            case "ReferenceData" | "ClinicalData":
                self._known.refers_here(node)
            case "SubjectData":
                code = words(node, given(node, "SubjectKey"))
                self._forms = Forms(code, self._known.who, self.faults)
                self._begin(node, code)
            case "StudyEventData":
                oid = given(node, "StudyEventOID")
                self._visit = oids.visit_of(oid)
                if oid not in self._known.events:
                    refuse(node, _("“{name}” is no visit of the file.").format(name=oid[:40]))

    def _begin(self, node: Node, code: str) -> None:
        if not code or code != code.strip() or _CONTROL.search(code) or code.casefold() in self._codes:
            refuse(node, _("“{code}” is no code of a participant, or comes twice.").format(code=code[:40]))
        self._codes.add(code.casefold())

    def _whole(self, node: Node) -> None:
        match self._parts[-1] if self._parts else "", node.tag:
            case "Study", "MetaDataVersion":
                self._known.metadata(node)
            case "AdminData", "User":
                self._known.who.add(node)
            case "ReferenceData", "ItemGroupData" if node.about.get("ItemGroupOID") == oids.PROTOCOL_GROUP:
                self._known.version(node)
            case "ReferenceData", "ItemGroupData":
                self._forms.group(node)
            case "ClinicalData", "FormData":
                self._forms.form(node, self._visit)
            case ("Study", "GlobalVariables" | "BasicDefinitions") | ("AdminData", "Location" | "SignatureDef"):
                pass
            case "ClinicalData", "SiteRef":
                pass
            case _:
                refuse(node, _("“{element}” is out of place.").format(element=node.tag))

    def _closed(self, node: Node) -> Story:
        self._forms.ended()
        story = self._forms.story()
        if story.subject and not story.steps:
            refuse(node, _("A participant begins with the form of the person."))
        return story
