"""Painted cells as few bytes: one bit for each skin cell of the chart, row by row, deflated."""

from __future__ import annotations

import zlib

import numpy as np

from ucmsc_desktop.body.chart import Chart, Mask
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.text import _

_LEVEL = 6


def pack(chart: Chart, mask: Mask) -> LesionMap:
    """The painted cells as they are kept with an assessment."""
    bits = np.packbits(mask.ravel()[chart.skin])
    return LesionMap(chart=chart.version, cells=zlib.compress(bits.tobytes(), _LEVEL))


def unpack(chart: Chart, lesion_map: LesionMap) -> Mask:
    """The painted cells of a map. Raises ValueError with a sentence for another chart, or for bytes that are broken."""
    if lesion_map.chart != chart.version:
        raise ValueError(
            _(
                "This map was painted on version {theirs} of the body chart and this program has version {ours}. "
                "The percentages that were stored with it stand. Open the map with the program that painted it."
            ).format(theirs=lesion_map.chart, ours=chart.version)
        )
    mask = chart.blank()
    mask.reshape(-1)[chart.skin] = _bits(lesion_map.cells, chart.skin.size)
    return mask


def _bits(packed: bytes, count: int) -> Mask:
    size = (count + 7) // 8
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(packed, size + 1)
    except zlib.error:
        plain = b""
    if len(plain) != size or not reader.eof or reader.unused_data:
        raise ValueError(_broken())
    bits = np.unpackbits(np.frombuffer(plain, dtype=np.uint8))
    if bits[count:].any():
        raise ValueError(_broken())
    return bits[:count].astype(np.bool_)


def _broken() -> str:
    return _(
        "This painted map is damaged and cannot be shown. The percentages that were stored with it stand. "
        "Check the study with the audit page."
    )
