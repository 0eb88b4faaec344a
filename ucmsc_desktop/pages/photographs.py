"""Photographs from outside: a file is decoded to its last line before the study takes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from ucmsc_desktop import text
from ucmsc_desktop.store import photos
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _

FORMATS = {"jpeg": ("JPEG", ("jpg", "jpeg")), "png": ("PNG", ("png",)), "tiff": ("TIFF", ("tif", "tiff")),
           "webp": ("WebP", ("webp",))}  # fmt: skip
MAX_PIXELS = 60_000_000
"""A small file can claim to be a picture of any size; a camera's has no more pixels than this."""
_MEGABYTE = 2**20
_JPEG_START = b"\xff\xd8"
_JPEG_END = b"\xff\xd9"
_JPEG_SCAN = 0xDA


class Photograph(msgspec.Struct, frozen=True):
    """A file that is a photograph: its bytes as they are, width and height as it is seen."""

    content: bytes
    width: int
    height: int


def formats() -> list[str]:
    """The kinds of photograph that can be read here, JPEG and PNG first."""
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    return [name for name in FORMATS if name in known]


def file_filter() -> str:
    """What the dialog for files offers."""
    patterns = [f"*.{ending}" for name in formats() for ending in FORMATS[name][1]]
    return _("Photographs, {kinds} ({patterns})").format(kinds=_kinds(), patterns=" ".join(patterns))


def _kinds() -> str:
    return _(", ").join(FORMATS[name][0] for name in formats())


def read(path: Path) -> Photograph:
    """A photograph from its file. Raises StudyError with the sentence why it is none, cannot be read or is too large.

    Its bytes and its pixels are counted before they are read.
    """
    content = photos.from_file(path)
    with _reader(content) as reader:
        kind, size = bytes(reader.format().data()).decode(), reader.size()
        if kind not in formats() or not size.isValid():
            sentence = _("{name} is not a photograph that can be read here ({kinds}). Nothing was changed.")
            raise StudyError(sentence.format(name=path.name, kinds=_kinds()))
        if _is_huge(reader):
            sentence = _("{name} is too large: {width} × {height} pixels. Nothing was changed. Choose a smaller copy.")
            wide, high = text.number_text(size.width()), text.number_text(size.height())
            raise StudyError(sentence.format(name=path.name, width=wide, height=high))
        image = QImage() if kind == "jpeg" and not jpeg_ends(content) else reader.read()
    if image.isNull():
        sentence = _("{name} is damaged or was not copied to its end. Nothing was changed. Copy it again.")
        raise StudyError(sentence.format(name=path.name))
    return Photograph(content, image.width(), image.height())


def picture(content: bytes, room: QSize) -> QImage:
    """A photograph of the study, the right way up, not larger than a room; a null image when it is none."""
    with _reader(content) as reader:
        size = reader.size()
        if not size.isValid() or _is_huge(reader):
            return QImage()
        if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
            room = room.transposed()
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()


@contextmanager
def _reader(content: bytes) -> Iterator[QImageReader]:
    """A reader that goes by what the bytes are and not by a name; it lets go of them before they go."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    try:
        yield reader
    finally:
        reader.setDevice(None)  # type: ignore[arg-type] # Qt takes none


def _is_huge(reader: QImageReader) -> bool:
    """Whether decoding would take more memory than a camera's picture needs."""
    pixels = reader.size().width() * reader.size().height()
    bits = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel()
    return pixels > MAX_PIXELS or pixels * max(bits, 32) > 8 * _MEGABYTE * reader.allocationLimit()


def jpeg_ends(content: bytes) -> bool:
    """Whether a JPEG reaches its end mark. Decoders fill what is missing with grey and say nothing."""
    at = len(_JPEG_START)
    while at + 4 <= len(content) and content[at] == _JPEG_END[0]:
        if content[at + 1] == _JPEG_SCAN:
            return _JPEG_END in content[at:]
        is_fill = content[at + 1] == _JPEG_END[0]
        at += 1 if is_fill else 2 + int.from_bytes(content[at + 2 : at + 4])
    return False
