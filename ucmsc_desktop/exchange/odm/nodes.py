"""An XML file read piece by piece, in flat memory, with the line of each element; what could do harm is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from ucmsc_desktop.exchange.odm.oids import NAMESPACE
from ucmsc_desktop.text import _

LARGEST_FILE = 1 << 30
LARGEST_PIECE = 64 << 20
LONGEST_TOKEN = 16 << 20
DEEPEST = 20
CHUNK = 1 << 18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """What ends the reading of a file, in a sentence, with its line (0 for the whole file)."""

    def __init__(self, line: int, sentence: str) -> None:
        """Take the line and the sentence."""
        super().__init__(sentence)
        self.line = line


class Node:
    """An element: its name, attributes, line, text and the elements within it."""

    __slots__ = ("about", "children", "line", "tag", "words")

    def __init__(self, tag: str, about: dict[str, str], line: int) -> None:
        self.tag = tag
        self.about = about
        self.line = line
        self.children: list[Node] = []
        self.words: list[str] = []

    @property
    def text(self) -> str:
        """The text of the element."""
        return "".join(self.words)


class Event(Enum):
    """What a file says next: a container begins or ends, or a whole piece of one has been read."""

    OPENED = 1
    WHOLE = 2
    CLOSED = 3


class Digest(Protocol):
    """What takes in the bytes of a file, such as a hash."""

    def update(self, data: bytes, /) -> None:
        """Take in the next bytes."""


def nodes(path: Path, containers: Mapping[str, str], digest: Digest) -> Iterator[tuple[Event, Node]]:
    """The pieces of a file in order. `containers` names the element in which each container lies, "" for the root.

    Raises Unreadable for what is not UTF-8 XML of ODM 1.3, has a document type, or is too large, too deep or cut off.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(0, _("The file is larger than {size} MB.").format(size=LARGEST_FILE >> 20))
    reading = _Reading(containers)
    with path.open("rb") as file:
        start = file.read(CHUNK)
        if not start.removeprefix(_BYTE_ORDER_MARK).startswith(b"<"):
            raise Unreadable(1, _("The file is not XML."))
        while start:
            digest.update(start)
            yield from reading.fed(start)
            start = file.read(CHUNK)
    yield from reading.fed(b"")


class _Reading:
    """The handlers of the parser. It knows no entities but those of XML itself, since a document type is refused."""

    def __init__(self, containers: Mapping[str, str]) -> None:
        self._containers = containers
        self._open: list[Node] = []
        self._found: list[tuple[Event, Node]] = []
        self._outer = self._piece = self._seen = self._fed = 0
        self._parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._typed
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._said

    def fed(self, chunk: bytes) -> Iterator[tuple[Event, Node]]:
        """What is whole after the next bytes; no bytes end the file."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise Unreadable(error.lineno, _("The file is not whole XML: {reason}.").format(reason=reason)) from error
        self._fed += len(chunk)
        if self._fed - self._seen > LONGEST_TOKEN:
            raise self._refused(_("One entry is longer than {size} MB.").format(size=LONGEST_TOKEN >> 20))
        found, self._found = self._found, []
        yield from found

    def _refused(self, sentence: str) -> Unreadable:
        return Unreadable(self._parser.CurrentLineNumber, sentence)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() != "UTF-8":
            raise self._refused(_("The file is not UTF-8."))

    def _typed(self, *_about: Any) -> None:
        raise self._refused(_("The file brings a document type of its own, which this program does not read."))

    def _started(self, name: str, about: dict[str, str]) -> None:
        tag = self._tag(name)
        if len(self._open) >= DEEPEST:
            raise self._refused(_("The file is nested too deeply."))
        node = Node(tag, about, self._parser.CurrentLineNumber)
        self._seen = self._parser.CurrentByteIndex
        within = self._open[-1].tag if self._open else ""
        if len(self._open) > self._outer:
            self._open[-1].children.append(node)
            if self._seen - self._piece > LARGEST_PIECE:
                raise self._refused(_("One form is longer than {size} MB.").format(size=LARGEST_PIECE >> 20))
        elif self._containers.get(tag) == within:
            self._outer += 1
            self._found.append((Event.OPENED, node))
        elif not within or tag in self._containers:
            raise self._refused(_("“{element}” is out of place.").format(element=tag))
        else:
            self._piece = self._seen
        self._open.append(node)

    def _ended(self, _name: str) -> None:
        node = self._open.pop()
        self._seen = self._parser.CurrentByteIndex
        if len(self._open) < self._outer:
            self._outer -= 1
            self._found.append((Event.CLOSED, node))
        elif len(self._open) == self._outer:
            self._found.append((Event.WHOLE, node))

    def _said(self, words: str) -> None:
        self._seen = self._parser.CurrentByteIndex
        if len(self._open) > self._outer:
            self._open[-1].words.append(words)
        elif words.strip():
            raise self._refused(_("There is text outside of the entries."))

    def _tag(self, name: str) -> str:
        namespace, _blank, tag = name.rpartition(" ")
        if namespace != NAMESPACE:
            raise self._refused(_("“{element}” does not belong to ODM 1.3.").format(element=tag[:40]))
        return tag
