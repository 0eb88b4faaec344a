"""The bookmarks of a document as the tree that a reader program shows."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from ucmsc_desktop.reports.pdf_file import PdfFile, string

AT_ONCE = 1000
"""Bookmarks that are written in one step."""


class Entry(NamedTuple):
    """A bookmark with its place in the file."""

    title: str
    level: int
    place: str


class _Node:
    def __init__(self, entry: Entry, number: int) -> None:
        self.entry, self.number = entry, number
        self.below: list[_Node] = []


def write_outline(file: PdfFile, entries: Sequence[Entry], *, opened: bool) -> Generator[None, None, int]:
    """Write all bookmarks and answer the number of their root; with `opened` the first level shows what is below.

    Yields now and then.
    """
    root = _Node(Entry("", -1, ""), file.reserve())
    way = [root]
    for place, entry in enumerate(entries, 1):
        node = _Node(entry, file.reserve())
        del way[min(entry.level, len(way) - 1) + 1 :]
        way[-1].below.append(node)
        way.append(node)
        if place % AT_ONCE == 0:
            yield
    for place, _node in enumerate(_written_below(file, root, opened=opened), 1):
        if place % AT_ONCE == 0:
            yield
    shown = len(root.below) + (sum(len(node.below) for node in root.below) if opened else 0)
    file.put(root.number, f"<</Type/Outlines{_ends(root)}/Count {shown}>>")
    return root.number


def _ends(node: _Node) -> str:
    return f"/First {node.below[0].number} 0 R/Last {node.below[-1].number} 0 R" if node.below else ""


def _written_below(file: PdfFile, parent: _Node, *, opened: bool) -> Iterator[_Node]:
    for place, node in enumerate(parent.below):
        said = f"<</Title{string(node.entry.title)}/Parent {parent.number} 0 R/Dest{node.entry.place}{_ends(node)}"
        if place:
            said += f"/Prev {parent.below[place - 1].number} 0 R"
        if place + 1 < len(parent.below):
            said += f"/Next {parent.below[place + 1].number} 0 R"
        if node.below:
            said += f"/Count {len(node.below) if opened else -len(node.below)}"
        file.put(node.number, said + ">>")
        yield node
        yield from _written_below(file, node, opened=False)
