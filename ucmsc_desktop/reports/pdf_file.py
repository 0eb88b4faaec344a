"""The file of a PDF: numbered objects written one after the other, and the table that finds them."""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def string(words: str) -> str:
    """Words as a string of the file, in any script."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


class PdfFile:
    """Writes objects to `target` as they are ready, so that none of them stays in memory."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._length = 0
        self._places: list[int] = []
        self._hash = hashlib.sha256()
        self._write(HEADER)

    def reserve(self) -> int:
        """The number of an object that others name before it is written."""
        self._places.append(0)
        return len(self._places)

    def put(self, number: int, body: str) -> None:
        """Write an object under a number that was reserved."""
        self._put(number, body.encode("latin-1"))

    def add(self, body: str) -> int:
        """Write an object under the next number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, content: bytes, entries: str = "") -> int:
        """Write a stream, compressed."""
        packed, number = zlib.compress(content, 6), self.reserve()
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode("latin-1")
        self._put(number, head + packed + b"\nendstream")
        return number

    def close(self, root: int, info: int) -> None:
        """Write the table of the objects; what the file is called follows from what it holds."""
        start, name = self._length, self._hash.hexdigest()[:32].upper()
        rows = "".join(f"{place:010d} 00000 n \n" for place in self._places)
        count = len(self._places) + 1
        self._write(f"xref\n0 {count}\n0000000000 65535 f \n{rows}".encode("ascii"))
        trailer = f"trailer\n<</Size {count}/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]>>"
        self._write(f"{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _put(self, number: int, body: bytes) -> None:
        self._places[number - 1] = self._length
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write(self, content: bytes) -> None:
        self._target.write(content)
        self._hash.update(content)
        self._length += len(content)
