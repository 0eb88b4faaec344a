"""Reads a printed PDF back as another program would."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from tests.reports import factory
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.reports.casebook import casebook_pdf
from ucmsc_desktop.reports.finish import Printout


def printed(book: Casebook, *, practice: bool = False, visit: str | None = None) -> Printout:
    """The casebook, printed at the fixed time of the factory."""
    return casebook_pdf(book, factory.protocol(), factory.PRINTED, practice=practice, visit=visit)


def pages(printout: Printout) -> list[str]:
    """The text of each page, with no-break spaces as the plain spaces that readers make of them."""
    return [page.extract_text().replace("\u00a0", " ") for page in reader(printout).pages]


def reader(printout: Printout) -> PdfReader:
    """The document."""
    return PdfReader(io.BytesIO(printout.pdf))


def fonts(printout: Printout) -> set[tuple[str, bool]]:
    """The fonts that the pages name, and whether each is embedded."""
    resources: list[Any] = [page["/Resources"] for page in reader(printout).pages]
    named = [font.get_object() for resource in resources for font in resource["/Font"].values()]
    described = [(font["/BaseFont"], font["/DescendantFonts"][0].get_object()) for font in named]
    return {(name, "/FontFile2" in font["/FontDescriptor"]) for name, font in described}


def language(printout: Printout) -> str:
    """The language that the document names."""
    root: Any = reader(printout).trailer["/Root"]
    return str(root["/Lang"])


def bookmarks(outline: list[Any], level: int = 0) -> Iterator[tuple[int, str]]:
    """The bookmarks with their level, in order."""
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield level, entry.title


def links(printout: Printout, page: int) -> set[int]:
    """The pages to which the links of a page lead, each by its place in the document."""
    document = reader(printout)
    places = {found.indirect_reference.idnum: number for number, found in enumerate(document.pages)}  # type: ignore[union-attr]
    marks: list[Any] = [mark.get_object() for mark in document.pages[page].get("/Annots", [])]
    return {places[mark["/Dest"][0].idnum] for mark in marks}
