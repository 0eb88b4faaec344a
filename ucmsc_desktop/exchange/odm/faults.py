"""What is wrong with a file that is to be taken over: a list of sentences with their lines, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from ucmsc_desktop.exchange.odm.armour import plain
from ucmsc_desktop.exchange.odm.nodes import Node
from ucmsc_desktop.text import _

MOST = 50


class BadOdm(Exception):
    """A file that is refused whole, with the reasons; nothing of it was taken over."""

    def __init__(self, reasons: Sequence[str]) -> None:
        """Take the reasons, one sentence each."""
        super().__init__(" ".join(reasons[:3]))
        self.reasons = tuple(reasons)


class Refused(Exception):
    """One piece of the file that does not read, with its line; the pieces after it are still looked at."""

    def __init__(self, line: int, sentence: str) -> None:
        """Take the line and the sentence."""
        super().__init__(sentence)
        self.line = line


class Faults:
    """The reasons found so far."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def note(self, line: int, sentence: str) -> None:
        """Add a reason. Raises BadOdm when there are too many to be of use."""
        self._found.append(_("Line {line}: {sentence}").format(line=line, sentence=sentence) if line else sentence)
        if len(self._found) >= MOST:
            self._found.append(_("There may be more; reading stopped here."))
            self.settle()

    def settle(self) -> None:
        """Raise BadOdm when anything was found."""
        if self._found:
            raise BadOdm(self._found)


def refuse(node: Node, sentence: str) -> NoReturn:
    """Refuse the piece at an element."""
    raise Refused(node.line, sentence)


def given(node: Node, name: str) -> str:
    """An attribute that must be there."""
    value = node.about.get(name)
    if value is None:
        refuse(node, _("“{element}” has no {name}.").format(element=node.tag, name=name))
    return value


def words(node: Node, held: str) -> str:
    """The text that an element holds, with what XML forbids; half a character is none."""
    text = plain(held)
    try:
        text.encode()
    except UnicodeEncodeError:
        refuse(node, _("A text holds a broken character."))
    return text


def only(node: Node, attributes: str, children: str = "") -> None:
    """Refuse an element that holds others than these (names with blanks between them)."""
    for name in node.about.keys() - set(attributes.split()):
        refuse(
            node, _("“{element}” has “{name}”, which this program does not know.").format(element=node.tag, name=name)
        )
    for child in node.children:
        if child.tag not in children.split():
            refuse(child, _("“{element}” is out of place.").format(element=child.tag))


def one(node: Node, tag: str) -> Node | None:
    """The one element of a name within another, None when there is none."""
    found = [child for child in node.children if child.tag == tag]
    if len(found) > 1:
        refuse(found[1], _("“{element}” comes twice.").format(element=tag))
    return found[0] if found else None


def the(node: Node, tag: str) -> Node:
    """The one element of a name within another, which must be there."""
    found = one(node, tag)
    if found is None:
        refuse(node, _("“{element}” has no {name}.").format(element=node.tag, name=tag))
    return found
