"""The shipped font on paper: how wide a text is, where it breaks, and which characters cannot be printed."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

import msgspec

from ucmsc_desktop.assets import asset
from ucmsc_desktop.text import _

REGULAR, BOLD = "NotoSansSC-Regular", "NotoSansSC-Bold"
ELLIPSIS = "…"
_HIGHEST = 0xFFFF
_LONGEST_HEAD = 300
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_OPENING = "“‘（《〈「『【〔［｛"
_CLOSING = "”’，。、；：？！）》〉」』】〕］｝…"
_UNITS = re.compile(rf" +|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^ {_WIDE}]+[{_CLOSING}]*")
_AFTER = re.compile(r"(?<=[-/_.,;:@])")


class Face(msgspec.Struct, frozen=True):
    """One weight of the font: its name in ReportLab and the advance of each of its characters, per 1,000 of size."""

    name: str
    advances: dict[str, float]


@functools.cache
def faces() -> tuple[Face, Face]:
    """Regular and bold, registered with ReportLab once in a process: reading both takes a tenth of a second."""
    return _registered(REGULAR), _registered(BOLD)


@functools.cache
def plain_characters() -> frozenset[str]:
    """The characters that both weights have and that print as they are; a no-break space prints as a space."""
    both = faces()[0].advances.keys() & faces()[1].advances.keys()
    return frozenset(character for character in both if character.isprintable()) | {"\n", "\u00a0"}


def _registered(name: str) -> Face:
    from reportlab.pdfbase.pdfmetrics import registerFont  # late, for start-up
    from reportlab.pdfbase.ttfonts import TTFont

    font: Any = TTFont(name, str(asset(f"fonts/{name}.ttf")))
    registerFont(font)
    known = font.face.charToGlyph
    widths, usual = font.face.charWidths, font.face.defaultWidth
    advances = {chr(code): widths.get(code, usual) for code in known if code <= _HIGHEST and known[code]}
    return Face(name, advances | {"\u00a0": advances[" "]})


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


class Typesetter:
    """Measures and breaks the texts of one document, each once, and notes what cannot be printed."""

    def __init__(self) -> None:
        self.place = ""
        self._regular, self._bold = faces()
        self._plain = plain_characters()
        self._ems: dict[tuple[str, bool], float] = {}
        self._wrapped: dict[tuple[str, float, float, bool], list[str]] = {}
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
        key = (text, bold)
        em = self._ems.get(key)
        if em is None:
            advances = (self._bold if bold else self._regular).advances
            try:
                em = sum(map(advances.__getitem__, text)) / 1000
            except KeyError:
                em = sum(map(advances.__getitem__, self.clean(text))) / 1000
            self._ems[key] = em
        return em * size

    def wrap(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """The lines of a text in a column, broken between words or Chinese characters, inside a word where it must."""
        key = (text, size, width, bold)
        lines = self._wrapped.get(key)
        if lines is None:
            whole = self.clean(text)
            lines = [
                line
                for paragraph in whole.split("\n")
                for line in (
                    [paragraph]
                    if self.width(paragraph, size, bold=bold) <= width
                    else self._broken(paragraph, size, width, bold=bold)
                )
            ]
            if whole is text:
                self._wrapped[key] = lines
        return lines

    def _broken(self, paragraph: str, size: float, width: float, *, bold: bool) -> list[str]:
        lines, line, used = [], "", 0.0
        for unit in self._units(paragraph, size, width, bold=bold):
            wide = self.width(unit, size, bold=bold)
            if used + wide > width and line and not unit.isspace():
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
            line, used = line + unit, used + wide
        return [*lines, line.rstrip(" ")]

    def _units(self, paragraph: str, size: float, width: float, *, bold: bool) -> list[str]:
        found = []
        for unit in _UNITS.findall(paragraph):
            if unit.isspace() or self.width(unit, size, bold=bold) <= width:
                found.append(unit)
                continue
            for part in _AFTER.split(unit):
                found += [part] if self.width(part, size, bold=bold) <= width else list(part)
        return found

    def fit(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """One line for the head or foot of a page; what does not fit ends in an ellipsis."""
        line = self.clean(text[:_LONGEST_HEAD]).replace("\n", " ")
        while line and self.width(line, size, bold=bold) > width:
            line = line.rstrip(ELLIPSIS)[:-1] + ELLIPSIS if len(line.rstrip(ELLIPSIS)) > 1 else ""
        return line
