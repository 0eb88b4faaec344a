"""A weight of the font inside a PDF: only the characters of the document, each under a code of two bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from ucmsc_desktop.reports.pdf_file import PdfFile
from ucmsc_desktop.reports.typeset import Face

_BYTES = [byte for byte in range(0x21, 0xFE) if byte not in b"()\\"]
"""Bytes that stand for themselves in a string of the file."""
SYMBOLIC = 4
MOST_LINES = 100
"""Lines of one block of the table that gives text back to a reader."""


class DocumentFont:
    """Codes for the texts of one document. A character gets its code when it is first written."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._free = (chr(first) + chr(second) for first in _BYTES for second in _BYTES)
        self._codes: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def code(self, text: str) -> str:
        """A clean text as it stands between the brackets of a string."""
        code = self._texts.get(text)
        if code is None:
            code = self._texts[text] = "".join([self._codes.get(one) or self._new(one) for one in text])
        return code

    def _new(self, character: str) -> str:
        if character == "\u00a0":
            return self.code(" ")
        code = self._codes[character] = next(self._free)
        return code

    def write(self, file: PdfFile, number: int) -> None:
        """Write the font with the characters that were used."""
        source = self._face.source
        name = f"/{_tag(len(self._codes))}+{self._face.name}"
        glyphs, cids = list(self._codes), [(ord(code[0]) << 8) + ord(code[1]) for code in self._codes.values()]
        program = source.makeSubset([ord(one) for one in glyphs])
        embedded = file.stream(program, f"/Length1 {len(program)}")
        described = file.add(_descriptor(source, name, embedded))
        widths = " ".join(f"{cid}[{self._face.width(one):.0f}]" for cid, one in zip(cids, glyphs, strict=True))
        places = file.stream(_places(source, glyphs, cids))
        below = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {described} 0 R/DW 1000/W[{widths}]/CIDToGIDMap {places} 0 R>>"
        )
        readable = file.stream(_readable(glyphs, cids))
        file.put(
            number,
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{below} 0 R]/ToUnicode {readable} 0 R>>",
        )


def _tag(count: int) -> str:
    """Six capitals before the name of a font of which a part is embedded."""
    letters = []
    for _place in range(6):
        count, rest = divmod(count, 26)
        letters.append(chr(ord("A") + rest))
    return "".join(letters)


def _descriptor(source: Any, name: str, embedded: int) -> str:
    box = " ".join(f"{side:.0f}" for side in source.bbox)
    return (
        f"<</Type/FontDescriptor/FontName{name}/Flags {SYMBOLIC}/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {source.ascent:.0f}/Descent {source.descent:.0f}/CapHeight {source.capHeight:.0f}"
        f"/StemV {source.stemV:.0f}/FontFile2 {embedded} 0 R>>"
    )


def _places(source: Any, glyphs: Sequence[str], cids: Sequence[int]) -> bytes:
    """Which glyph of the embedded font a code draws: the subset numbers them as they first appear."""
    numbers: dict[int, int] = {0: 0}
    found = [0] * (max(cids, default=0) + 1)
    for one, cid in zip(glyphs, cids, strict=True):
        found[cid] = numbers.setdefault(source.charToGlyph.get(ord(one), 0), len(numbers))
    return struct.pack(f">{len(found)}H", *found)


def _readable(glyphs: Sequence[str], cids: Sequence[int]) -> bytes:
    """The table by which a reader finds and copies text."""
    lines = [f"<{cid:04X}><{one.encode('utf-16-be').hex()}>" for one, cid in zip(glyphs, cids, strict=True)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange",
            *_blocks(lines),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(lines), MOST_LINES):
        block = lines[start : start + MOST_LINES]
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"
