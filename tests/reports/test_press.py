"""Documents in one PDF: bookmarks, links, page labels, the QR code, and the same bytes for the same pages."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.reports import factory
from tests.reports.reading import bookmarks
from ucmsc_desktop.reports.contents import contents
from ucmsc_desktop.reports.finish import furnished
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.paint import About, Layout, Press, paint
from ucmsc_desktop.reports.sheet import Sheet
from ucmsc_desktop.reports.typeset import plain_characters

ABOUT = About("Casebooks", "Chen Wei", "UCMSC", datetime(2026, 9, 1, 14, 5, 11, tzinfo=factory.ZONE))
COLUMNS = [Column(0.5, "Field"), Column(0.5, "Changes")]


def linked(subject: str, sheet: Sheet | None = None) -> Layout:
    """A form that leads to its changes two pages on, and back."""
    flow = Flow(sheet or Sheet())
    flow.anchor("Form", 0)
    flow.table(
        COLUMNS,
        [[Cell("PASI", target="form"), Cell("changed twice", link="changes")], ["x", Cell("nowhere", link="gone")]],
    )
    flow.turn()
    flow.anchor("Between", 1)
    flow.turn()
    flow.table(COLUMNS, [["a", "b"], [Cell(f"Changes of {subject}", target="changes"), Cell("back", link="form")]])
    flow.bookmark("Changes", 0, "changes")
    contents(flow, "Contents", flow.outline)
    return furnished(flow, factory.protocol(), factory.PRINTED, title=subject, practice=False, subject=subject)


def leads(document: PdfReader, page: int) -> list[int]:
    """The numbers of the pages to which the links of a page lead, counted from 0."""
    numbers = {one.indirect_reference: number for number, one in enumerate(document.pages)}
    annotations: list[Any] = [one.get_object() for one in document.pages[page].get("/Annots", ())]
    return [numbers[one["/Dest"][0]] for one in annotations]


def read(pdf: bytes) -> PdfReader:
    """The document, read strictly."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def test_links_lead_both_ways_and_the_contents_say_the_page() -> None:
    document = read(paint(linked("P-001")))
    assert leads(document, 0) == [1, 2, 3]
    assert leads(document, 1) == [3]
    assert leads(document, 3) == [1]
    assert [leads_to(document, 0, title) for title in ("Form", "Between", "Changes")] == [2, 3, 4]
    assert list(bookmarks(document.outline)) == [(0, "Contents"), (0, "Form"), (1, "Between"), (0, "Changes")]


def test_contents_count_their_own_pages() -> None:
    flow = Flow(Sheet(points=12))
    flow.say("Title page")
    for number in range(120):
        flow.part()
        flow.anchor(f"Part {number}", 0)
        flow.say(f"This is part {number}.")
    contents(flow, "Contents", flow.outline[1:], at=1)
    layout = furnished(flow, factory.protocol(), factory.PRINTED, title="Long", practice=False)
    document = read(paint(layout))
    texts = [page.extract_text() for page in document.pages]
    assert "Title page" in texts[0]
    assert "Contents" in texts[1]
    for number in (1, 60, 119):
        [said] = {leads_to(document, page, f"Part {number}") for page in range(1, 6)} - {0}
        assert f"This is part {number}." in texts[said - 1]


def leads_to(document: PdfReader, page: int, title: str) -> int:
    """The number that the contents say beside a title, 0 when it is not on the page."""
    found = re.search(rf"^{title}\s+(\d+)$", document.pages[page].extract_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def test_parts_are_written_in_turn_and_the_first_pages_last() -> None:
    target = io.BytesIO()
    press = Press(ABOUT, target)
    press.add(linked("P-001"), "P-001")
    press.add(linked("P-002", Sheet("Letter", 12)), "P-002")
    assert press.pages == 8
    front = Flow()
    for subject in ("P-001", "P-002"):
        front.say(subject, link=subject)
    press.add(furnished(front, factory.protocol(), factory.PRINTED, title="All", practice=False), front=True)
    press.close()
    document = read(target.getvalue())
    assert len(document.pages) == 9
    assert leads(document, 0) == [1, 5]
    assert leads(document, 6) == [8]
    assert document.page_labels[:3] == ["1", "P-001 / 1", "P-001 / 2"]
    assert document.page_labels[5] == "P-002 / 1"
    assert [title for level, title in bookmarks(document.outline) if level == 0] == ["P-001", "P-002"]
    assert [float(page.mediabox[2]) for page in document.pages][4:6] == [595.28, 612]


def test_the_same_pages_give_the_same_bytes_and_other_words_another_name() -> None:
    assert paint(linked("P-001")) == paint(linked("P-001"))
    one, other = read(paint(linked("P-001"))), read(paint(linked("P-002")))
    assert one.trailer["/ID"] != other.trailer["/ID"]


def test_the_code_in_the_foot_is_the_hash() -> None:
    import pypdfium2
    from reportlab.graphics.barcode.qrencoder import QRCode

    layout = linked("P-001")
    assert layout.pages[0].code is not None
    x, y, side = layout.pages[0].code
    image = pypdfium2.PdfDocument(paint(layout))[0].render(scale=8, grayscale=True).to_numpy()
    wanted = QRCode(3, 1)
    wanted.addData(layout.digest.upper())
    wanted.makeImpl(False, 2)
    unit = side / 29
    for row in range(29):
        for column in range(29):
            across, up = (x + (column + 0.5) * unit) * 8, (841.89 - y - side + (row + 0.5) * unit) * 8
            assert (image[int(up), int(across)] < 128) == wanted.isDark(row, column)


@given(st.text(st.sampled_from(sorted(plain_characters() - {"\n"})), min_size=1, max_size=60))
def test_every_character_of_the_font_reads_back(words: str) -> None:
    flow = Flow()
    flow.say(words)
    layout = furnished(flow, factory.protocol(), factory.PRINTED, title=words, practice=False)
    document = read(paint(layout))
    squeezed = "".join(flow.type.clean(words).split())
    assert squeezed in "".join(document.pages[0].extract_text().split())
    assert document.metadata is not None
    assert document.metadata.title == words


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_reader_finds_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(paint(linked("陈-001")))
    found = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True)
    assert "Changes of 陈-001" in found.stdout
    assert not found.stderr
