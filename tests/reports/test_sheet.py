"""Paper: sizes, margins, and text from 9 to 12 points."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from tests.reports import factory
from tests.reports.test_layout import box, collisions
from ucmsc_desktop.reports.finish import finish, furnished
from ucmsc_desktop.reports.flow import Column, Flow
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.sheet import PAPERS, POINTS, Sheet

MILLIMETRE = 72 / 25.4
SHEETS = [
    Sheet(paper, points, binder=binder) for paper in ("A4", "Letter") for points in POINTS for binder in (True, False)
]


def printed(sheet: Sheet) -> Any:
    """The first page of a document with one paragraph."""
    flow = Flow(sheet)
    flow.say("A paragraph of the usual size.")
    by = msgspec.structs.replace(factory.PRINTED, sheet=sheet)
    return PdfReader(io.BytesIO(finish(flow, factory.protocol(), by, title="Paper", practice=False).pdf)).pages[0]


@pytest.mark.parametrize("sheet", [*SHEETS, Sheet().turned()])
def test_paper_margin_and_text_have_the_size_that_was_asked_for(sheet: Sheet) -> None:
    page = printed(sheet)
    wide, high = PAPERS[sheet.paper]
    assert tuple(map(float, page.mediabox[2:])) == pytest.approx((high, wide) if sheet.lying else (wide, high))
    found: list[tuple[float, float, float]] = []

    def visit(words: str, outer: list[float], inner: list[float], _font: Any, size: float) -> None:
        if words.startswith("A paragraph"):
            found.append((inner[4] * outer[0], inner[5] * outer[3], size * outer[0]))

    page.extract_text(visitor_text=visit)
    [(left, base, size)] = found
    assert size == pytest.approx(sheet.points, abs=0.01)
    if sheet.binder and not sheet.lying:
        assert left == pytest.approx(25 * MILLIMETRE, abs=0.2)
    if sheet.lying:
        assert high > base + 25 * MILLIMETRE


def test_a_long_name_in_the_foot_takes_lines_and_lies_on_nothing() -> None:
    sheet = Sheet(points=12)
    by = msgspec.structs.replace(factory.PRINTED, by="Dr Maria Anna de la Concepción " * 9, sheet=sheet)
    flow = Flow(sheet)
    flow.say("A paragraph.")
    [page] = furnished(flow, factory.protocol(), by, title="Paper", practice=True).pages
    assert collisions(page, flow.type) == []
    assert all(box(words, flow.type)[2] <= sheet.right for words in page.words)


def test_the_title_and_the_status_of_a_form_stand_whole_however_narrow_the_page() -> None:
    sheet = Sheet(points=12)
    by = msgspec.structs.replace(factory.PRINTED, by="Dr Maria Anna de la Concepción " * 9, sheet=sheet)
    flow = Flow(sheet)
    title = "Psoriasis area and severity index, second rater"
    with flow.form(OnPage("Week 4", "PASI-2", 1, signed=False), title):
        flow.say("A paragraph.")
    [page] = furnished(flow, factory.protocol(), by, title="Paper", practice=True).pages
    words = [one.text for one in page.words]
    assert title in words
    assert "form PASI-2, version 1, not signed" in words
    assert "DRAFT – not signed: PASI-2" in words
    assert collisions(page, flow.type) == []


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("count", range(1, 12))
def test_printed_by_and_status_share_the_foot(points: int, count: int) -> None:
    sheet = Sheet(points=points)
    flow = Flow(sheet)
    forms = [OnPage("Week 4", f"FORM{number}", 1, signed=False) for number in range(count)]
    with flow.form(forms[0], "Visit", *forms[1:]):
        flow.say("A paragraph.")
    by = msgspec.structs.replace(factory.PRINTED, by="Dr Maria Anna " * (count // 2 + 1), sheet=sheet)
    page = furnished(flow, factory.protocol(), by, title="Paper", practice=False).pages[0]
    words = [one.text for one in page.words]
    assert any(line.startswith("DRAFT – not signed: FORM0") for line in words)
    assert "" not in words
    assert collisions(page, flow.type) == []


def test_a_subject_takes_the_room_that_visits_and_forms_leave_in_the_head() -> None:
    sheet = Sheet(points=12)
    by = msgspec.structs.replace(factory.PRINTED, sheet=sheet)
    flow = Flow(sheet)
    with flow.form(OnPage("Week 4", "SV", 1, signed=True), "Visit"):
        flow.say("A paragraph.")
    subject = "Participant 受试者: ____________"
    layout = furnished(flow, factory.protocol(), by, title="Paper", practice=False, subject=subject)
    words = [one.text for one in layout.pages[0].words]
    assert f"UCMSC-PSO  |  {subject}" in words
    assert collisions(layout.pages[0], flow.type) == []


def test_the_binder_takes_no_width_from_the_text() -> None:
    assert Sheet().width == pytest.approx(Sheet(binder=False).width)


@pytest.mark.parametrize("points", POINTS)
def test_short_columns_keep_their_words_whole_when_text_is_large(points: int) -> None:
    flow = Flow(Sheet(points=points))
    columns = [Column(0.12, "Visit"), Column(0.4, "Window"), Column(0.48, "Forms")]
    flow.table(columns, [["Screening", "words " * 9, "words " * 30]])
    assert "Screening" in [words.text for words in flow.page.words]
    assert all(words.x < flow.sheet.right for words in flow.page.words)
