"""The shipped font on paper: how wide a text is, where it breaks, and which characters cannot be printed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import msgspec

from ucmsc_desktop.assets import asset
from ucmsc_desktop.text import _

REGULAR, BOLD = "NotoSansSC-Regular", "NotoSansSC-Bold"
ELLIPSIS = "…"
_HIGHEST = 0xFFFF
_LONGEST_HEAD = 300
KNOWN, MOST = 200, 1 << 15
"""Texts of up to so many characters are measured once in a process, as long as there are not too many of them."""
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_OPENING = "“‘（《〈「『【〔［｛"
_CLOSING = "”’，。、；：？！）》〉」』】〕］｝…"
_UNITS = re.compile(rf" +|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^ {_WIDE}]+[{_CLOSING}]*")
_AFTER = re.compile(r"(?<=[-/_.,;:@])")


class Face(msgspec.Struct, frozen=True):
    """One weight of the font: its name, the advance of each of its characters per 1,000 of size, and its file."""

    name: str
    advances: dict[str, float]
    source: Any

    def width(self, text: str) -> float:
        """How wide a text is, per 1,000 of size; what the font lacks counts as nothing."""
        return sum(self.advances.get(one, 0) for one in text)


@functools.cache
def faces() -> tuple[Face, Face]:
    """Regular and bold, read once in a process: both take a tenth of a second."""
    return face(REGULAR), face(BOLD)


@functools.cache
def plain_characters() -> frozenset[str]:
    """The characters that both weights have and that print as they are; a no-break space prints as a space."""
    both = faces()[0].advances.keys() & faces()[1].advances.keys()
    return frozenset(character for character in both if character.isprintable()) | {"\n", "\u00a0"}


@functools.cache
def face(name: str) -> Face:
    """A weight by the name of its file."""
    from reportlab.pdfbase.ttfonts import TTFontFile  # late, for start-up

    source: Any = TTFontFile(str(asset(f"fonts/{name}.ttf")))
    known, widths, usual = source.charToGlyph, source.charWidths, source.defaultWidth
    advances = {chr(code): widths.get(code, usual) for code in known if code <= _HIGHEST and known[code]}
    return Face(name, advances | {"\u00a0": advances[" "]}, source)


class Unprintable(msgspec.Struct, frozen=True):
    """A character that the font lacks, or that would read back as another one, and where it stood."""

    character: str
    place: str

    @property
    def code(self) -> str:
        """Its number as Unicode writes it, such as `U+1F600`."""
        return f"U+{ord(self.character):04X}"

    @property
    def mark(self) -> str:
        """What is printed in its place, for everybody to see."""
        return f"[{self.code}]"

    def sentence(self) -> str:
        """The report for the person."""
        return _("{place}: the character {code} cannot be printed and stands as {mark}.").format(
            place=self.place, code=self.code, mark=self.mark
        )


@functools.lru_cache(maxsize=MOST)
def _em(text: str, bold: bool) -> float:  # noqa: FBT001 - a weight
    return sum(map(faces()[bold].advances.__getitem__, text)) / 1000


@functools.lru_cache(maxsize=MOST)
def _lines(text: str, size: float, width: float, bold: bool) -> tuple[str, ...]:  # noqa: FBT001 - a weight
    return tuple(
        line
        for paragraph in text.split("\n")
        for line in (
            [paragraph] if _em(paragraph, bold) * size <= width else _broken(paragraph, width / size, bold=bold)
        )
    )


def _broken(paragraph: str, ems: float, *, bold: bool) -> list[str]:
    lines, line, used = [], "", 0.0
    for unit in _units(paragraph, ems, bold=bold):
        wide = _em(unit, bold)
        if used + wide > ems and line and not unit.isspace():
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        line, used = line + unit, used + wide
    return [*lines, line.rstrip(" ")]


def _units(paragraph: str, ems: float, *, bold: bool) -> list[str]:
    found = []
    for unit in _UNITS.findall(paragraph):
        if unit.isspace() or _em(unit, bold) <= ems:
            found.append(unit)
            continue
        for part in _AFTER.split(unit):
            found += [part] if _em(part, bold) <= ems else list(part)
    return found


class Typesetter:
    """Measures and breaks the texts of one document, and notes what cannot be printed."""

    def __init__(self) -> None:
        self.place = ""
        self._plain = plain_characters()
        self._unprintable: dict[Unprintable, None] = {}

    @property
    def unprintable(self) -> tuple[Unprintable, ...]:
        """Every character that could not be printed, once for each place, in the order of the paper."""
        return tuple(self._unprintable)

    def clean(self, text: str) -> str:
        """The text with a visible mark for every character that cannot be printed. Line ends become one kind."""
        if text.isascii():
            if text.isprintable():
                return text
        elif self._plain.issuperset(text) and unicodedata.is_normalized("NFC", text):
            return text
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
        return "".join(map(self._printed, text))

    def _printed(self, character: str) -> str:
        if character in self._plain:
            return character
        if unicodedata.category(character) == "Zs":
            return " "
        lacking = Unprintable(character, self.place)
        self._unprintable[lacking] = None
        return lacking.mark

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width in points of a text that is clean."""
        try:
            return (_em if len(text) <= KNOWN else _em.__wrapped__)(text, bold) * size
        except KeyError:
            return _em(self.clean(text), bold) * size

    def wrap(self, text: str, size: float, width: float, *, bold: bool = False) -> Sequence[str]:
        """The lines of a text in a column, broken between words or Chinese characters, inside a word where it must."""
        whole = self.clean(text)
        return (_lines if len(whole) <= KNOWN else _lines.__wrapped__)(whole, size, width, bold)

    def fit(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """One line for the head or foot of a page; what does not fit ends in an ellipsis."""
        line = self.clean(text[:_LONGEST_HEAD]).replace("\n", " ")
        while line and self.width(line, size, bold=bold) > width:
            line = line.rstrip(ELLIPSIS)[:-1] + ELLIPSIS if len(line.rstrip(ELLIPSIS)) > 1 else ""
        return line
