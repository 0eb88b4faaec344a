"""Paints laid-out pages as a PDF: the same pages and the same time give the same bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports import pdf_marks
from ucmsc_desktop.reports.page import Bookmark, Hatch, Page
from ucmsc_desktop.reports.pdf_file import PdfFile, string
from ucmsc_desktop.reports.pdf_font import DocumentFont
from ucmsc_desktop.reports.pdf_outline import Entry, write_outline
from ucmsc_desktop.reports.qr import MODULES, qr_squares
from ucmsc_desktop.reports.typeset import Unprintable, faces

FAINT = 0.13
"""How strong words across the page are: what stands under them stays readable."""
OVER = 4.0
"""How far over its place a bookmark lands."""


class About(msgspec.Struct, frozen=True):
    """What the document says about itself to a reader program."""

    title: str
    author: str
    subject: str
    at: datetime


class Layout(msgspec.Struct, frozen=True):
    """A document before it is painted: its pages and bookmarks, and what it says about itself."""

    pages: tuple[Page, ...]
    outline: tuple[Bookmark, ...]
    about: About
    digest: str
    unprintable: tuple[Unprintable, ...]


def digest(pages: Sequence[Page]) -> str:
    """The SHA-256 of every word on the pages, in order; taken before head, foot and time of printing are added."""
    words = "\f".join("\n".join(mark.text for mark in page.words) for page in pages)
    return hashlib.sha256(words.encode()).hexdigest()


def paint(layout: Layout) -> bytes:
    """One document as a PDF."""
    return result_of(painting(layout))


def painting(layout: Layout) -> Generator[int, None, bytes]:
    """The same page by page; yields how many are painted."""
    target = io.BytesIO()
    press = Press(layout.about, target)
    yield from press.adding(layout)
    for _bookmark in press.closing():
        yield len(layout.pages)
    return target.getvalue()


class _Part(msgspec.Struct, frozen=True):
    name: str
    branch: int
    pages: int
    entries: tuple[Entry, ...]
    digest: str


class Press:
    """Puts documents into one PDF, one after the other: a part that was added is written and may be forgotten."""

    def __init__(self, about: About, target: BinaryIO) -> None:
        self._about, self._file = about, PdfFile(target)
        self._fonts = (DocumentFont(faces()[0]), DocumentFont(faces()[1]))
        self._tree, *self._font_numbers = (self._file.reserve() for _number in range(3))
        faint = self._file.add(f"<</Type/ExtGState/ca {FAINT}/CA {FAINT}>>")
        regular, bold = self._font_numbers
        self._looks = f"/Font<</F0 {regular} 0 R/F1 {bold} 0 R>>/ExtGState<</Faint {faint} 0 R>>"
        self._hatches: dict[int, int] = {}
        self._parts: list[_Part] = []
        self._starts: dict[str, str] = {}

    @property
    def pages(self) -> int:
        """How many pages were added."""
        return sum(part.pages for part in self._parts)

    @property
    def parts(self) -> int:
        """How many documents were added."""
        return len(self._parts)

    @property
    def digest(self) -> str:
        """The SHA-256 of the words of all parts; of the only one that which stands in the feet of its pages."""
        digests = [part.digest for part in self._parts]
        return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()

    def add(self, layout: Layout, name: str = "", *, front: bool = False) -> None:
        """Write a document as a part, at the end or in front of all others.

        A part with a name has a bookmark of its own over those of the document, and parts that are written after it
        can link to its name.
        """
        for _page in self.adding(layout, name, front=front):
            pass

    def adding(self, layout: Layout, name: str = "", *, front: bool = False) -> Iterator[int]:
        """The same page by page; yields how many are written."""
        resources = self._resources(layout)
        branch, *numbers = (self._file.reserve() for _number in range(len(layout.pages) + 1))
        places = _places(layout.pages, numbers)
        if name:
            self._starts[name] = f"[{numbers[0]} 0 R/XYZ 0 {layout.pages[0].sheet.size[1]:.0f} 0]"
        known = self._starts | places
        looks = f"/Parent {branch} 0 R/Resources {resources} 0 R"
        for done, (page, number) in enumerate(zip(layout.pages, numbers, strict=True), 1):
            self._page(page, number, looks, known)
            yield done
        self._file.put(branch, f"<</Type/Pages/Parent {self._tree} 0 R{_kids(numbers)}/Count {len(numbers)}>>")
        entries = [Entry(mark.title, mark.level + bool(name), places[mark.target]) for mark in layout.outline]
        if name:
            entries.insert(0, Entry(name, 0, self._starts[name]))
        part = _Part(name, branch, len(numbers), tuple(entries), layout.digest)
        self._parts.insert(0 if front else len(self._parts), part)

    def close(self) -> None:
        """Write what all parts share. The file is whole after this."""
        for _bookmark in self.closing():
            pass

    def closing(self) -> Iterator[None]:
        """The same in steps: the bookmarks of a whole study are many."""
        for font, number in zip(self._fonts, self._font_numbers, strict=True):
            font.write(self._file, number)
        yield
        branches = [part.branch for part in self._parts]
        self._file.put(self._tree, f"<</Type/Pages{_kids(branches)}/Count {self.pages}>>")
        entries = [entry for part in self._parts for entry in part.entries]
        outline = yield from write_outline(self._file, entries, opened=len(self._parts) == 1)
        root = self._file.add(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Outlines {outline} 0 R/PageMode/UseOutlines/Lang({_language()})"
            f"/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[{self._labels()}]>>>>"
        )
        self._file.close(root, self._info())

    def _resources(self, layout: Layout) -> int:
        grades = {shape.grade for page in layout.pages for shape in page.shapes if isinstance(shape, Hatch)}
        wide, high = pdf_marks.HATCHED
        for grade in sorted(grades - self._hatches.keys()):
            drawn = pdf_marks.hatching(grade).encode("ascii")
            self._hatches[grade] = self._form(drawn, f"-1 -1 {wide + 1:g} {high + 1:g}")
        code = self._form(f"{qr_squares(layout.digest)} f".encode("ascii"), f"0 0 {MODULES} {MODULES}")
        hatches = "".join(f"/H{grade} {number} 0 R" for grade, number in sorted(self._hatches.items()))
        return self._file.add(f"<<{self._looks}/XObject<</Code {code} 0 R{hatches}>>>>")

    def _form(self, drawn: bytes, box: str) -> int:
        return self._file.stream(drawn, f"/Type/XObject/Subtype/Form/BBox[{box}]")

    def _page(self, page: Page, number: int, looks: str, known: Mapping[str, str]) -> None:
        contents = self._file.stream("\n".join(self._operators(page)).encode("latin-1"))
        scale, (wide, high) = page.sheet.scale, page.sheet.size
        links = [
            self._file.add(
                f"<</Type/Annot/Subtype/Link/Border[0 0 0]/Dest{known[link.target]}/Rect"
                f"[{link.x1 * scale:.1f} {link.y1 * scale:.1f} {link.x2 * scale:.1f} {link.y2 * scale:.1f}]>>"
            )
            for link in page.links
            if link.target in known
        ]
        marks = f"/Annots[{' '.join(f'{link} 0 R' for link in links)}]" if links else ""
        self._file.put(
            number,
            f"<</Type/Page{looks}/MediaBox[0 0 {wide:g} {high:g}]/Contents {contents} 0 R{marks}>>",
        )

    def _operators(self, page: Page) -> list[str]:
        scale, fonts = page.sheet.scale, self._fonts
        found = [f"{scale:.5g} 0 0 {scale:.5g} 0 0 cm 1 j"] if scale != 1 else ["1 j"]
        found += pdf_marks.shapes(page.shapes)
        found += [pdf_marks.turned(one, fonts, _wide(one), "/Faint gs") for one in page.across]
        found += pdf_marks.words(page.words, fonts)
        found += [pdf_marks.turned(one, fonts, _wide(one)) for one in page.turned]
        if page.code is not None:
            x, y, side = page.code
            unit = side / MODULES
            found.append(f"q 0 g {unit:.4f} 0 0 {unit:.4f} {x:.2f} {y:.2f} cm /Code Do Q")
        return found

    def _info(self) -> int:
        about = self._about
        return self._file.add(
            f"<</Title{string(about.title)}/Author{string(about.author)}/Subject{string(about.subject)}"
            f"/Creator(UCMSC Desktop)/Producer(UCMSC Desktop)/CreationDate({_pdf_date(about.at)})"
            f"/ModDate({_pdf_date(about.at)})>>"
        )

    def _labels(self) -> str:
        """What a reader program calls the pages: their number, in a part with a name after that name."""
        said, start = [], 0
        for part in self._parts:
            before = f"/P{string(part.name + ' / ')}" if part.name else ""
            said.append(f"{start}<</S/D{before}>>")
            start += part.pages
        return "".join(said)


def _wide(one: paper.Turned) -> float:
    return faces()[one.bold].width(one.text) / 1000 * one.size


def _kids(numbers: Sequence[int]) -> str:
    return f"/Kids[{' '.join(f'{number} 0 R' for number in numbers)}]"


def _places(pages: Sequence[Page], numbers: Sequence[int]) -> dict[str, str]:
    """Where each named target is; a row that runs over pages is where it begins."""
    found: dict[str, str] = {}
    for page, number in zip(pages, numbers, strict=True):
        for name, y in page.targets.items():
            found.setdefault(name, f"[{number} 0 R/XYZ 0 {(y + OVER) * page.sheet.scale:.0f} 0]")
    return found


def _language() -> str:
    """The language of the document; of two side by side the first."""
    return text.active_language().split("+")[0].replace("_", "-")


def _pdf_date(moment: datetime) -> str:
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")
