"""Files as they are chosen by mistake: real photographs, and what is none, is broken, or is far too large."""

import os
import struct
import zlib
from pathlib import Path

from PySide6.QtGui import QColor, QImage

ORIENTED = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
"""Says that the camera lay on its side: to be turned a quarter clockwise."""


def photograph(path: Path, width: int = 320, height: int = 240) -> Path:
    """A photograph: light on the left, dark on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#d9a58c"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor(60, x % 200, y % 200))
    assert image.save(str(path))
    return path


def turned(path: Path) -> Path:
    """A JPEG that is to be shown turned."""
    content = photograph(path).read_bytes()
    segment = b"\xff\xe1" + struct.pack(">H", len(ORIENTED) + 2) + ORIENTED
    path.write_bytes(content[:2] + segment + content[2:])
    return path


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def claims(path: Path, width: int, height: int) -> Path:
    """A small PNG that claims to be large and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(b"\0" * 1000)), _chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def bad(folder: Path, kind: str) -> Path:
    """A file that is no photograph, by the kind of what is wrong with it."""
    path = folder / f"{kind}.jpg"
    if kind == "text":
        path.write_text("This is not a photograph.\n" * 40, encoding="utf-8")
    elif kind == "cut":
        content = photograph(path).read_bytes()
        path.write_bytes(content[: len(content) * 2 // 3])
    elif kind == "cut_png":
        content = photograph(folder / "whole.png").read_bytes()
        path.write_bytes(content[: len(content) // 2])
    elif kind == "vast":
        with path.open("wb") as file:
            os.truncate(file.fileno(), 500_000_000)
    elif kind == "bomb":
        claims(path, 60_000, 60_000)
    elif kind == "folder":
        path.mkdir()
    elif kind == "drawing":
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    elif kind == "empty":
        path.touch()
    return path
