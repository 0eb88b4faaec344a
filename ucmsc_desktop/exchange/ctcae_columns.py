"""Which column of a sheet holds what, by the headings that the published files and their CSV copies use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from ucmsc_desktop.exchange.ctcae_sheets import Sheet
from ucmsc_desktop.text import _

GRADES = ("1", "2", "3", "4", "5")
NEEDED = ("term", *GRADES)
HEADING_WITHIN = 40
"""Titles and notes stand above the headings in no more rows than this."""
_ROLES = {
    "term": ("term", "terms", "adverse event", "adverse event term", "ae term", "llt", "llt term", "event"),
    "group": ("soc", "soc name", "system organ class", "primary soc", "category", "class"),
    "definition": ("definition", "definitions", "ae definition", "term definition"),
    "note": ("navigational note", "navigational notes", "nav note", "note", "notes"),
    **{grade: (f"grade {grade}", f"grade{grade}", f"g{grade}", f"gr {grade}") for grade in GRADES},
}
_ROLE_OF = {name: role for role, names in _ROLES.items() for name in names}
_NOISE = re.compile(r"\b(ctcae|nci|meddra|v ?\d+( \d+)?|version \d+( \d+)?|\d\d \d)\b")
_VERSION = re.compile(r"(?:ctcae|\bv\.?|version)[\s_-]*(?:v|version)?\.?[\s_-]*(\d)(?!\d)(?:[._](\d{1,2})(?!\d))?")


class Heading(msgspec.Struct, frozen=True):
    """The row of headings of a sheet: where it stands, and the columns by what they hold."""

    index: int
    columns: dict[str, int]
    doubled: tuple[str, ...]

    @property
    def lacking(self) -> list[str]:
        """What the sheet has no column for, and cannot do without."""
        return [role for role in NEEDED if role not in self.columns]

    @property
    def is_whole(self) -> bool:
        """Whether it has every column once: a comparison of versions has them twice."""
        return not self.lacking and not self.doubled


def role_of(heading: str) -> str:
    """What a column holds by its heading; empty for one that is not taken over, such as codes."""
    words = " ".join(re.findall(r"[a-z0-9]+", heading.casefold()))
    return _ROLE_OF.get(" ".join(_NOISE.sub(" ", words).split()), "")


def heading_of(sheet: Sheet) -> Heading:
    """The row that has the most of the columns."""
    found = [_heading(index, line.cells) for index, line in enumerate(sheet.lines[:HEADING_WITHIN])]
    return max(found, key=lambda one: len(one.columns), default=Heading(0, {}, ()))


def _heading(index: int, cells: Sequence[str]) -> Heading:
    columns: dict[str, int] = {}
    doubled = []
    for column, cell in enumerate(cells):
        role = role_of(cell)
        if role and role in columns:
            doubled.append(role)
        elif role:
            columns[role] = column
    return Heading(index, columns, tuple(role for role in doubled if role in NEEDED))


def column_words(roles: Iterable[str]) -> str:
    """Columns by the names that the published file gives them."""
    return _(", ").join("CTCAE Term" if role == "term" else f"Grade {role}" for role in roles)


def version_in(words: str) -> set[str]:
    """The versions of the table that a text names."""
    found = _VERSION.findall(words.casefold())
    return {f"{whole}.{part or '0'}" for whole, part in found}
