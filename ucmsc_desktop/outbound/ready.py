"""What the first print of a process waits for, in turns: modules, and the font."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

MODULES = (
    "numpy",
    "ucmsc_desktop.body.drawing",
    "reportlab.pdfbase.ttfonts",
    "reportlab.graphics.barcode.qrencoder",
    "ucmsc_desktop.reports.casebook",
)


def made_ready() -> Iterator[None]:
    """Bring it in, some in each step; a second time these steps take no time."""
    for name in MODULES:
        import_module(name)
        yield
    from ucmsc_desktop.reports import typeset  # late, for start-up

    for name in (typeset.REGULAR, typeset.BOLD):
        typeset.face(name)
        yield
    typeset.plain_characters()
    yield
