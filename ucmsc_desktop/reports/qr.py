"""A hash as a QR code, from squares: a phone reads from the paper which print it is."""

from __future__ import annotations

import functools
from itertools import groupby

VERSION, LOW = 3, 1
"""The least code that holds the 64 signs of a SHA-256, in capitals, and its level of correction."""
MASK = 2
"""Readers take any mask; to weigh all eight costs more than the page."""
MODULES = 4 * VERSION + 17


@functools.lru_cache(maxsize=8)
def qr_squares(digest: str) -> str:
    """The dark modules as boxes, each one unit, from the lower left corner; to be filled."""
    from reportlab.graphics.barcode.qrencoder import QRCode  # late, for start-up

    code = QRCode(VERSION, LOW)
    code.addData(digest.upper())
    code.makeImpl(False, MASK)
    boxes = []
    for row in range(MODULES):
        column = 0
        for dark, run in groupby(code.modules[row]):
            wide = len(list(run))
            if dark:
                boxes.append(f"{column} {MODULES - 1 - row} {wide} 1 re")
            column += wide
    return " ".join(boxes)
